"""What the platform starts in a new object by itself: waited for by choice, and no matter of life.

However it ends, the object is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from sevalla_provider.clients.verbs import Jobs


@dataclass(frozen=True)
class FirstRun:
    """Which jobs these are, and by which words an object tells of the first one.

    Attributes:
        jobs: where they are listed.
        asked_by: the input by which a program asks to wait; it does where it says nothing.
        running: the status of the object meanwhile.
        success: its status after one that did what it should.
        advice: what to do after another one, for people.
    """

    jobs: Jobs
    asked_by: str
    running: str
    success: str
    advice: str

    def asked_for(self, properties: Mapping[str, JsonValue]) -> bool:
        """Whether a program waits for it."""
        return properties.get(self.asked_by) is not False
