"""The check of several stacks, some at a time, each with its own outcome."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from sevalla_provider.drift.engine import CheckFailed, Project, Seen, look
from sevalla_provider.drift.findings import checked, findings
from sevalla_provider.drift.homes import Home, Lists, emptied, homes, listed, lived_in
from sevalla_provider.drift.ignoring import Rule
from sevalla_provider.drift.inventory import There, with_names
from sevalla_provider.drift.report import Report, StackReport
from sevalla_provider.drift.stacks import Target
from sevalla_provider.drift.unmanaged import key_of, managed, sort
from sevalla_provider.settings import SettingsError, load

Tell = Callable[[StackReport], None]


@dataclass(frozen=True)
class Looked:
    """One stack, and where its objects live, where that was asked for."""

    report: StackReport
    seen: Sequence[Seen] = ()
    homes: Sequence[Home] = ()


def check(
    stacks: Sequence[Target], jobs: int, tell: Tell, rules: Sequence[Rule] | None = None
) -> Report:
    """Check every stack, `jobs` at a time; `tell` hears of each as it ends.

    With `rules`, what is in none of the stacks is looked for, too. The processes of the provider
    share what they know of the API's rate limits by themselves.
    """
    now = datetime.now(UTC)

    def one(target: Target) -> Looked:
        looked = check_one(*target, now, strangers=rules is not None)
        tell(looked.report)
        return looked

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        found = list(pool.map(one, stacks))
    report = Report(
        checked_at=now.isoformat(timespec="seconds"), stacks=[each.report for each in found]
    )
    # Where one stack could not be checked, nobody knows which objects are its own.
    if rules is not None and not report.errors:
        report = with_strangers(report, found, rules, now)
        for failed in report.errors:
            tell(failed)
    return report


def check_one(project: Project, stack: str, now: datetime, *, strangers: bool) -> Looked:
    """Check one stack; what goes wrong is told in its report. `strangers`: find where it lives."""
    try:
        seen = look(project, stack)
        where = _homes(project, stack, seen) if strangers else ()
    except CheckFailed as failed:
        return Looked(StackReport(stack=stack, error=str(failed)))
    wrong = findings(stack, seen, now)
    return Looked(StackReport(stack=stack, checked=checked(seen), findings=wrong), seen, where)


def with_strangers(
    report: Report, found: Sequence[Looked], rules: Sequence[Rule], now: datetime
) -> Report:
    """Add what is in none of the stacks, or which of them live where nobody can look."""
    lists = listed(home for each in found for home in each.homes)
    report = report.model_copy(update={"stacks": [_as_listed(each, lists) for each in found]})
    if report.errors:
        return report
    there = [one for objects in lists.values() if isinstance(objects, list) for one in objects]
    taken = [each.name for looked in found for each in looked.seen]
    strangers = sort(with_names(in_no_stack(found, there), taken), rules, now)
    return report.model_copy(update=vars(strangers))


def in_no_stack(found: Sequence[Looked], there: Iterable[There]) -> list[There]:
    """What is there and in none of the stacks, each once."""
    known = {key for each in found for key in managed(each.seen)}
    objects = {key_of(one.resource, one.id): one for one in there}
    return [one for key, one in objects.items() if key not in known]


def _homes(project: Project, stack: str, seen: Sequence[Seen]) -> Sequence[Home]:
    where = lived_in(seen)
    try:
        if not where:
            return ()
        return homes(load(project.configuration(stack)), where, emptied(seen))
    except SettingsError as error:
        raise CheckFailed(f"could not list what is there: {error}") from None


def _as_listed(looked: Looked, lists: Lists) -> StackReport:
    problems = [str(lists[home]) for home in looked.homes if isinstance(lists[home], CheckFailed)]
    if not problems:
        return looked.report
    return StackReport(stack=looked.report.stack, error="\n".join(dict.fromkeys(problems)))
