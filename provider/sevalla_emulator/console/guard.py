"""Who may use the console: what a person has opened, and what that page itself asks for.

Beside foreign pages, which `serving/browser.py` refuses, there are those that shares and public
tunnels show: they have the emulator's own origin. So only the browser's word that a page was
opened in a window of its own (`Sec-Fetch-Dest`, which no script can say) gets the token, and all
that is asked by a page needs it. `Cross-Origin-Opener-Policy` keeps such pages from looking into a
window that they open.
"""

import secrets
from collections.abc import Mapping

from starlette.requests import Request

HEADER = "x-console-token"
FIELD = "token"


class ConsoleGuard:
    """Knows the token, which is made at the start and never told to anything but a page."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)

    def is_opened(self, request: Request) -> bool:
        """Whether the page goes into a window of its own, where it alone can read the token."""
        said = request.headers
        return said.get("sec-fetch-mode") == "navigate" and said.get("sec-fetch-dest") == "document"

    def holds(self, request: Request, fields: Mapping[str, str] | None = None) -> bool:
        """Whether the token comes with a request: as a header, in its form, or in its query."""
        given = (fields or {}).get(FIELD, "")
        said = request.headers.get(HEADER, "") or given
        return secrets.compare_digest(said.encode(), self.token.encode())

    def may_look(self, request: Request, fields: Mapping[str, str] | None = None) -> bool:
        """Whether a request may be shown what there is: a page's own only with the token."""
        said = request.headers
        by_a_page = said.get("sec-fetch-site", "none") != "none" or "origin" in said
        return not by_a_page or self.is_opened(request) or self.holds(request, fields)


def response_headers(request: Request, assets: str) -> dict[str, str]:
    """Return what keeps a page of the console to itself; ``assets`` is where its files are."""
    # By its path: below the same origin others' pages are shown.
    own = f"{request.url.scheme}://{request.url.netloc}{assets}/"
    policy = (
        "default-src 'none'",
        f"script-src {own}",
        f"style-src {own}",
        f"img-src {own}",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
    return {
        "content-security-policy": "; ".join(policy),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cache-control": "no-store",
    }
