"""Writes a picture of a page as a PNG with a palette: a quarter of what a browser writes."""

import base64
import struct
import zlib
from collections import Counter

from playwright.sync_api import Page

_COLORS = 256
_DROPPED = 0xF8  # of each channel, the three bits that nobody sees
_PIXELS = """async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const {data} = canvas.getImageData(0, 0, image.width, image.height);
    let text = "";
    for (let at = 0; at < data.length; at += 32768)
        text += String.fromCharCode(...data.subarray(at, at + 32768));
    return [image.width, image.height, btoa(text)];
}"""


def with_palette(png: bytes, blank: Page) -> bytes:
    """Return a PNG with a palette of the colours that are there most; ``blank`` decodes it."""
    width, height, text = blank.evaluate(_PIXELS, base64.b64encode(png).decode())
    data = base64.b64decode(text)
    pixels = list(zip(data[0::4], data[1::4], data[2::4], strict=True))
    counted = Counter((r & _DROPPED, g & _DROPPED, b & _DROPPED) for r, g, b in pixels)
    exact = Counter(pixels)
    palette = [color for color, _ in exact.most_common(24)]  # what covers areas stays as it is
    palette += [color for color, _ in counted.most_common(_COLORS - len(palette))]
    known: dict[tuple[int, int, int], int] = {}
    for color in exact:
        known[color] = min(range(len(palette)), key=lambda at: _distance(palette[at], color))
    indices = bytes(known[pixel] for pixel in pixels)
    rows = b"".join(b"\0" + indices[at : at + width] for at in range(0, len(indices), width))
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", bytes(channel for color in palette for channel in color))
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))
