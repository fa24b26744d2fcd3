"""Where the state of the stacks is kept, as the CLI chooses it.

Two stacks may have one name in two backends: what a run of one left behind is not the other's.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from sevalla_provider.documents import NoDocument, json_document, yaml_document

PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml")


def backend_digest(environment: Mapping[str, str], pulumi_home: Path) -> str:
    """Name the backend without telling its address, which may hold a password.

    As the CLI does: `PULUMI_BACKEND_URL`, then `backend.url` of the project, then the one that
    `pulumi login` chose. Empty where none of them says.
    """
    url = (
        environment.get("PULUMI_BACKEND_URL")
        or _of_the_project()
        or _logged_in_to(pulumi_home / "credentials.json")
    )
    return hashlib.sha256(url.rstrip("/").encode()).hexdigest()[:16] if url else ""


def _of_the_project() -> str | None:
    """The project is the one whose folder this process was started in, or below."""
    try:
        here = Path.cwd()
    except OSError:
        return None
    for place in (here, *here.parents):
        for name in PROJECT_FILES:
            if (place / name).is_file():
                return _url_in(place / name)
    return None


def _url_in(project: Path) -> str | None:
    try:
        text = project.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    if "backend" not in text:
        return None
    try:
        return _text(yaml_document(text)["backend"]["url"])
    except (NoDocument, TypeError, KeyError):
        return None


def _logged_in_to(credentials: Path) -> str | None:
    try:
        return _text(json_document(credentials.read_bytes())["current"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
