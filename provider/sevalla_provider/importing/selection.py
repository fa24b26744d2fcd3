"""What an import is asked to look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sevalla_provider.importing.inventory import CollectionRef, collections_below, top_level
from sevalla_provider.resources.resource import Api
from sevalla_provider.settings import Settings


@dataclass(frozen=True)
class Selection:
    """What was asked for.

    Attributes:
        apps: the ids of applications, of which what is in them is meant.
        workspace: whether the tunnels of the workspace are.
        everything: whether all services are, with all that is in them.
        account: whether what serves the whole account is, too.
    """

    apps: Sequence[str] = ()
    workspace: bool = False
    everything: bool = False
    account: bool = False

    def collections(self, settings: Settings) -> list[CollectionRef]:
        """Where to begin. A workspace is part of everything where its key is set."""
        if not self.everything:
            apps = collections_below("app_id", self.apps)
            return apps + (top_level(Api.PRIVATE_CONNECT) if self.workspace else [])
        apis = [Api.SEVALLA, *([Api.PRIVATE_CONNECT] if _has_workspace(settings) else [])]
        return [
            each
            for account_wide in ((True, False) if self.account else (False,))
            for api in apis
            for each in top_level(api, account_wide=account_wide)
        ]

    @property
    def options(self) -> Iterator[str]:
        """The same as options of the command."""
        for each in self.apps:
            yield from ("--app", each)
        named = {
            "--workspace": self.workspace,
            "--all": self.everything,
            "--account": self.account,
        }
        yield from (name for name, asked in named.items() if asked)


def _has_workspace(settings: Settings) -> bool:
    return bool(settings.keys.get(Api.PRIVATE_CONNECT, "").strip())
