from asyncio import CancelledError

import pytest

from sevalla_provider.http import Forbidden, NotFound
from sevalla_provider.lifecycle.errors import CreateIncomplete, UpdateIncomplete, Vanished, explain
from sevalla_provider.settings import SettingsError

REFUSED = Forbidden("POST /things", "no", status=403, code="err-forbidden", request_id="r-1")


def caused_by(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            REFUSED,
            (
                "could not create it: POST /things: no "
                "(status 403, code err-forbidden, request id r-1)\n"
                "Give the API key the permission, or use another key: `pulumi config set --secret "
                "sevalla:apiKey`, or SEVALLA_API_KEY; that of Private Connect is "
                "sevalla:privateConnectApiKey, or PRIVATE_CONNECT_API_KEY."
            ),
        ),
        (SettingsError("there is no key"), "could not create it: there is no key"),
        (
            caused_by(CreateIncomplete("app/1", {}), SettingsError("there is no key")),
            "could not create it: there is no key",
        ),
        (
            caused_by(UpdateIncomplete({}), SettingsError("there is no key")),
            "could not create it: there is no key",
        ),
        (
            CancelledError(),
            ("could not create it: the run was cancelled. The next `pulumi up` goes on from here"),
        ),
        (
            ZeroDivisionError("odd"),
            (
                "could not create it: ZeroDivisionError: odd\n"
                "This is a mistake in the provider: please report it."
            ),
        ),
    ],
)
def test_an_error_is_what_was_attempted_what_went_wrong_and_what_to_do(
    error: BaseException, text: str
) -> None:
    assert explain("create it", error) == text


NOWHERE = NotFound("POST /applications/1/processes", "application not found", status=404)
EVERYTHING = "`pulumi-sevalla import --all --into DIR --name NAME` writes down all that is there."


@pytest.mark.parametrize(
    ("named", "advice"),
    [
        (
            ["app_id"],
            f"\n`getApplications` lists each application that this key sees; {EVERYTHING}",
        ),
        (
            ["database_id", "odd"],
            f"\n`getDatabases` lists each database that this key sees; {EVERYTHING}",
        ),
        (["odd"], f"\n{EVERYTHING}"),
        ([], ""),
    ],
)
def test_what_is_named_and_not_there_says_what_lists_it(named: list[str], advice: str) -> None:
    assert explain("create it", NOWHERE, named) == f"could not create it: {NOWHERE}{advice}"


def test_what_vanished_says_how_to_take_note_of_it() -> None:
    assert "`pulumi refresh`" in explain("update it", Vanished("it is gone"))
