"""The verbs of Pulumi's dynamic host, in terms of the core's.

What is pickled into a stack's state is the name of a subclass, and nothing else: a subclass must
stay importable for as long as there are stacks that hold it.
"""

import secrets
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
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

from sevalla_provider.configuration import Configuration
from sevalla_provider.deadline import Timeout
from sevalla_provider.durations import seconds_in
from sevalla_provider.dynamic.host import end_with_the_engine, hide_tracebacks, host
from sevalla_provider.dynamic.narration import EngineNarrator
from sevalla_provider.dynamic.properties import (
    Hidden,
    Wire,
    from_wire,
    hidden_in,
    secrets_in,
    to_wire,
)
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import CreateIncomplete, explain
from sevalla_provider.lifecycle.naming import can_coexist, random_name, with_names
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.readiness import DEFAULT_TIMEOUT
from sevalla_provider.lifecycle.update import update
from sevalla_provider.progress import narrated_by, narrator
from sevalla_provider.redaction import keeping, redacted
from sevalla_provider.resources.forms import to_camel
from sevalla_provider.resources.resource import Properties, Resource

T = TypeVar("T")


class SevallaError(Exception):
    """What the user gets to read."""


# The host shows the full name of an error's class; the module would be noise.
SevallaError.__module__ = "builtins"


class Provider(ResourceProvider):
    """Serves one resource to the dynamic host. A subclass names it."""

    resource: ClassVar[Resource[Any]]
    serialize_as_secret_always = False

    def configure(self, req: ConfigureRequest) -> None:
        # The request has no way to list what it holds.
        names = [f"sevalla:{to_camel(name)}" for name in Configuration.model_fields]
        found = {name: req.config.get(name) for name in names}
        host().configure({name: str(value) for name, value in found.items() if value is not None})
        end_with_the_engine()
        hide_tracebacks()

    def check(self, _olds: Wire, news: Wire) -> CheckResult:
        hidden = hidden_in(news)
        with self._attempt("check", news, _olds):
            inputs, olds = from_wire(self.resource, news), from_wire(self.resource, _olds)
            named = with_names(self.resource, inputs, olds, lambda: _new_name(hidden))
            checked = check(self.resource.inputs, named)
            with narrated_by(EngineNarrator(hidden.name)):
                for advice in self.resource.advise(checked.inputs):
                    narrator().warn(advice)
            secrets = {*self.resource.secrets, *hidden.secrets}
            failures = [
                *(_failure(each.where(), each.told(secrets)) for each in checked.failures),
                *_bad_timeouts(hidden),
            ]
        given = replace(hidden, given=tuple(checked.inputs))
        return CheckResult(to_wire(self.resource, checked.inputs, given), failures)

    def diff(self, _id: str, _olds: Wire, _news: Wire) -> DiffResult:
        actual, wanted = from_wire(self.resource, _olds), from_wire(self.resource, _news)
        with self._attempt("compare", _news, _olds, resource_id=_id):
            self._acknowledge(_id, actual)
            found = changes(self.resource, actual, wanted)
        return DiffResult(
            changes=bool(found),
            replaces=[to_camel(each.name) for each in found if each.replaces],
            delete_before_replace=not can_coexist(
                self.resource, hidden_in(_news).name, actual, wanted
            ),
        )

    def create(self, props: Wire) -> CreateResult:
        hidden = hidden_in(props)
        inputs = from_wire(self.resource, props)
        timeout = _timeout(hidden, "create")
        with self._attempt("create", props):
            work = create(
                host().session(), self.resource, inputs, hidden.owner, timeout, hidden.former
            )
            try:
                made = self._run(hidden, work)
            except CreateIncomplete as incomplete:
                self._remove(hidden, incomplete)
            kept = replace(hidden, account=host().session().made_by(self.resource))
            outs = to_wire(self.resource, made.outputs, kept)
            Struct().update(outs)  # what cannot be sent must not count as sent
            host().replies_with(made.intent)
        return CreateResult(made.resource_id, outs)

    def read(self, id_: str, props: Wire) -> ReadResult:
        hidden = hidden_in(props)
        known = from_wire(self.resource, props)
        with self._attempt("read", props, resource_id=id_):
            id_ = self.resource.checked_id(id_, known)
            self._acknowledge(id_, known)
            work = read(host().session(), self.resource, id_, known, hidden.given, hidden.account)
            found = self._run(hidden, work)
        if found is None:
            return ReadResult("", {})
        given = replace(hidden, given=tuple(found.inputs), account=None)
        return ReadResult(
            id_,
            to_wire(self.resource, found.outputs, replace(given, account=found.account)),
            to_wire(self.resource, found.inputs, given),
        )

    def update(self, _id: str, _olds: Wire, _news: Wire) -> UpdateResult:
        hidden, account = hidden_in(_news), hidden_in(_olds).account
        outputs, inputs = from_wire(self.resource, _olds), from_wire(self.resource, _news)
        timeout = _timeout(hidden, "update")
        with self._attempt("update", _news, _olds, resource_id=_id):
            self._acknowledge(_id, outputs)
            session = host().session()
            work = update(session, self.resource, _id, outputs, inputs, timeout, account)
            updated = self._run(hidden, work)
            kept = replace(hidden, account=session.seen_by(self.resource, account))
        return UpdateResult(to_wire(self.resource, updated, kept))

    def delete(self, _id: str, _props: Wire) -> None:
        hidden, known = hidden_in(_props), from_wire(self.resource, _props)
        with self._attempt("delete", _props, resource_id=_id):
            self._acknowledge(_id, known)
            timeout = _timeout(hidden, "delete")
            session, account, who = host().session(), hidden.account, hidden.owner
            self._run(hidden, delete(session, self.resource, _id, known, timeout, account, who))

    def _run(self, hidden: Hidden, work: Coroutine[Any, Any, T]) -> T:
        with narrated_by(EngineNarrator(hidden.name)):
            return host().run(work)

    def _acknowledge(self, resource_id: str, known: Properties) -> None:
        host().session().acknowledge(self.resource, resource_id, known)

    @contextmanager
    def _attempt(
        self, verb: str, props: Wire, *others: Wire, resource_id: str | None = None
    ) -> Iterator[None]:
        """Put whatever goes wrong into words that say what was attempted, and repeat no secret.

        Args:
            others: properties of the same resource whose secrets must not be told either.
        """
        with keeping(*(secrets_in(self.resource, each) for each in (props, *others))):
            try:
                yield
            except SevallaError:
                raise
            except Exception as error:
                raise SevallaError(explain(self._what(verb, props, resource_id), error)) from None

    def _what(self, verb: str, props: Wire, resource_id: str | None) -> str:
        properties = from_wire(self.resource, props)
        where = f"({resource_id})" if resource_id else self.resource.whereabouts(properties)
        return f'{verb} {self.resource.noun} "{hidden_in(props).name}" {where}'.rstrip()

    def _remove(self, hidden: Hidden, incomplete: CreateIncomplete) -> NoReturn:
        """Take back what a failed create made: the dynamic host has no state to keep it in."""
        resource_id = incomplete.resource_id
        what = f'create {self.resource.noun} "{hidden.name}" ({resource_id})'
        failure = explain(what, incomplete)
        if incomplete.adopted:
            raise SevallaError(
                f"{failure}\nAn earlier run had made it, so it was not removed: the next "
                "`pulumi up` takes it over again, unless you delete it in the dashboard."
            ) from None
        try:
            made, timeout = incomplete.outputs, _timeout(hidden, "delete")
            session = host().session()
            account = session.made_by(self.resource)
            work = delete(session, self.resource, resource_id, made, timeout, account)
            self._run(hidden, work)
        except Exception as error:
            raise SevallaError(
                f"{failure}\nIt could not be removed either: {redacted(str(error))}\n"
                f"{resource_id} is still there: the next `pulumi up` takes it over, or delete it "
                "in the dashboard."
            ) from None
        self._acknowledge(resource_id, incomplete.outputs)
        raise SevallaError(f"{failure}\nWhat had been made was removed again.") from None


def _new_name(hidden: Hidden) -> str:
    return random_name(hidden.name, secrets.token_bytes(32))


def _timeout(hidden: Hidden, verb: str) -> Timeout:
    said = hidden.timeouts.get(verb)
    return Timeout(seconds_in(said)) if said else DEFAULT_TIMEOUT


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
