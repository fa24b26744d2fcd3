"""The environment of what runs: the application's variables, and little else."""

import os
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import text
from sevalla_emulator.record import Record

Moment: TypeAlias = Literal["is_runtime", "is_buildtime"]

# Without these hardly a program is found, or starts; no key and no secret is among them.
_BASE = {
    "posix": ("PATH", "HOME", "LANG"),
    "nt": ("PATH", "PATHEXT", "SYSTEMROOT", "COMSPEC", "USERPROFILE", "TEMP", "TMP"),
}


def base(given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what a process gets of our own environment."""
    return {name: given[name] for name in _BASE.get(os.name, ()) if name in given}


def variables(backend: Backend, application: Record, moment: Moment) -> dict[str, str]:
    """Return an application's variables at a moment; its own win over those of its company."""
    company = backend.store.members("global_env_vars", application.scope)
    own = backend.store.members("env_vars", application.id)
    return {**base(), **_read(company, moment), **_read(own, moment)}


def _read(records: Iterable[Record], moment: Moment) -> dict[str, str]:
    return {
        text(one.body, "key"): text(one.body, "value")
        for one in records
        if one.body.get(moment) is not False and not one.deleting
    }
