"""What is cut out of words, and what is left."""

import html
import json
from urllib.parse import quote, quote_plus

import pytest

from sevalla_provider.redaction import Redaction, keep, keeping, redacted

LONG = 'päss wörd/4711+"x"&'
SHORT = "abc"


@pytest.mark.parametrize(
    "said",
    [
        LONG,
        quote(LONG, safe=""),
        quote(LONG),
        quote_plus(LONG),
        html.escape(LONG),
        json.dumps(LONG)[1:-1],
        json.dumps(LONG, ensure_ascii=False)[1:-1],
        repr(LONG)[1:-1],
        json.dumps(LONG)[1:-1].replace("\\", "\\\\"),
    ],
)
def test_a_long_secret_is_cut_wherever_it_stands_in_every_spelling(said: str) -> None:
    with keeping({"deep": [LONG]}):
        assert redacted(f"x{said}y") == "x[secret]y"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ('not "abc", sir', 'not "[secret]", sir'),
        ("not 'abc'", "not '[secret]'"),
        ("not `abc`", "not `[secret]`"),
        ("not \u201cabc\u201d", "not \u201c[secret]\u201d"),
        ('{\\"value\\": \\"abc\\"}', '{\\"value\\": \\"[secret]\\"}'),
        ("the abcissa, abc", "the abcissa, abc"),
        ('"abc" and "abcd"', '"[secret]" and "abcd"'),
    ],
)
def test_a_short_secret_is_cut_where_it_is_a_whole_quoted_word(said: str, left: str) -> None:
    with keeping(SHORT):
        assert redacted(said) == left


def test_a_number_is_cut_and_true_is_not() -> None:
    with keeping([4711_0815, True, None, ""]):
        assert redacted("port 47110815 is True, 'True' and None") == (
            "port [secret] is True, 'True' and None"
        )


def test_a_secret_that_is_a_part_of_another_leaves_nothing_of_that() -> None:
    client = Redaction()
    client.keep_credential("canary")
    with keeping("canary-password"):
        assert client.cut("at canary-password") == "at [secret]"


def test_what_is_learned_on_the_way_is_cut_from_then_on_and_not_beyond() -> None:
    with keeping():
        assert redacted("a-new-token") == "a-new-token"
        keep("a-new-token")
        assert redacted("a-new-token") == "[secret]"
    assert redacted("a-new-token") == "a-new-token"
    keep("nobody is there to keep it")


def test_what_knows_secrets_does_not_tell_them() -> None:
    known = Redaction()
    known.keep(LONG)
    assert LONG not in repr(known)
