"""The console as a person's browser, its own page and others ask for it."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from sevalla_emulator.testing import RunningEmulator

OPENED = {
    "sec-fetch-site": "none",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
}
"""What a browser says of an address that somebody types."""

OWN = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}
"""What it says of a call by a page of the same origin, the console's or another."""


# To load the machine's certificates takes longer than a page.
HTTP = httpx.Client(verify=False, trust_env=False)


@dataclass
class Visitor:
    """Somebody in front of a browser."""

    emulator: RunningEmulator
    headers: Mapping[str, str] = field(default_factory=lambda: OPENED)

    @property
    def origin(self) -> str:
        return self.emulator.control_url.removesuffix("/_emulator")

    def get(self, path: str = "/", **headers: str) -> httpx.Response:
        said = {**self.headers, **headers}
        return HTTP.get(f"{self.origin}{path}", headers=said, follow_redirects=False)

    def page(self, path: str = "/") -> str:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    @property
    def token(self) -> str:
        found = re.search(r'name="console-token" content="([^"]*)"', self.page())
        assert found
        return found[1]

    def press(self, button: str, **fields: str) -> httpx.Response:
        """Send a form of the page, as a browser without JavaScript does."""
        return self.post(f"do/{button}", {"token": self.token, **fields})

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> httpx.Response:
        said = {"origin": self.origin, **OPENED, "sec-fetch-site": "same-origin", **headers}
        url = f"{self.origin}/_emulator/console/{path}"
        return HTTP.post(url, data=dict(fields), headers=said, follow_redirects=False)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def elements(page: str) -> list[tuple[str, dict[str, str | None]]]:
    """All elements of a page with their attributes."""
    reader = _Reader()
    reader.feed(page)
    return reader.elements


def text(page: str) -> str:
    """What somebody reads on a page, with single spaces."""
    reader = _Reader()
    reader.feed(page)
    return " ".join(" ".join(reader.text).split())


async def streamed(url: str, headers: Mapping[str, str], number: int) -> list[str]:
    """The first so many events of a stream."""
    events: list[str] = []
    async with (
        asyncio.timeout(10),
        httpx.AsyncClient(timeout=10, verify=False) as client,
        client.stream("GET", url, headers=dict(headers)) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            if line.startswith("event:"):
                events.append(line)
            if len(events) == number:
                break
    return events
