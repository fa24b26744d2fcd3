"""The verbs of Pulumi's dynamic host, in terms of the core's.

What is pickled into a stack's state is the name of a subclass, and nothing else: a subclass must
stay importable for as long as there are stacks that hold it.
"""

import secrets
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import Any, ClassVar, NoReturn, TypeVar

from google.protobuf.struct_pb2 import Struct
from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)
from typing_extensions import override

from sevalla_provider.configuration import Configuration
from sevalla_provider.deadline import Timeout
from sevalla_provider.detailed_diff import detailed_diff
from sevalla_provider.durations import seconds_in
from sevalla_provider.dynamic.engine_call import answer_with, complete_answers, engine_call
from sevalla_provider.dynamic.host import end_with_the_engine, hide_tracebacks, host
from sevalla_provider.dynamic.narration import EngineNarrator
from sevalla_provider.dynamic.properties import HIDDEN, Hidden, Wire, from_wire, hidden_in, to_wire
from sevalla_provider.lifecycle.errors import CreateIncomplete
from sevalla_provider.lifecycle.facade import ResourceOperations
from sevalla_provider.lifecycle.ignore_changes import without_ignored
from sevalla_provider.lifecycle.naming import random_name
from sevalla_provider.progress import narrated_by, narrator
from sevalla_provider.redaction import redacted
from sevalla_provider.resources.casing import to_camel
from sevalla_provider.resources.resource import Resource

T = TypeVar("T")


class SevallaError(Exception):
    """What the user gets to read."""


# The host shows the full name of an error's class; the module would be noise.
SevallaError.__module__ = "builtins"


class Provider(ResourceProvider):
    """Serves one resource to the dynamic host. A subclass names it."""

    resource: ClassVar[Resource[Any]]
    serialize_as_secret_always = False

    @override
    def configure(self, req: ConfigureRequest) -> None:
        # The request has no way to list what it holds.
        names = [f"sevalla:{to_camel(name)}" for name in Configuration.model_fields]
        found = {name: req.config.get(name) for name in names}
        host().configure({name: str(value) for name, value in found.items() if value is not None})
        end_with_the_engine()
        complete_answers()
        hide_tracebacks()

    @override
    def check(self, _olds: Wire, news: Wire) -> CheckResult:
        hidden = _hidden(news)
        operations = self._operations(hidden)
        inputs, state = from_wire(self.resource, news), from_wire(self.resource, _olds)
        with operations.attempt("check", inputs, state):
            checked = operations.check(inputs, state, lambda: _new_name(hidden))
            with narrated_by(_narrator(hidden)):
                for warning in checked.warnings:
                    narrator().warn(warning)
            failures = [
                *(_failure(each.where(), each.told(checked.secrets)) for each in checked.failures),
                *_bad_timeouts(hidden),
            ]
            given = replace(hidden, given=tuple(checked.inputs.properties))
            return CheckResult(to_wire(self.resource, checked.inputs, given), failures)

    @override
    def diff(self, _id: str, _olds: Wire, _news: Wire) -> DiffResult:
        hidden, call = _hidden(_news), engine_call()
        operations = self._operations(hidden)
        state, inputs = from_wire(self.resource, _olds), from_wire(self.resource, _news)
        with operations.attempt("compare", state, inputs, where=f"({_id})"):
            wanted = without_ignored(self.resource, call.ignored, state, inputs)
            found = operations.diff(_id, state, wanted)
            with narrated_by(_narrator(hidden)):
                for warning in found.warnings:
                    narrator().warn(warning)
            # Where a delete will not see the program's inputs, an update has to keep them.
            timeouts = not call.urn and hidden.timeouts != hidden_in(_olds).timeouts
            answer_with(
                [to_camel(each.name) for each in found.changes],
                detailed_diff(self.resource, found.changes, wanted.properties),
            )
            return DiffResult(
                changes=bool(found.changes) or timeouts,
                replaces=[to_camel(each.name) for each in found.changes if each.replaces],
                delete_before_replace=found.delete_before_replace,
            )

    @override
    def create(self, props: Wire) -> CreateResult:
        hidden, inputs = _hidden(props), from_wire(self.resource, props)
        operations = self._operations(hidden)
        where = self.resource.whereabouts(inputs.properties)
        with operations.attempt("create", inputs, where=where):
            try:
                timeout = _timeout(hidden, "create", engine_call().timeout)
                created = self._run(hidden, operations.create(inputs, timeout))
            except CreateIncomplete as incomplete:
                self._take_back(operations, hidden, incomplete)
            outs = to_wire(self.resource, created.state, hidden)
            Struct().update(outs)  # what cannot be sent must not count as sent
            operations.replied(created.resource_id, created.state)
            return CreateResult(created.resource_id, outs)

    @override
    def read(self, id_: str, props: Wire) -> ReadResult:
        hidden, state = _hidden(props), from_wire(self.resource, props)
        operations = self._operations(hidden)
        with operations.attempt("read", state, where=f"({id_})"):
            found = self._run(hidden, operations.read(id_, state, hidden.given))
            if found is None:
                return ReadResult("", {})
            given = replace(hidden, given=tuple(found.inputs.properties))
            return ReadResult(
                found.resource_id,
                to_wire(self.resource, found.state, given),
                to_wire(self.resource, found.inputs, given),
            )

    @override
    def update(self, _id: str, _olds: Wire, _news: Wire) -> UpdateResult:
        hidden, call = _hidden(_news), engine_call()
        operations = self._operations(hidden)
        state, inputs = from_wire(self.resource, _olds), from_wire(self.resource, _news)
        with operations.attempt("update", inputs, state, where=f"({_id})"):
            wanted = without_ignored(self.resource, call.ignored, state, inputs)
            if not operations.diff(_id, state, wanted).changes:  # time-outs alone: nothing to send
                kept = replace(state, secrets=wanted.secrets)
                return UpdateResult(to_wire(self.resource, kept, hidden))
            timeout = _timeout(hidden, "update", call.timeout)
            updated = self._run(hidden, operations.update(_id, state, wanted, timeout))
            outs = to_wire(self.resource, updated, hidden)
            Struct().update(outs)
            operations.replied(_id, updated)
            return UpdateResult(outs)

    @override
    def delete(self, _id: str, _props: Wire) -> None:
        hidden, state = _hidden(_props), from_wire(self.resource, _props)
        operations = self._operations(hidden)
        with operations.attempt("delete", state, where=f"({_id})"):
            timeout = _timeout(hidden, "delete", engine_call().timeout)
            self._run(hidden, operations.delete(_id, state, timeout))

    def _operations(self, hidden: Hidden) -> ResourceOperations:
        return ResourceOperations(
            lambda: host().session(),
            self.resource,
            hidden.name,
            hidden.owner,
            SevallaError,
            lambda message, _error: SevallaError(message),
            hidden.former,
            engine_call().urn,
        )

    def _run(self, hidden: Hidden, operation: Coroutine[Any, Any, T]) -> T:
        with narrated_by(_narrator(hidden)):
            return host().run(operation)

    def _take_back(
        self, operations: ResourceOperations, hidden: Hidden, incomplete: CreateIncomplete
    ) -> NoReturn:
        """Remove what a failed create made: the dynamic host has no state to keep it in."""
        resource_id = incomplete.resource_id
        failure = operations.explain("create", incomplete, f"({resource_id})")
        if operations.can_be_waited_for(incomplete):
            raise SevallaError(
                f"{failure}\nNothing takes it back, and it goes on at the platform: the next "
                "`pulumi up` takes it over and waits for it."
            ) from None
        deleted = self.resource.operations.delete is not None
        if incomplete.adopted and deleted:
            raise SevallaError(
                f"{failure}\nAn earlier run had made it, so it was not removed: the next "
                "`pulumi up` takes it over again, unless you delete it in the dashboard."
            ) from None
        try:
            timeout = _timeout(hidden, "delete")
            self._run(hidden, operations.take_back(incomplete, timeout))
        except Exception as error:
            raise SevallaError(
                f"{failure}\nIt could not be removed either: {redacted(str(error))}\n"
                f"{resource_id} is still there: the next `pulumi up` takes it over, or delete it "
                "in the dashboard."
            ) from None
        what_became = "What had been made was removed again." if deleted else "It is forgotten."
        if incomplete.found is not None:
            what_became = "What had been taken over is again what it was."
        raise SevallaError(f"{failure}\n{what_became}") from None


def _hidden(wire: Wire) -> Hidden:
    """What is kept beside the properties, as the program said it last, by the name of now."""
    call = engine_call()
    hidden = hidden_in(call.old_inputs if HIDDEN in call.old_inputs else wire)
    return hidden.renamed(call.urn) if call.urn else hidden


def _narrator(hidden: Hidden) -> EngineNarrator:
    return EngineNarrator(hidden.name, engine_call().urn)


def _new_name(hidden: Hidden) -> str:
    return random_name(hidden.name, engine_call().seed or secrets.token_bytes(32))


def _timeout(hidden: Hidden, verb: str, custom: float = 0.0) -> Timeout | None:
    """What the program says, by our arguments or else by `custom_timeouts`. Raises `ValueError`."""
    said = hidden.timeouts.get(verb)
    seconds = seconds_in(said) if said else custom
    return Timeout(seconds) if seconds > 0 else None


def _bad_timeouts(hidden: Hidden) -> Sequence[CheckFailure]:
    failures = []
    for verb, text in hidden.timeouts.items():
        try:
            seconds_in(text)
        except ValueError as error:
            failures.append(_failure(f"{verb}_timeout", str(error)))
    return failures


def _failure(name: str, reason: str) -> CheckFailure:
    return CheckFailure(name, f"`{name}` {reason}")
