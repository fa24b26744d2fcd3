"""The tokens by which lists go on."""

from base64 import urlsafe_b64encode

import grpc
import pytest

from sevalla_provider.plugin.continuation import Continuation, continuation, digest_of
from sevalla_provider.plugin.failure import Failed

OF = digest_of("sevalla:index:Process", "app", "http://api.test/v3")


def test_a_token_says_all_that_a_later_plugin_must_know() -> None:
    at = Continuation(of=OF, limit=250).moved(100, 99, "last")
    assert continuation(at.token(), OF, 250) == at
    assert (at.offset, at.told, at.last) == (100, 99, "last")


def test_without_a_token_a_list_begins() -> None:
    assert continuation("", OF, -1) == Continuation(of=OF)


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "ü",
        "bm90IGpzb24=",
        urlsafe_b64encode(b"[]").decode(),
        urlsafe_b64encode(b'{"of": "x", "offset": -1}').decode(),
        urlsafe_b64encode(b'{"of": "x", "more": 1}').decode(),
        urlsafe_b64encode(b"\xff").decode(),
    ],
)
def test_what_is_no_token_of_ours_is_refused_in_words(token: str) -> None:
    with pytest.raises(Failed, match="is none that a list of this plugin ended with") as caught:
        continuation(token, OF, 0)
    assert caught.value.code is grpc.StatusCode.INVALID_ARGUMENT


@pytest.mark.parametrize(
    "other", [("Process", "b", "url"), ("Domain", "a", "url"), ("Process", "a")]
)
def test_a_token_of_another_list_is_refused_in_words(other: tuple[str, ...]) -> None:
    token = Continuation(of=digest_of("Process", "a", "url"), offset=100).token()
    with pytest.raises(Failed, match="is of another list: of another kind, parent or address"):
        continuation(token, digest_of(*other), 0)


@pytest.mark.parametrize(
    ("limit", "told", "most"),
    [(0, 100, None), (-1, 0, None), (250, 0, 250), (250, 100, 250), (150, 100, 250), (1, 100, 101)],
)
def test_a_limit_is_that_of_the_beginning_or_what_is_left_of_it(
    limit: int, told: int, most: int | None
) -> None:
    assert Continuation(of=OF, limit=250, told=told).most(limit) == most
