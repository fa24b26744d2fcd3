"""What a server does that is no drift: other times, nulls, other numbers, news, another order."""

import random
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

from pydantic import JsonValue

from benchmarks.meanwhile import meanwhile
from sevalla_emulator.testing import Control

PAUSE = 0.01
"""Seconds between two changes."""

Choices = Mapping[str, Sequence[JsonValue]]
"""What else a field may hold, by its name."""

LATER = ("2031-01-01T00:00:00.000Z", "2032-02-02T00:00:00.000Z", None)
NEWS: Sequence[JsonValue] = (None, [None], {"from": ["the", "future"]})
ONE_INSTANCE: Sequence[JsonValue] = [
    {"type": "manual", "config": {"instanceCount": count}} for count in (1, 1.0)
]

COMMON: Choices = {
    "updated_at": LATER,
    "created_at": LATER,
    "app_id": (None,),
    "news": NEWS,
}
PROCESS: Choices = {
    **COMMON,
    **dict.fromkeys(("type", "display_name", "resource_type_id"), (None,)),
    **dict.fromkeys(("schedule", "job_start_policy", "liveness_probe"), (None,)),
    "scaling_strategy": (None, *ONE_INSTANCE),
    "port": (None, 8080, 8080.0),
    "entrypoint": (None, "", "chosen"),
    "is_ingress_enabled": (True, False),
    "ingress_protocol": (None, "grpc"),
    "time_zone": (None, "Asia/Tokyo"),
    "key": ("another", "other"),
    "internal_hostname": (None, "elsewhere"),
    "resource_type_name": (None, "renamed"),
    "cpu_limit": (None, 250, 250.5),
    "memory_limit": (None, 512, 512.0),
}
TCP_PROXY: Choices = {
    **COMMON,
    "process_id": (None,),
    "port": (None,),
    "hostname": (None, "elsewhere"),
    "external_port": (None, 30_999),
}


class Noise:
    """Changes what nobody has said anything of; the same again from the same seed."""

    def __init__(self, control: Control, seed: int = 0) -> None:
        self._control = control
        self._chance = random.Random(seed)
        there = control.objects()
        self._proxies = there.tcp_proxies
        self._able = [(each.id, PROCESS) for each in there.processes]
        self._able += [(each.id, TCP_PROXY) for each in there.tcp_proxies]

    def reorder(self, count: int) -> None:
        """Move so many proxies to the end of their list, while nobody looks."""
        for each in self._chance.sample(self._proxies, count):
            self._control.remove_object(each.id)
            self._control.make_object("tcp_proxies", each.fields)

    def meanwhile(self) -> AbstractContextManager[None]:
        """Change one field after the other until the block is left."""
        return meanwhile(self._change, PAUSE)

    def _change(self) -> None:
        object_id, fields = self._chance.choice(self._able)
        name = self._chance.choice(list(fields))
        self._control.change_object(object_id, {name: self._chance.choice(fields[name])})
