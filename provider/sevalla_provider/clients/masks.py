"""Secrets of which an answer shows the ends alone: `svl_ab...wxyz`."""

import re

HIDDEN = re.compile(r"[^A-Za-z0-9_-]+")
"""What stands for the characters that are not shown."""


def fits(masked: object, secret: str) -> bool:
    """Whether a secret has the ends that are shown; nothing fits where none are."""
    if not isinstance(masked, str) or not HIDDEN.search(masked):
        return False
    shown = HIDDEN.split(masked)
    head, tail = shown[0], shown[-1]
    ends = secret.startswith(head) and secret.endswith(tail)
    return ends and bool(head or tail) and len(head) + len(tail) <= len(secret)
