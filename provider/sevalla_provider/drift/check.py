"""The check of several stacks, some at a time, each with its own outcome."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from sevalla_provider.drift.findings import RESOURCES, findings
from sevalla_provider.drift.ignore_file import IgnoreRule
from sevalla_provider.drift.pulumi_cli import CheckFailed, Project, RefreshStep, preview_refresh
from sevalla_provider.drift.report import Report, StackReport
from sevalla_provider.drift.scopes import Listings, Scope, list_scopes, scopes_of
from sevalla_provider.drift.stacks import Target
from sevalla_provider.drift.unmanaged import sort, unmanaged
from sevalla_provider.importing.import_file import with_names
from sevalla_provider.settings import SettingsError, load

OnChecked = Callable[[StackReport], None]


@dataclass(frozen=True)
class Search:
    """How what is in none of the stacks is looked for.

    Attributes:
        rules: what may be in none.
        account_wide: whether what serves the whole account is looked for, whatever stacks hold.
    """

    rules: Sequence[IgnoreRule] = ()
    account_wide: bool = False


@dataclass(frozen=True)
class CheckedStack:
    """One stack, and where its objects live, where that was asked for."""

    report: StackReport
    steps: Sequence[RefreshStep] = ()
    scopes: Sequence[Scope] = ()


def check(
    stacks: Sequence[Target],
    jobs: int,
    on_checked: OnChecked,
    search: Search | None = None,
) -> Report:
    """Check every stack, `jobs` at a time; `on_checked` is called with each as it ends.

    With a `search`, what is in none of the stacks is looked for, too. The processes of the provider
    share what they know of the API's rate limits by themselves.
    """
    now = datetime.now(UTC)

    def one(target: Target) -> CheckedStack:
        checked = check_one(*target, now, search)
        on_checked(checked.report)
        return checked

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        found = list(pool.map(one, stacks))
    report = Report(
        checked_at=now.isoformat(timespec="seconds"), stacks=[each.report for each in found]
    )
    # Where one stack could not be checked, nobody knows which objects are its own.
    if search is not None and not report.errors:
        report = with_unmanaged(report, found, search.rules, now)
        for failed in report.errors:
            on_checked(failed)
    return report


def check_one(
    project: Project, stack: str, now: datetime, search: Search | None = None
) -> CheckedStack:
    """Check one stack; what goes wrong is told in its report."""
    try:
        steps = preview_refresh(project, stack)
        scopes = () if search is None else _scopes(project, stack, steps, search)
    except CheckFailed as failed:
        return CheckedStack(StackReport(stack=stack, error=str(failed)))
    checked = sum(each.type in RESOURCES for each in steps)
    report = StackReport(stack=stack, checked=checked, findings=findings(stack, steps, now))
    return CheckedStack(report, steps, scopes)


def with_unmanaged(
    report: Report, found: Sequence[CheckedStack], rules: Sequence[IgnoreRule], now: datetime
) -> Report:
    """Add what is in none of the stacks, or which of them live where nobody can look."""
    listings = list_scopes(scope for each in found for scope in each.scopes)
    stacks = [_with_listing_errors(each, listings) for each in found]
    report = report.model_copy(update={"stacks": stacks})
    if report.errors:
        return report
    objects = [one for each in listings.values() if isinstance(each, list) for one in each]
    steps = [step for each in found for step in each.steps]
    named = with_names(unmanaged(objects, steps), [each.name for each in steps])
    return report.model_copy(update=vars(sort(named, rules, now)))


def _scopes(
    project: Project, stack: str, steps: Sequence[RefreshStep], search: Search
) -> Sequence[Scope]:
    if not (search.account_wide or any(each.type in RESOURCES for each in steps)):
        return ()  # and needs no key
    try:
        settings = load(project.configuration(stack))
        return scopes_of(steps, settings, account_wide=search.account_wide)
    except SettingsError as error:
        raise CheckFailed(f"could not list what is there: {error}") from None


def _with_listing_errors(checked: CheckedStack, listings: Listings) -> StackReport:
    outcomes = [listings[scope] for scope in checked.scopes]
    problems = [str(each) for each in outcomes if isinstance(each, CheckFailed)]
    if not problems:
        return checked.report
    return StackReport(stack=checked.report.stack, error="\n".join(dict.fromkeys(problems)))
