"""What the processes of applications have written."""

from collections import defaultdict, deque

_KEPT = 1000  # lines of each application


class Journal:
    """The last lines, by application."""

    def __init__(self) -> None:
        self._lines: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=_KEPT))

    def add(self, app_id: str, writer: str, line: str) -> None:
        """Take down a line of one of its instances."""
        self._lines[app_id].append(f"{writer}: {line}")

    def lines(self, app_id: str) -> list[str]:
        """Return the lines, oldest first."""
        return list(self._lines.get(app_id, ()))

    def forget(self, app_id: str) -> None:
        """Drop the lines of an application that is gone."""
        self._lines.pop(app_id, None)
