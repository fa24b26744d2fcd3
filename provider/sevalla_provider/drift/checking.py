"""The check of several stacks, some at a time, each with its own outcome."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from sevalla_provider.drift.engine import CheckFailed, Project, Seen, look
from sevalla_provider.drift.findings import checked, findings
from sevalla_provider.drift.ignoring import Rule
from sevalla_provider.drift.inventory import There, with_names
from sevalla_provider.drift.report import Report, StackReport
from sevalla_provider.drift.unmanaged import found_in, lived_in, managed, sort

Place = tuple[Project, str]
"""A stack, and the project to check it from."""

Tell = Callable[[StackReport], None]


@dataclass(frozen=True)
class Looked:
    """One stack, and what lives where its objects live, whoever made that."""

    report: StackReport
    seen: Sequence[Seen] = ()
    there: Sequence[There] = ()


def check(
    stacks: Sequence[Place], jobs: int, tell: Tell, rules: Sequence[Rule] | None = None
) -> Report:
    """Check every stack, `jobs` at a time; `tell` hears of each as it ends.

    With `rules`, what is in none of the stacks is looked for, too. The processes of the provider
    share what they know of the API's rate limits by themselves.
    """
    now = datetime.now(UTC)

    def one(place: Place) -> Looked:
        looked = check_one(*place, now, strangers=rules is not None)
        tell(looked.report)
        return looked

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        found = list(pool.map(one, stacks))
    report = Report(
        checked_at=now.isoformat(timespec="seconds"), stacks=[each.report for each in found]
    )
    if rules is None or report.errors:
        return report  # what a stack knows that could not be checked is not known
    taken = [each.name for looked in found for each in looked.seen]
    strangers = sort(with_names(in_no_stack(found), taken), rules, now)
    return report.model_copy(update=vars(strangers))


def check_one(project: Project, stack: str, now: datetime, *, strangers: bool) -> Looked:
    """Check one stack; what goes wrong is told in its report."""
    try:
        seen = look(project, stack)
        there = found_in(project, stack, lived_in(seen)) if strangers else []
    except CheckFailed as failed:
        return Looked(StackReport(stack=stack, error=str(failed)))
    wrong = findings(stack, seen, now)
    return Looked(StackReport(stack=stack, checked=checked(seen), findings=wrong), seen, there)


def in_no_stack(found: Sequence[Looked]) -> list[There]:
    """What lives where the stacks' objects live, and is in none of them, each once."""
    known = {key for each in found for key in managed(each.seen)}
    there = {(one.resource.token, one.id): one for each in found for one in each.there}
    return [one for key, one in there.items() if key not in known]
