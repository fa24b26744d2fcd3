"""From bytes, as they come, to lines of text."""

from collections.abc import Callable

_LONGEST = 16_384  # bytes; what is longer is told in pieces


class Lines:
    """Calls ``on_line`` with each line, once it is whole."""

    def __init__(self, on_line: Callable[[str], None]) -> None:
        self._on_line = on_line
        self._begun = b""

    def add(self, data: bytes) -> None:
        """Take in what has come."""
        *whole, self._begun = (self._begun + data).split(b"\n")
        for line in whole:
            self._tell(line)
        if len(self._begun) > _LONGEST:
            self.end()

    def end(self) -> None:
        """Tell what has been begun, as there is no more of it."""
        if self._begun:
            self._tell(self._begun)
        self._begun = b""

    def _tell(self, line: bytes) -> None:
        self._on_line(line.rstrip(b"\r").decode(errors="replace"))
