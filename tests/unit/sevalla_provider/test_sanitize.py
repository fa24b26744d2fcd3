"""Whatever a server sends can be written to a state, and read back from it."""

import json
import math
from collections.abc import Callable
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct
from hypothesis import example, given
from hypothesis import strategies as st

from sevalla_provider.http import RequestRejected
from sevalla_provider.sanitize import (
    DEEPEST,
    DEEPEST_DOCUMENT,
    EXACT,
    WORD,
    json_in,
    sanitized_json,
    visible,
    visible_lines,
)

MARKED = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
"""As a property is written that holds a secret: one level more."""


def written_and_read(value: Any) -> object:
    struct = Struct()
    struct.update({"property": {**MARKED, "value": value}})
    read = MessageToDict(Struct.FromString(struct.SerializeToString()))
    return read["property"]["value"]


def nested(levels: int, kind: str = "[]") -> bytes:
    begin, end = {"[]": ("[", "]"), "{}": ('{"a":', "}")}[kind]
    return (begin * levels + "1" + end * levels).encode()


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b'"\\ud83d"', "\ufffd"),
        (b'"\\ude00\\ud83d!"', "\ufffd\ufffd!"),
        (b'"\\ud83d\\ude00"', "\N{GRINNING FACE}"),
        (b'"\xed\xa0\xbd"', "\ufffd\ufffd\ufffd"),
        (b'"\xff caf\xc3\xa9"', "\ufffd caf\xe9"),
        (b'\xef\xbb\xbf"with a mark"', "with a mark"),
        ('"in two bytes"'.encode("utf-16"), "in two bytes"),
        (b'{"\\ud83d": {"\\udfff": 1}}', {"\ufffd": {"\ufffd": 1}}),
        (b"1e999", None),
        (b"-1e999", None),
        (b"[NaN, Infinity, -Infinity]", [None] * 3),
        (b"9" * 400, None),
        (b"-" + b"9" * 400, None),
        (b"[%b, 7]" % (b"9" * 5000), [None, 7]),
        (b"9007199254740993", EXACT),
        (b"-9007199254740993", -EXACT),
        (b"1" + b"0" * 23, int(1e23)),
        (b"[0, -1, 1.5, true, false, null]", [0, -1, 1.5, True, False, None]),
    ],
)
def test_what_cannot_be_written_is_replaced(content: bytes, value: object) -> None:
    found = json_in(content)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("kind", ["[]", "{}"])
@pytest.mark.parametrize("levels", [DEEPEST + 1, 500, 100_000])
def test_what_is_nested_too_deep_is_null_and_all_else_is_kept(levels: int, kind: str) -> None:
    content = b'{"id": "it\\"]}", "deep": %b, "status": "ready"}' % nested(levels, kind)
    found = json_in(content)
    assert isinstance(found, dict)
    assert (found["id"], found["status"]) == ('it"]}', "ready")
    written = json.dumps(found["deep"])
    assert written.replace(" ", "") == nested(DEEPEST - 1, kind).decode().replace("1", "null")


@pytest.mark.parametrize("kind", ["[]", "{}"])
def test_as_deep_as_is_allowed_all_is_kept(kind: str) -> None:
    assert json.dumps(json_in(nested(DEEPEST, kind))).replace(" ", "") == nested(
        DEEPEST, kind
    ).decode().replace(" ", "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"{",
        b'"',
        b'"\\',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 100_000 + b"]" * 99_999,
        b"[" * 100_000 + b'"\\"' * 1000,
        nested(100_000) + b"]",
        b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_json_is_an_error(content: bytes) -> None:
    with pytest.raises(json.JSONDecodeError):
        json_in(content)


NUMBERS = st.integers() | st.floats() | st.sampled_from([10**400, -(10**400), 2**1023, 1e308])
TEXTS = st.text(st.characters(exclude_categories=())) | st.sampled_from(["\ud83d", "\udfff\x00"])
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=20,
)


@given(VALUES)
@example(nested(60))
def test_whatever_is_read_can_be_written_and_read_back(value: object) -> None:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    found = json_in(content)
    assert written_and_read(found) == found
    assert sanitized_json(found) == found
    json.dumps(found, allow_nan=False).encode()


@pytest.mark.parametrize("more", [0, 1])
def test_the_deepest_document_is_kept_in_a_list_and_nothing_deeper(more: int) -> None:
    content = b'{"data": [{"metadata": %b}]}' % nested(DEEPEST_DOCUMENT + more, "{}")
    assert (json_in(content) == json.loads(content)) is (more == 0)


def test_the_deepest_that_is_kept_can_be_read_back() -> None:
    kept = json_in(nested(DEEPEST, "{}"))
    assert written_and_read(kept) == kept


@pytest.mark.parametrize(
    "text", ["", "plain", "日本語", "🚀", "👩‍👩‍👧", "naïve", "a|b `x` <b>*_~", "ع", "a::b #[c] # #"]
)
def test_what_shows_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("\x9b31m\x7f\x07", "\\u009b31m\\u007f\\u0007"),
        ("abc\u202edef", "abc\\u202edef"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("one\u2028two\x85", "one\\u2028two\\u0085"),
        ("half \ud83d", "half \\ud83d"),
        ("x ##[add-mask]y", "x #\\#[add-mask]y"),
        ("##vso[task.setvariable]", "#\\#vso[task.setvariable]"),
        ("::add-mask::y", ":\\:add-mask::y"),
        (" \t::error::y", " \\t::error::y"),
        ("  ::error::y", "  :\\:error::y"),
    ],
)
def test_what_would_do_something_is_escaped(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible(shown) == shown


def test_lines_stay_lines() -> None:
    assert visible_lines("one\x1b\ntwo\r\n::three\x85") == "one\\u001b\ntwo\n:\\:three\\u0085"


@pytest.mark.parametrize("bounded", [visible, visible_lines])
def test_words_are_bounded(bounded: Callable[[str, int], str]) -> None:
    assert bounded("x" * 10, 10) == "x" * 10
    assert bounded("x" * 11, 10) == "x" * 9 + "…"


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_said_is_one_line_that_can_be_written(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert shown.encode().decode() == shown
    assert "##[" not in shown
    assert not shown.lstrip().startswith("::")


def test_every_word_of_an_error_is_bounded_and_writable() -> None:
    endless = "\ud83d" * 20_000_000
    error = RequestRejected(endless, endless, status=422, code=endless, request_id=endless)
    words = (error.request, error.message, str(error.code), str(error.request_id))
    assert [len(word) for word in words] == [WORD] * 4
    assert len(str(error)) < 5 * WORD
    str(error).encode()


def test_no_number_that_is_kept_is_infinite() -> None:
    found = json_in(b"[1e308, 1e-400, -0.0]")
    assert isinstance(found, list)
    assert all(isinstance(each, float) and math.isfinite(each) for each in found)
