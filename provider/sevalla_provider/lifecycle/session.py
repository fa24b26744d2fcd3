"""What all operations of one process share: connections, reads, pollers, the intent log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sevalla_provider.clients import private_connect, sevalla
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.paths import path
from sevalla_provider.clock import Clock, SystemClock
from sevalla_provider.http import HttpClient
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.evidence import Evidence, Parent, parent_of
from sevalla_provider.lifecycle.intent_log import IntentLog
from sevalla_provider.lifecycle.list_cache import ListCache
from sevalla_provider.lifecycle.poller import Poller
from sevalla_provider.lifecycle.read_batcher import ReadBatcher
from sevalla_provider.progress import narrator
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Api, Resource
from sevalla_provider.settings import Settings

W = TypeVar("W", bound=WireModel)

Connect = Callable[[Settings, Api, Clock], HttpClient]

CLIENTS = {Api.SEVALLA: sevalla.client, Api.PRIVATE_CONNECT: private_connect.client}


@dataclass(frozen=True)
class Place(Generic[W]):
    """One collection, and what is shared by those who use it. `where` names it in the intent log.

    `parent`: whether what it belongs to answers to our key; None at the top of an account.
    `positions`: those among the others that resources of this run said of objects.
    """

    collection: Collection[W]
    lists: ListCache[W]
    reads: ReadBatcher[W]
    poller: Poller[W]
    where: str
    parent: Parent | None = None
    positions: dict[str, int] = field(default_factory=dict)


def connect_by_settings(settings: Settings, api: Api, clock: Clock) -> HttpClient:
    """Open a client of one of the APIs. Raises `SettingsError` without a key."""
    return CLIENTS[api](
        settings.key(api),
        settings.url(api),
        clock=clock,
        retry_seconds=settings.retry_seconds,
        request_seconds=settings.request_seconds,
        longest_wait=settings.max_rate_limit_wait,
        shared_budgets=settings.shared_budgets,
    )


class Session:
    """One process's dealings with the APIs; opens what is asked for, once."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None = None,
        connect: Connect = connect_by_settings,
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.intent_log = IntentLog(settings.intents, self.clock, settings.backend)
        self._connect = connect
        self._clients: dict[Api, HttpClient] = {}
        self._places: dict[str, Place[Any]] = {}
        self._deleting = 0
        self._parents: dict[tuple[Api, str], Parent] = {}
        self._evidence: dict[Api, Evidence] = {}
        self._adopted: set[tuple[str, str]] = set()
        self._made: set[str] = set()
        self._standing: dict[str, str] = {}
        self._in_state: dict[tuple[str, str], str] = {}
        self._warned: set[str] = set()
        self._homes: dict[str, tuple[str, str]] = {}

    def client(self, api: Api) -> HttpClient:
        """Connect to one of the APIs, once. Raises `SettingsError` without a key."""
        if api not in self._clients:
            self._clients[api] = self._connect(self.settings, api, self.clock)
        return self._clients[api]

    def place(self, resource: Resource[W], parent_id: str) -> Place[W]:
        """Open the collection of `resource` under one parent. Raises `SettingsError`."""
        where = self.where(resource, parent_id)
        if where not in self._places:
            collection = resource.collection(self.client(resource.api), parent_id)
            parent = self._parent(resource, parent_id, collection)
            told = None if resource.operations.public else parent
            lists = ListCache(collection, self.clock, told)
            reads = ReadBatcher(collection, lists, self.clock, told)
            interval, spare = self.settings.poll_interval, collection.may_read_more
            poller = Poller(reads, self.clock, interval, spare)
            self._places[where] = Place(collection, lists, reads, poller, where, parent)
        return self._places[where]

    def _parent(
        self, resource: Resource[W], parent_id: str, collection: Collection[W]
    ) -> Parent | None:
        """What collections of one parent share; a list of a whole account shows no parent."""
        if resource.parent is None:
            return None
        where = (resource.api, parent_id)
        return self._parents.setdefault(where, parent_of(collection, self.clock))

    def evidence(self, api: Api) -> Evidence:
        """What our key shows of its account. Raises `SettingsError` without a key."""
        if api not in self._evidence:
            client = self.client(api)
            self._evidence[api] = Evidence(api, client, self.settings, self.clock)
        return self._evidence[api]

    def made_by(self, resource: Resource[Any]) -> Account:
        """The account in which an object was made just now."""
        return self.evidence(resource.api).account()

    def seen_by(self, resource: Resource[Any], before: Account | None) -> Account | None:
        """The account that showed an object just now. `before`: what was kept of it."""
        return before if resource.operations.public else self.evidence(resource.api).account(before)

    def locate(
        self, resource: Resource[W], resource_id: str, known: Properties
    ) -> tuple[Place[W], str]:
        """Find where an object lives, and its own id there. `known`: what was kept of it.

        Raises `MalformedId`, `SettingsError`, `UnusableId`.
        """
        parent_id, object_id = resource.split_id(resource_id, known)
        path(object_id)  # refused here, it spoils no read that others share
        place = self.place(resource, parent_id)
        place.collection.recall(object_id, known)
        return place, object_id

    def where(self, resource: Resource[Any], parent_id: str) -> str:
        """Name a collection among all APIs: for the intent log."""
        return f"{self.settings.url(resource.api)} {resource.token} {parent_id}"

    def acknowledge(
        self, resource: Resource[Any], resource_id: str, known: Properties, identity: str = ""
    ) -> None:
        """Note that the engine asks about an object: it has it, and its create has ended.

        `identity`: which resource it is of. Raises `MalformedId`.
        """
        for each in resource.members(resource_id, identity, known):
            where = self.where(each.resource, each.parent_id)
            self._in_state[where, each.object_id] = each.identity
            self.intent_log.acknowledge(where, each.object_id)

    def replied(self, resource: Resource[Any], resource_id: str, known: Properties) -> None:
        """Note that the engine took our reply; only an orderly end says that it was kept, too."""
        for each in resource.members(resource_id, "", known):
            where = self.where(each.resource, each.parent_id)
            self.intent_log.replied_with(where, each.object_id)

    def in_state_as(self, where: str, object_id: str) -> str | None:
        """Which resource of the stack an object is known to be of; None where nobody has asked."""
        found = self._in_state.get((where, object_id))
        return self.intent_log.made_for(where, object_id) if found is None else found

    def adopt(self, where: str, object_id: str) -> None:
        """Note that a create took over an object that was there before."""
        self._adopted.add((where, object_id))

    def made(self, object_id: str) -> None:
        """Note that a create of this run made an object."""
        self._made.add(object_id)

    def stands_for(self, identity: str, object_id: str) -> None:
        """Note which object a create of this run has found, or made, for a resource."""
        self._standing[identity] = object_id

    def was_replaced(self, identity: str, object_id: str) -> bool:
        """Whether another object stands for the resource since a create of this run."""
        return self._standing.get(identity, object_id) != object_id

    def was_made_now(self, object_id: str) -> bool:
        """Whether a create of this run made the object: nobody else has had a hand in it."""
        return object_id in self._made

    def has_adopted(self, where: str, object_id: str) -> bool:
        """Whether a create of this very run took the object over: whoever deletes it is late."""
        return (where, object_id) in self._adopted

    @contextmanager
    def one_more_delete(self) -> Iterator[None]:
        """Delete an object inside."""
        self._deleting += 1
        try:
            yield
        finally:
            self._deleting -= 1

    @property
    def deletes(self) -> bool:
        """Whether objects are being deleted."""
        return self._deleting > 0

    def warn_once(self, key: str, text: str) -> None:
        """Warn the user of something that is told once a run."""
        if key not in self._warned:
            self._warned.add(key)
            narrator().warn(text)

    def claim(self, object_id: str, who: str, place: str) -> tuple[str, str]:
        """Who says where an object is, and where: another resource of this run, or the one asking.

        Args:
            who: the resource that asks, for people.
            place: what it says itself.
        """
        before = self._homes.get(object_id)
        self._homes[object_id] = (who, place)
        return (who, place) if before is None or before[0] == who else before

    async def close(self) -> None:
        """Leave what is under way to the next run, and close all connections."""
        self.intent_log.leave()
        for client in self._clients.values():
            await client.close()
