"""What an emulated API is made of: its habits and its kinds of objects."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sevalla_emulator.access import KeyForm
from sevalla_emulator.errors import ErrorForm
from sevalla_emulator.kind import Kind
from sevalla_emulator.limits.buckets import Charge
from sevalla_emulator.operation import Operation
from sevalla_emulator.rest import operations
from sevalla_emulator.routing import Routes
from sevalla_emulator.settings import ApiName


@dataclass(frozen=True)
class Api:
    """An emulated API: where it is served, its habits, and what it consists of.

    ``charges`` tells the rate-limit buckets of a method and path, ``has_read_only_key`` whether
    there is a key that may only read. ``others`` is what the kinds are called together that
    nothing is put into. ``plain`` are operations that stand in the table of no
    kind of stored object.
    """

    name: ApiName
    title: str
    version: str
    prefix: str
    key_form: KeyForm
    has_read_only_key: bool
    error_form: type[ErrorForm]
    charges: Callable[[str, str], list[Charge]]
    kinds: tuple[Kind, ...]
    plain: tuple[Operation, ...] = ()
    others: str = "Others"

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """All operations."""
        return sum((operations(kind) for kind in self.kinds), self.plain)

    @cached_property
    def routes(self) -> Routes:
        """The operations by path and method, the same for every emulator of a process."""
        return Routes(self.operations)
