"""`requirements.txt`: where the SDK comes from."""

from pathlib import Path

from sevalla_provider.schema import PACKAGE
from sevalla_provider.version import VERSION

SDK = "pulumi-sevalla"


def requirements(package: Path = PACKAGE) -> str:
    """What pip installs: a checkout has an SDK of its own, and whatever is installed does not."""
    own = package.parents[1] / "sdk" / "python"
    sdk = f"{SDK} @ {own.as_uri()}" if own.is_dir() else f"{SDK}=={VERSION}"
    return f"pulumi>=3.0.0,<4.0.0\n{sdk}\n"
