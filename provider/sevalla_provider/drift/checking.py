"""The check of several stacks, some at a time, each with its own outcome."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sevalla_provider.drift.engine import CheckFailed, Project, look
from sevalla_provider.drift.findings import checked, findings
from sevalla_provider.drift.report import Report, StackReport

Tell = Callable[[StackReport], None]


def check(stacks: Sequence[tuple[Project, str]], jobs: int, tell: Tell) -> Report:
    """Check every stack, `jobs` at a time; `tell` hears of each as it ends.

    The processes of the provider share what they know of the API's rate limits by themselves.
    """
    now = datetime.now(UTC)

    def one(place: tuple[Project, str]) -> StackReport:
        report = check_one(*place, now)
        tell(report)
        return report

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        found = list(pool.map(one, stacks))
    return Report(checked_at=now.isoformat(timespec="seconds"), stacks=found)


def check_one(project: Project, stack: str, now: datetime) -> StackReport:
    """Check one stack; what goes wrong is told in its report."""
    try:
        seen = look(project, stack)
    except CheckFailed as failed:
        return StackReport(stack=stack, error=str(failed))
    return StackReport(stack=stack, checked=checked(seen), findings=findings(stack, seen, now))
