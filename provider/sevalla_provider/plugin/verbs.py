"""The verbs of a resource, from the engine's requests to the core and back."""

from collections.abc import Coroutine, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.deadline import Timeout
from sevalla_provider.detailed_diff import detailed_diff
from sevalla_provider.lifecycle.errors import CreateIncomplete, UpdateIncomplete
from sevalla_provider.lifecycle.facade import ResourceOperations
from sevalla_provider.lifecycle.ignore_changes import without_ignored
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.check_failures import check_failures, in_camel_case
from sevalla_provider.plugin.failure import half_done
from sevalla_provider.plugin.narration import EngineLog, ResourceNarrator
from sevalla_provider.plugin.preview import after_create, after_update
from sevalla_provider.plugin.replies import after_reply
from sevalla_provider.plugin.resource_call import ResourceCall, new_name, resource_call
from sevalla_provider.progress import narrated_by, narrator
from sevalla_provider.resources.casing import to_camel
from sevalla_provider.settings import ACCESS

T = TypeVar("T")


class Verbs:
    """Serves resources within one session.

    `by_hand`: whether no program names them, so that all of a type share a URN.
    """

    def __init__(
        self,
        session: Session,
        cancellation: Cancellation,
        log: EngineLog,
        *,
        by_hand: bool = False,
    ) -> None:
        self._by_hand = by_hand
        self._session = session
        self._cancellation = cancellation
        self._log = log

    async def check(self, request: pb.CheckRequest) -> pb.CheckResponse:
        """Judge a program's inputs. Raises `Failed`, as every verb does."""
        call, operations = self._about(request.urn)
        inputs, state = call.read(request.news), call.read(request.olds)
        with operations.attempt("check", inputs, state):
            enforced = request.autonaming.mode == request.AutonamingOptions.ENFORCE
            checked = operations.check(inputs, state, lambda: new_name(request), exact=enforced)
            with narrated_by(self._narrator(call)):
                for warning in (*checked.warnings, *self._seen_once(call, state)):
                    narrator().warn(in_camel_case(warning))
            return pb.CheckResponse(
                inputs=call.write(checked.inputs),
                failures=check_failures(checked.failures, checked.secrets),
            )

    async def diff(self, request: pb.DiffRequest) -> pb.DiffResponse:
        """Compare what was last seen of an object with what the program says."""
        call, operations = self._about(request.urn)
        inputs, said = call.read(request.news), call.read(request.old_inputs)
        state = call.read(request.olds).recalling(said.properties)
        with operations.attempt("compare", state, inputs, said, where=f"({request.id})"):
            wanted = without_ignored(call.resource, request.ignoreChanges, state, inputs)
            found = operations.diff(request.id, state, wanted)
            with narrated_by(self._narrator(call)):
                for warning in found.warnings:
                    narrator().warn(in_camel_case(warning))
            return pb.DiffResponse(
                changes=pb.DiffResponse.DIFF_SOME if found.changes else pb.DiffResponse.DIFF_NONE,
                diffs=[to_camel(each.name) for each in found.changes],
                replaces=[to_camel(each.name) for each in found.changes if each.replaces],
                detailedDiff=detailed_diff(call.resource, found.changes, wanted.properties),
                hasDetailedDiff=True,
                deleteBeforeReplace=found.delete_before_replace,
            )

    async def create(self, request: pb.CreateRequest) -> pb.CreateResponse:
        """Make an object; of one that was half made the engine keeps what there is."""
        call, operations = self._about(request.urn)
        inputs = call.read(request.properties)
        if request.preview:
            self._warn_of_no_key(call)
            outputs = after_create(call.resource, inputs.properties)
            return pb.CreateResponse(properties=call.write(PropertySet(outputs, inputs.secrets)))
        where = call.resource.whereabouts(inputs.properties)
        with operations.attempt("create", inputs, where=where):
            if self._by_hand:
                operations = replace(operations, identity=self._told_apart(call, inputs))
            try:
                created = await self._run(call, operations.create(inputs, _timeout(request)))
            except CreateIncomplete as error:
                after_reply(partial(operations.replied, error.resource_id, error.state))
                message = operations.explain("create", error, where)
                raise half_done(error.resource_id, call.write(error.state), message) from None
            properties = call.write(created.state)
            after_reply(partial(operations.replied, created.resource_id, created.state))
            return pb.CreateResponse(id=created.resource_id, properties=properties)

    async def read(self, request: pb.ReadRequest) -> pb.ReadResponse:
        """Look at an object; at an import there is nothing of it but the id."""
        call, operations = self._about(request.urn)
        state, inputs = call.read(request.properties), call.read(request.inputs)
        given = inputs.properties if state.properties or inputs.properties else None
        known = replace(state, secrets=state.secrets | inputs.secrets)
        with operations.attempt("read", state, inputs, where=f"({request.id})"):
            reading = operations.read(request.id, known, given, _timeout(request))
            found = await self._run(call, reading)
            if found is None:
                return pb.ReadResponse()
            # What the engine only looks up has no inputs, and it compares all that is kept of it.
            looked_up = state.properties and not inputs.properties
            account = state.account if looked_up else found.state.account
            return pb.ReadResponse(
                id=found.resource_id,
                properties=call.write(replace(found.state, account=account)),
                inputs=call.write(found.inputs),
            )

    async def update(self, request: pb.UpdateRequest) -> pb.UpdateResponse:
        """Change an object; of one that was half changed the engine keeps what there is."""
        call, operations = self._about(request.urn)
        given, said = call.read(request.news), call.read(request.old_inputs)
        state = call.read(request.olds).recalling(said.properties)
        inputs = without_ignored(call.resource, request.ignoreChanges, state, given)
        if request.preview:
            self._warn_of_no_key(call)
            outputs = after_update(call.resource, state, inputs.properties)
            return pb.UpdateResponse(properties=call.write(PropertySet(outputs, inputs.secrets)))
        where = f"({request.id})"
        with operations.attempt("update", state, given, said, where=where):
            try:
                updating = operations.update(request.id, state, inputs, _timeout(request))
                updated = await self._run(call, updating)
            except UpdateIncomplete as error:
                message = operations.explain("update", error, where)
                after_reply(partial(operations.replied, request.id, error.state))
                raise half_done(request.id, call.write(error.state), message) from None
            properties = call.write(updated)
            after_reply(partial(operations.replied, request.id, updated))
            return pb.UpdateResponse(properties=properties)

    async def delete(self, request: pb.DeleteRequest) -> Empty:
        """Remove an object."""
        call, operations = self._about(request.urn)
        state = call.read(request.properties)
        with operations.attempt("delete", state, where=f"({request.id})"):
            await self._run(call, operations.delete(request.id, state, _timeout(request)))
            return Empty()

    def _about(self, urn: str) -> tuple[ResourceCall, ResourceOperations]:
        call = resource_call(urn)
        return call, call.operations(self._session)

    def _seen_once(self, call: ResourceCall, state: PropertySet) -> Iterator[str]:
        """Warn of what no state keeps, and nobody is shown a second time."""
        if self._by_hand and not state.properties and call.resource.shown_once:
            names = " and ".join(f"`{name}`" for name in sorted(call.resource.shown_once))
            yield (f"only this create ever shows {names}, and only where `--show-secrets` is said")

    def _told_apart(self, call: ResourceCall, inputs: PropertySet) -> str:
        """Which of all that share a URN: that of these inputs. Raises `NoIntentLog`."""
        return f"{call.urn} {self._session.intent_log.digest({**inputs.properties}).keyed}"

    async def _run(self, call: ResourceCall, operation: Coroutine[Any, Any, T]) -> T:
        return await self._cancellation.run(self._narrator(call), operation)

    def _warn_of_no_key(self, call: ResourceCall) -> None:
        """Say in a preview, once, what the update that follows would fail of."""
        api = call.resource.api
        if not self._session.settings.has_key(api):
            with narrated_by(self._narrator(call)):
                self._session.warn_once(f"key of {api}", ACCESS[api].no_key_in_preview())

    def _narrator(self, call: ResourceCall) -> ResourceNarrator:
        return ResourceNarrator(self._log, call.urn)


Bounded = pb.CreateRequest | pb.ReadRequest | pb.UpdateRequest | pb.DeleteRequest


def _timeout(request: Bounded) -> Timeout | None:
    """What the program says by `customTimeouts`."""
    seconds = getattr(request, "timeout", 0.0)  # of a read, in a younger pulumi alone
    return Timeout(seconds) if seconds > 0 else None
