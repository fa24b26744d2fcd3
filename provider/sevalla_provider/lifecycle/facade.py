"""The verbs on one resource of a stack, as both ways in call them.

A way in translates what it is handed into a `PropertySet`, makes one call, and translates the
answer back. What it holds beside that is its own alone. Everything happens inside of `attempt`, the
translation back included: whatever fails there has words, and none of them repeats a secret.
"""

from asyncio import CancelledError
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sevalla_provider.deadline import Timeout
from sevalla_provider.lifecycle import entries
from sevalla_provider.lifecycle.adoption import put_back
from sevalla_provider.lifecycle.check import Failure, check
from sevalla_provider.lifecycle.claims import conflicting_claims
from sevalla_provider.lifecycle.config_hash import CONFIG_HASH, config_hash, known_salt, new_salt
from sevalla_provider.lifecycle.create import Created as Made
from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.derived import with_derived
from sevalla_provider.lifecycle.diff import Change, broken, changes, left_to_await
from sevalla_provider.lifecycle.errors import (
    AccountNotProven,
    CreateIncomplete,
    Taken,
    UpdateIncomplete,
    explain,
)
from sevalla_provider.lifecycle.lost_data import lost_by_replacing
from sevalla_provider.lifecycle.naming import delete_before_replace, with_names
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.lifecycle.update import update
from sevalla_provider.redaction import keeping, remember
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource


@dataclass(frozen=True)
class CheckedInputs:
    """Inputs in normal form, what is wrong with them, and what the program is warned of.

    `secrets`: the properties whose values are in no word.
    """

    inputs: PropertySet
    failures: Sequence[Failure]
    warnings: Sequence[str]
    secrets: frozenset[str]


@dataclass(frozen=True)
class Diff:
    """What must change, whether what a replacement replaces must go first, and what is odd."""

    changes: Sequence[Change]
    delete_before_replace: bool
    warnings: Sequence[str] = ()


@dataclass(frozen=True)
class Created:
    """A new object."""

    resource_id: str
    state: PropertySet


@dataclass(frozen=True)
class Found:
    """An object as it is now. `inputs`: what a program would have to say to get it."""

    resource_id: str
    state: PropertySet
    inputs: PropertySet


@dataclass(frozen=True)
class ResourceOperations:
    """One resource of a stack.

    Attributes:
        open_session: may raise `SettingsError`.
        name: what the program calls it.
        identity: which resource of which stack; the same at every run.
        former: what earlier versions called the same.
        urn: by which a person can forget it, where the way in knows that.
        failed: the error of the way in, made of words and of what went wrong. It has happened
            inside of `attempt` already where it is of the type `failure`.
    """

    open_session: Callable[[], Session]
    resource: Resource[Any]
    name: str
    identity: str
    failure: type[Exception]
    failed: Callable[[str, BaseException], Exception]
    former: Sequence[str] = ()
    urn: str = ""

    @property
    def default_timeout(self) -> Timeout:
        """How long an operation may take where the program does not say it."""
        return Timeout(self.resource.timeout, explicit=False)

    @contextmanager
    def attempt(self, verb: str, *handed: PropertySet, where: str = "") -> Iterator[None]:
        """Put whatever goes wrong into words that say what was attempted, and repeat no secret.

        Args:
            handed: what the way in was handed of the resource.
            where: where the object is, or shall be, for people.
        """
        resource = self.resource
        hidden = [resource.secret_values(each.properties, each.secrets) for each in handed]
        remember(*hidden)
        with keeping(*hidden):
            try:
                yield
            except self.failure:
                raise
            except (Exception, CancelledError) as error:
                raise self.failed(self.explain(verb, error, where), error) from None

    def explain(self, verb: str, error: BaseException, where: str = "") -> str:
        """Put an error into words: what was attempted, what went wrong, what to do."""
        if isinstance(error, AccountNotProven | Taken):
            error.urn = self.urn
        attempt = f'{verb} {self.resource.noun} "{self.name}" {where}'.rstrip()
        # What is read or deleted may be missing: it is gone then.
        named = self.resource.parents if verb in ("create", "update") else ()
        return explain(attempt, error, named)

    def check(
        self,
        inputs: PropertySet,
        state: PropertySet,
        new_name: Callable[[], str],
        *,
        exact: bool = False,
    ) -> CheckedInputs:
        """Judge what a program says. `new_name`, `exact`: see `with_names`."""
        resource = self.resource
        named = with_names(resource, inputs.properties, state.properties, new_name, exact=exact)
        checked = check(resource.inputs, named)
        failures = checked.failures
        if state.properties:  # an import knows nothing of what no answer shows
            unknown = _never_shown(resource) - state.properties.keys()
            failures = [each for each in failures if not each.misses(unknown)]
        return CheckedInputs(
            PropertySet(checked.inputs, inputs.secrets),
            failures,
            resource.warnings(checked.inputs),
            inputs.secrets | resource.secrets,
        )

    def diff(self, resource_id: str, state: PropertySet, inputs: PropertySet) -> Diff:
        """Compare an object that the engine has with what the program says."""
        self._acknowledge(resource_id, state)
        session, resource = self.open_session(), self.resource
        actual, wanted = state.properties, inputs.properties
        found = changes(resource, actual, wanted, state.unseen) or left_to_await(resource, actual)
        return Diff(
            found,
            delete_before_replace(resource, self.name, actual, wanted),
            [
                *lost_by_replacing(resource, self.name, found),
                *conflicting_claims(session, resource, resource_id, wanted, self.name),
            ],
        )

    async def create(self, inputs: PropertySet, timeout: Timeout | None) -> Created:
        """Make an object. Raises what `lifecycle.create` raises, with the `state` to keep."""

        def state(made: Made | CreateIncomplete) -> PropertySet:
            kept = PropertySet(made.outputs, inputs.secrets, made.account, found=made.found)
            return self._completed(kept, inputs, anew=True)

        make = create if self.resource.entries is None else entries.create
        try:
            created = await make(
                self.open_session(),
                self.resource,
                inputs.properties,
                self.identity,
                timeout or self.default_timeout,
                self.former,
            )
        except CreateIncomplete as error:
            error.state = state(error)
            raise
        return Created(created.resource_id, state(created))

    async def read(
        self,
        resource_id: str,
        state: PropertySet,
        given: Iterable[str] | Properties | None,
        timeout: Timeout | None = None,
    ) -> Found | None:
        """Look at an object that the engine has, or that a person named; None when it is gone.

        `given`, and what this raises: see `lifecycle.read`. Of what the API never shows, inputs
        are kept as they are where their values are given.
        """
        session, resource = self.open_session(), self.resource
        resource_id = resource.checked_id(resource_id, state.properties)
        self._acknowledge(resource_id, state)
        async with within(session, timeout, f"the {resource.noun} to be read"):
            # What the program said last of some inputs is all that there is to compare with.
            said = given if isinstance(given, Mapping) else {}
            exact = {
                n: said[n] for n, each in resource.traits.items() if each.refined and n in said
            }
            known, account = {**state.properties, **exact}, state.account
            look = read if resource.entries is None else entries.read
            found = await look(session, resource, resource_id, known, given, account)
        if found is None:
            return None
        unseen = state.unseen if given is not None else _never_shown(resource)
        kept = {name: said[name] for name in unseen & said.keys()}
        inputs = PropertySet({**found.inputs, **kept}, state.secrets)
        seen = replace(state, properties=found.outputs, account=found.account, unseen=unseen)
        if not seen.salt:  # an import, or looked up by the program at each run: to the same salt
            key = session.settings.key(resource.api)
            seen = replace(seen, salt=known_salt(resource, key, resource_id))
        return Found(resource_id, self._completed(seen, inputs), inputs)

    async def update(
        self,
        resource_id: str,
        state: PropertySet,
        inputs: PropertySet,
        timeout: Timeout | None,
    ) -> PropertySet:
        """Make an object what the program says.

        Raises what `lifecycle.update` raises, with the `state` to keep.
        """
        session = self.open_session()
        self._acknowledge(resource_id, state)
        unseen = state.unseen - inputs.properties.keys()
        changed = replace(state, secrets=inputs.secrets, unseen=unseen)
        try:
            outputs = await self._updated(session, resource_id, state, inputs, timeout)
        except UpdateIncomplete as error:
            half = replace(changed, properties=error.outputs, account=error.account)
            error.state = self._completed(half, inputs, anew=True)
            raise
        account = session.seen_by(self.resource, state.account)
        done = replace(changed, properties=outputs, account=account)
        return self._completed(done, inputs, anew=True)

    async def _updated(
        self,
        session: Session,
        resource_id: str,
        state: PropertySet,
        inputs: PropertySet,
        timeout: Timeout | None,
    ) -> Properties:
        both = state.properties, inputs.properties, timeout or self.default_timeout, state.account
        if self.resource.entries is None:
            return await update(session, self.resource, resource_id, *both, state.unseen)
        identities = (self.identity, *self.former)
        return await entries.update(session, self.resource, resource_id, *both, identities)

    def replied(self, resource_id: str, state: PropertySet) -> None:
        """Note that the engine took our reply, with what was made. Raises `MalformedId`."""
        self.open_session().replied(self.resource, resource_id, state.properties)

    async def delete(self, resource_id: str, state: PropertySet, timeout: Timeout | None) -> None:
        """Remove an object that the engine has. Raises what `lifecycle.delete` raises."""
        self._acknowledge(resource_id, state)
        await self._delete(resource_id, state, timeout, self.identity)

    async def take_back(self, incomplete: CreateIncomplete, timeout: Timeout | None) -> None:
        """Remove what a create made that failed; until it is gone, the next create looks for it.

        What it took over from the platform is made again what it was.

        Raises what `lifecycle.delete` raises.
        """
        resource_id, state = incomplete.resource_id, incomplete.state
        if state.found is None:
            await self._delete(resource_id, state, timeout)
        else:
            session, known = self.open_session(), state.properties
            await put_back(session, self.resource, resource_id, known, state.found)
        self._acknowledge(incomplete.resource_id, incomplete.state)

    def can_be_waited_for(self, incomplete: CreateIncomplete) -> bool:
        """Whether what a failed create made is to be left to the next run.

        Nothing deletes it, and it may yet become what it should.
        """
        deleted = self.resource.operations.delete is not None
        return not (deleted or broken(self.resource, incomplete.outputs))

    async def _delete(
        self, resource_id: str, state: PropertySet, timeout: Timeout | None, identity: str = ""
    ) -> None:
        session, known, account = self.open_session(), state.properties, state.account
        timeout = timeout or self.default_timeout
        remove = delete if self.resource.entries is None else entries.delete
        await remove(
            session, self.resource, resource_id, known, timeout, account, identity, state.found
        )

    def _completed(
        self, state: PropertySet, inputs: PropertySet, *, anew: bool = False
    ) -> PropertySet:
        """A state with the outputs that are our own.

        Its `configHash` is that of its last create or update, unless made `anew`.
        """
        state = with_derived(self.resource, state, inputs.properties)
        if not anew and CONFIG_HASH in state.properties:
            return state
        salt = state.salt or new_salt(self.resource)
        ours = config_hash(self.resource, inputs.properties, salt)
        return replace(state, properties={**state.properties, **ours}, salt=salt)

    def _acknowledge(self, resource_id: str, state: PropertySet) -> None:
        self.open_session().acknowledge(self.resource, resource_id, state.properties, self.identity)


def _never_shown(resource: Resource[Any]) -> frozenset[str]:
    """The inputs that nobody who has not said them can know."""
    traits = resource.traits.items()
    return frozenset(name for name, trait in traits if trait.write_only or trait.shown_once)
