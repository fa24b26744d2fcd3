"""Where the project means to live: what names a home takes it from here.

Intended, and not published yet. Static files (project files, workflows) are held to it by
`tests/unit/test_repository.py`.
"""

REPOSITORY = "github.com/sevalla-hosting/pulumi-sevalla"

HOMEPAGE = f"https://{REPOSITORY}"

RELEASES = f"{HOMEPAGE}/releases/download/v${{VERSION}}"
"""Where Pulumi looks for the plugin's archives; it fills in the version by itself."""

GO_MODULE = f"{REPOSITORY}/sdk/go"
