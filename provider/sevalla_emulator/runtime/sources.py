"""Where on this machine the source of an application is."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import text
from sevalla_emulator.record import Record


def folder_of(application: Record, sources: Mapping[str, Path]) -> Path | None:
    """Return the folder that is named for it, or that its ``repo_url`` names, if any."""
    named = sources.get(application.id) or sources.get(text(application.body, "display_name"))
    if named:
        return named
    address = urlsplit(text(application.body, "repo_url"))
    of_this_machine = address.scheme == "file" and address.netloc in {"", "localhost"}
    return Path(url2pathname(address.path)) if of_this_machine else None


def found_here(
    backend: Backend, app_id: str, sources: Mapping[str, Path]
) -> tuple[Record, Path] | None:
    """Return an application and its folder, unless it is gone, or its source is elsewhere."""
    application = backend.store.get(app_id)
    folder = folder_of(application, sources) if application else None
    return (application, folder) if application and folder else None
