"""What shows that an object is gone, and not merely out of sight.

A documented 404 says that *this* address shows *this* key no such object. It is gone when what it
belonged to (its collection, its tunnel) answers to the same key; and where that is missing too, or
where there is nothing above it, when the account is shown to be the one that it was last seen in:
by the key and the address, or by the company. What was known of the account then is kept hidden in
the state, the key as no more than a salted digest.
"""

import asyncio
import hashlib
import hmac
import math
import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Generic, TypeVar

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clock import Clock
from sevalla_provider.http import ApiError, HttpClient, NotFound
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.errors import AccountNotProven
from sevalla_provider.resources.applications.application_operations import owned
from sevalla_provider.resources.resource import Api
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from sevalla_provider.settings import ACCESS, Settings

T = TypeVar("T")

LATELY = 30.0
"""Seconds for which an answer speaks for the key that it was given to."""

TOP: Mapping[Api, Callable[[HttpClient], Collection[Any]]] = {
    Api.SEVALLA: owned,
    Api.PRIVATE_CONNECT: lambda client: TUNNEL.collection(client, ""),
}
"""What every key sees: a list that shows the API at that address, and no account in particular."""


class Shared(Generic[T]):
    """One answer for all who ask within a while; `keep` in seconds. Errors are not kept."""

    def __init__(self, ask: Callable[[], Awaitable[T]], clock: Clock, keep: float = LATELY) -> None:
        self._ask = ask
        self._clock = clock
        self._keep = keep
        self._last: tuple[float, T] | None = None
        self._asking: asyncio.Task[T] | None = None

    def note(self, answer: T) -> None:
        """Take an answer that came without being asked for."""
        self._last = (self._clock.now(), answer)

    async def get(self) -> T:
        """Return the last answer, or ask. Raises what asking raises."""
        if self._last is not None and self._clock.now() - self._last[0] < self._keep:
            return self._last[1]
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._asked())
            self._asking.add_done_callback(_heard)
        return await asyncio.shield(self._asking)

    async def _asked(self) -> T:
        answer = await self._ask()
        self.note(answer)
        return answer


def _heard(task: "asyncio.Task[Any]") -> None:
    """Look at an error, which nobody else does when all who asked have left."""
    if not task.cancelled():
        task.exception()


Parent = Shared[bool]
"""Whether what objects belong to answers to our key."""


def parent_of(collection: Collection[Any], clock: Clock) -> Parent:
    """Ask the collection, or what it belongs to."""

    async def ask() -> bool:
        try:
            await collection.shown()
        except NotFound:
            return False
        return True

    return Shared(ask, clock)


class Evidence:
    """What one key shows of its account at one address."""

    def __init__(self, api: Api, client: HttpClient, settings: Settings, clock: Clock) -> None:
        self._api = api
        self._identity = f"{settings.url(api)}\0{settings.key(api)}".encode()
        self._salt = secrets.token_hex(16)
        self._top = TOP[api](client)
        self._root = Shared(self._top.first, clock)
        self._present = Shared(self._company_of_the_key, clock, math.inf)
        self._learning: Shared[None] | None = None
        self._company: str | None = None
        self._clock = clock

    def account(self, before: Account | None = None) -> Account:
        """The account of whoever sees an object now; as it was kept, where that still holds."""
        if before is not None and self._is_ours(before):
            return before if before.company is not None else replace(before, company=self._company)
        return Account(self._salt, self._digest(self._salt), self._company)

    async def seen(self, before: Account | None, app_id: str, company: str = "") -> Account:
        """The same with its company, which costs one request of a session at the most.

        `app_id`: an application that this key sees; empty where the object is of none. `company`:
        whose the object itself is.
        """
        if company:
            self._company = company
            self._present.note(company)
        account = self.account(before)
        if account.company is not None or self._api is not Api.SEVALLA or not app_id:
            return account
        if self._learning is None:
            self._learning = Shared(lambda: self._learn(app_id), self._clock, math.inf)
        await self._learning.get()
        return self.account(account)

    async def prove_gone(
        self, what: str, parent: Parent | None, account: Account | None, intent: str = ""
    ) -> None:
        """Insist that what the API does not show is gone.

        Args:
            what: the object, for people.
            parent: what it belonged to; None where there is nothing above it.
            account: what was kept of the account that it was last seen in.
            intent: the key of the intent that it is known by, where no engine knows it.

        Raises:
            AccountNotProven: it may as well be in another account.
            ApiError: nobody can tell.
        """
        if parent is not None and await parent.get():
            return
        reason = await self._doubt(account)
        if reason:
            access = ACCESS[self._api]
            raise AccountNotProven(
                f"the API shows {what} no more, which is no proof that it is gone: {reason}",
                f"sevalla:{access.key} or {access.key_variable}, "
                f"sevalla:{access.url} or {access.url_variable}",
                intent,
            )

    async def _doubt(self, account: Account | None) -> str:
        """Why this need not be the account; nothing where it is."""
        if account is None:
            return "nothing says in which account it was"
        if self._is_ours(account):
            return await self._doubt_in_the_address()
        try:
            company = await self._present.get() if account.company else ""
        except NotFound:
            company = ""
        if company and company == account.company:
            return ""
        if company:
            return "it was last seen in another account than that of this key"
        return "it was last seen with another key or at another address"

    async def _doubt_in_the_address(self) -> str:
        """What answers every question by "not found" knows nothing of the key."""
        try:
            await self._root.get()
        except NotFound:
            return f"GET {self._top.path} is not answered either, which every key may ask for"
        return ""

    async def _company_of_the_key(self) -> str:
        """The company of any application that the key sees; empty where it sees none."""
        for application in await self._top.first():
            return await self._company_of(application.id)
        return ""

    async def _learn(self, app_id: str) -> None:
        with suppress(ApiError):  # it is of use later, and nobody's need now
            self._company = await self._company_of(app_id)
            self._present.note(self._company)

    async def _company_of(self, app_id: str) -> str:
        return str(getattr(await self._top.get(app_id), "company_id", None) or "")

    def _is_ours(self, account: Account) -> bool:
        return hmac.compare_digest(self._digest(account.salt), account.digest)

    def _digest(self, salt: str) -> str:
        return hmac.new(salt.encode(), self._identity, hashlib.sha256).hexdigest()
