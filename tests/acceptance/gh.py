"""A stand-in for GitHub's `gh`, with the issues, comments and labels of several people.

Run as a program it does what the workflows in `examples/ci` ask, as `github-actions[bot]`, and
refuses all else. What there is stands in the file that `GH_STATE` names.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

US = "github-actions[bot]"

Kept = dict[str, Any]

# What `jq` would make of it, which no machine need have.
FILTERS: Mapping[str, Callable[[list[Kept]], list[object]]] = {
    "map(select(.body | startswith(env.MARKER)))[0].number // empty": (
        lambda issues: [each["number"] for each in issues if _is_marked(each)][:1]
    ),
    '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith(env.MARKER)))'
    " | .id": (
        lambda comments: [
            each["id"] for each in comments if each["author"] == US and _is_marked(each)
        ]
    ),
}


def nothing_yet() -> Kept:
    """What people have made: some look like ours."""
    said = "<!-- pulumi-sevalla: drift -->\nsays somebody"
    return {
        "issues": [
            {"number": 1, "author": "ann", "title": "Drift", "body": said, "labels": ["drift"]},
            {"number": 2, "author": US, "title": "Bump", "body": "of another workflow"},
            {"number": 3, "author": US, "title": "Quote", "body": f"> {said}"},
        ],
        "comments": [
            {"id": 11, "request": "42", "author": "ann", "body": said},
            {"id": 12, "request": "42", "author": US, "body": "of another workflow"},
            {"id": 13, "request": "41", "author": US, "body": said},
        ],
        "labels": {"drift": "of people, red"},
    }


def _is_marked(each: Kept) -> bool:
    return str(each["body"]).startswith(os.environ["MARKER"])


def _options(arguments: Sequence[str], *flags: str) -> tuple[list[str], dict[str, str]]:
    """Part positional arguments from options; `flags` are those without a value."""
    words: list[str] = []
    options: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            words.append(word)
        else:
            options[word] = "" if word in flags else rest.pop(0)
    return words, options


def _body(options: Mapping[str, str]) -> str:
    return Path(options["--body-file"]).read_text(encoding="utf-8")


def _issue(state: Kept, arguments: Sequence[str]) -> list[object]:
    words, options = _options(arguments)
    open_ones = [each for each in state["issues"] if not each.get("closed")]
    match words:
        case ["list"]:
            assert options.keys() == {"--app", "--state", "--limit", "--json", "--jq"}
            assert (options["--app"], options["--state"]) == ("github-actions", "open")
            return FILTERS[options["--jq"]]([each for each in open_ones if each["author"] == US])
        case ["create"]:
            number = len(state["issues"]) + 1
            made = {"number": number, "author": US, "title": options["--title"]}
            state["issues"].append({**made, "body": _body(options)})
        case ["edit", number]:
            (meant,) = (each for each in open_ones if each["number"] == int(number))
            meant["body"] = _body(options)
        case ["close", number]:
            (meant,) = (each for each in open_ones if each["number"] == int(number))
            meant["closed"] = options["--comment"]
        case _:
            raise SystemExit(f"gh issue {arguments}: nobody asks that")
    return []


def _comment(state: Kept, arguments: Sequence[str]) -> list[object]:
    words, options = _options(arguments)
    (verb, request) = words
    assert verb == "comment"
    made = {"id": 20 + len(state["comments"]), "request": request, "author": US}
    state["comments"].append({**made, "body": _body(options)})
    return []


def _api(state: Kept, arguments: Sequence[str]) -> list[object]:
    (path,), options = _options(arguments, "--paginate", "--silent")
    if listed := re.fullmatch(r"repos/shop/shop/issues/(\d+)/comments", path):
        assert "--paginate" in options
        theirs = [each for each in state["comments"] if each["request"] == listed[1]]
        return FILTERS[options["--jq"]](theirs)
    meant = re.fullmatch(r"repos/shop/shop/issues/comments/(\d+)", path)
    assert meant, path
    assert options["--method"] == "PATCH"
    name, _, file = options["--field"].partition("=@")
    assert name == "body"
    (comment,) = (each for each in state["comments"] if each["id"] == int(meant[1]))
    comment["body"] = Path(file).read_text(encoding="utf-8")
    return []


COMMANDS = {"issue": _issue, "pr": _comment, "api": _api}


def main() -> None:
    assert os.environ["GH_REPO"] == "shop/shop"
    assert os.environ["GH_TOKEN"]
    kept = Path(os.environ["GH_STATE"])
    state = json.loads(kept.read_text(encoding="utf-8"))
    for each in COMMANDS[sys.argv[1]](state, sys.argv[2:]):
        sys.stdout.write(f"{each}\n")
    kept.write_text(json.dumps(state), encoding="utf-8")


if __name__ == "__main__":
    main()
