"""What a program is warned of about the keys of its stack, where it runs: a preview needs none."""

import os
from functools import cache

import pulumi
from pulumi.runtime import is_dry_run
from pulumi.runtime.config import is_config_secret

from sevalla_provider.resources.resource import Api
from sevalla_provider.settings import ACCESS


@cache
def warn_of_key(api: Api) -> None:
    """Warn, once a run, of a key that is missing in a preview, or that anybody can read."""
    access = ACCESS[api]
    configured = (pulumi.Config("sevalla").get(access.key) or "").strip()
    if configured and not is_config_secret(f"sevalla:{access.key}"):
        pulumi.log.warn(access.plain_key())
    if not (configured or os.environ.get(access.key_variable, "").strip()) and is_dry_run():
        pulumi.log.warn(access.no_key_in_preview())
