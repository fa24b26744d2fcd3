"""The verbs of a resource, from the engine's requests to the core and back."""

from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import contextmanager

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.deadline import Timeout
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import (
    AccountNotProven,
    CreateIncomplete,
    UpdateIncomplete,
    explain,
)
from sevalla_provider.lifecycle.intents import Intent
from sevalla_provider.lifecycle.naming import can_coexist, with_names
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.readiness import DEFAULT_TIMEOUT
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.timeouts import bounded
from sevalla_provider.lifecycle.update import update
from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.check_failures import check_failures, in_camel_case
from sevalla_provider.plugin.detailed_diff import detailed_diff
from sevalla_provider.plugin.failure import Failed, half_done
from sevalla_provider.plugin.ignoring import without_ignored
from sevalla_provider.plugin.naming import new_name
from sevalla_provider.plugin.narration import EngineLog, ResourceNarrator
from sevalla_provider.plugin.preview import after_create, after_update
from sevalla_provider.plugin.replies import after_reply
from sevalla_provider.plugin.resource_call import ResourceCall, resource_call
from sevalla_provider.plugin.wire import Received
from sevalla_provider.progress import narrated_by, narrator
from sevalla_provider.redaction import keeping
from sevalla_provider.resources.forms import to_camel
from sevalla_provider.resources.resource import MalformedId


class Verbs:
    """Serves resources within one session."""

    def __init__(self, session: Session, cancellation: Cancellation, log: EngineLog) -> None:
        self._session = session
        self._cancellation = cancellation
        self._log = log

    async def check(self, request: pb.CheckRequest) -> pb.CheckResponse:
        subject = resource_call(request.urn)
        news = subject.read(request.news)
        olds = subject.read(request.olds)
        resource, given = subject.resource, news.properties
        with _attempt(subject, "check", "", news, olds):
            inputs = with_names(resource, given, olds.properties, lambda: new_name(request))
            checked = check(resource.inputs, inputs)
            with narrated_by(self._narrator(subject)):
                for advice in resource.advise(checked.inputs):
                    narrator().warn(in_camel_case(advice))
            return pb.CheckResponse(
                inputs=subject.write(checked.inputs, news.secrets),
                failures=check_failures(checked.failures, news.secrets | resource.secrets),
            )

    async def diff(self, request: pb.DiffRequest) -> pb.DiffResponse:
        subject = resource_call(request.urn)
        resource = subject.resource
        known, given = subject.read(request.olds), subject.read(request.news)
        actual = known.properties
        with _attempt(subject, "compare", f"({request.id})", known, given):
            self._session.acknowledge(resource, request.id, actual)
            wanted = without_ignored(resource, request.ignoreChanges, actual, given.properties)
            found = changes(resource, actual, wanted)
        names = [to_camel(change.name) for change in found]
        return pb.DiffResponse(
            changes=pb.DiffResponse.DIFF_SOME if found else pb.DiffResponse.DIFF_NONE,
            diffs=names,
            replaces=[name for name, change in zip(names, found, strict=True) if change.replaces],
            detailedDiff=detailed_diff(resource, found, wanted),
            hasDetailedDiff=True,
            deleteBeforeReplace=not can_coexist(resource, subject.name, actual, wanted),
        )

    async def create(self, request: pb.CreateRequest) -> pb.CreateResponse:
        subject = resource_call(request.urn)
        given = subject.read(request.properties)
        if request.preview:
            foreseen = after_create(subject.resource, given.properties)
            return pb.CreateResponse(properties=subject.write(foreseen, given.secrets))
        where = subject.resource.whereabouts(given.properties)
        with _attempt(subject, "create", where, given):
            work = create(
                self._session, subject.resource, given.properties, subject.urn, _timeout(request)
            )
            try:
                made = await self._cancellation.run(self._narrator(subject), work)
            except CreateIncomplete as incomplete:
                self._replies_with(incomplete.intent)
                message = explain(subject.described("create", where), incomplete)
                account = self._session.made_by(subject.resource)
                kept = subject.outputs(incomplete.outputs, given.secrets, account)
                raise half_done(incomplete.resource_id, kept, message) from None
            account = self._session.made_by(subject.resource)
            properties = subject.outputs(made.outputs, given.secrets, account)
            self._replies_with(made.intent)
        return pb.CreateResponse(id=made.resource_id, properties=properties)

    async def read(self, request: pb.ReadRequest) -> pb.ReadResponse:
        subject = resource_call(request.urn)
        known, spoken = subject.read(request.properties), subject.read(request.inputs)
        # At an import there is nothing but the id.
        given = spoken.properties if known.properties or spoken.properties else None
        with _attempt(subject, "read", f"({request.id})", known, spoken):
            resource_id = subject.resource.checked_id(request.id, known.properties)
            self._session.acknowledge(subject.resource, resource_id, known.properties)
            work = bounded(
                self._session,
                _said(request),
                f"the {subject.resource.noun} to be read",
                read(
                    self._session,
                    subject.resource,
                    resource_id,
                    known.properties,
                    given,
                    known.account,
                ),
            )
            found = await self._cancellation.run(self._narrator(subject), work)
        if found is None:
            return pb.ReadResponse()
        secrets = known.secrets | spoken.secrets
        # What the engine only looks up has no inputs, and it compares all that is kept of it.
        looked_up = known.properties and not spoken.properties
        account = known.account if looked_up else found.account
        return pb.ReadResponse(
            id=resource_id,
            properties=subject.outputs(found.outputs, secrets, account),
            inputs=subject.write(found.inputs, secrets),
        )

    async def update(self, request: pb.UpdateRequest) -> pb.UpdateResponse:
        subject = resource_call(request.urn)
        resource = subject.resource
        known, given = subject.read(request.olds), subject.read(request.news)
        inputs = without_ignored(
            resource, request.ignoreChanges, known.properties, given.properties
        )
        secrets = given.secrets | {
            # What is taken over stays as secret as it was.
            name
            for name in known.secrets
            if inputs.get(name) != given.properties.get(name)
        }
        if request.preview:
            foreseen = after_update(resource, known.properties, inputs)
            return pb.UpdateResponse(properties=subject.write(foreseen, secrets))
        where = f"({request.id})"
        with _attempt(subject, "update", where, known, given):
            self._session.acknowledge(resource, request.id, known.properties)
            work = update(
                self._session,
                resource,
                request.id,
                known.properties,
                inputs,
                _timeout(request),
                known.account,
            )
            try:
                outputs = await self._cancellation.run(self._narrator(subject), work)
            except UpdateIncomplete as incomplete:
                message = explain(subject.described("update", where), incomplete)
                account = self._session.seen_by(resource, known.account)
                kept = subject.outputs(incomplete.outputs, secrets, account)
                raise half_done(request.id, kept, message) from None
            account = self._session.seen_by(resource, known.account)
        return pb.UpdateResponse(properties=subject.outputs(outputs, secrets, account))

    async def delete(self, request: pb.DeleteRequest) -> Empty:
        subject = resource_call(request.urn)
        kept = subject.read(request.properties)
        known = kept.properties
        with _attempt(subject, "delete", f"({request.id})", kept):
            self._session.acknowledge(subject.resource, request.id, known)
            work = delete(
                self._session,
                subject.resource,
                request.id,
                known,
                _timeout(request),
                kept.account,
                subject.urn,
            )
            await self._cancellation.run(self._narrator(subject), work)
        return Empty()

    def _replies_with(self, intent: Intent) -> None:
        after_reply(lambda: self._session.intent_log.replied(intent))

    def _narrator(self, subject: ResourceCall) -> ResourceNarrator:
        return ResourceNarrator(self._log, subject.urn)


@contextmanager
def _attempt(subject: ResourceCall, verb: str, where: str, *received: Received) -> Iterator[None]:
    """Put whatever goes wrong into words that say what was attempted, and repeat no secret.

    Args:
        received: what the engine sent of the resource.
    """
    secrets = (subject.resource.secret_values(each.properties, each.secrets) for each in received)
    with keeping(*secrets), _in_words(subject, verb, where):
        yield


@contextmanager
def _in_words(subject: ResourceCall, verb: str, where: str) -> Iterator[None]:
    try:
        yield
    except Failed:
        raise
    except MalformedId as error:
        message = explain(subject.described(verb, where), error)
        raise Failed(message, grpc.StatusCode.INVALID_ARGUMENT) from None
    except AccountNotProven as error:
        error.urn = subject.urn
        raise Failed(explain(subject.described(verb, where), error)) from None
    except (Exception, CancelledError) as error:
        raise Failed(explain(subject.described(verb, where), error)) from None


Bounded = pb.CreateRequest | pb.ReadRequest | pb.UpdateRequest | pb.DeleteRequest


def _timeout(request: Bounded) -> Timeout:
    return _said(request) or DEFAULT_TIMEOUT


def _said(request: Bounded) -> Timeout | None:
    """What the program says by `customTimeouts`."""
    seconds = getattr(request, "timeout", 0.0)  # of a read, in a younger pulumi alone
    return Timeout(seconds) if seconds > 0 else None
