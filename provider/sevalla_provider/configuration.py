"""What a stack can configure, `sevalla:apiKey` and the like: for the schema and the plugin."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel


class Configuration(InputModel):
    """What holds for every resource of a provider. It wins over the environment."""

    api_key: Annotated[
        str | None,
        Trait(secret=True),
        Field(
            description="The key of the Sevalla API, made in the dashboard under Company settings, "
            "API keys. By default the value of the environment variable `SEVALLA_API_KEY`, which "
            "never gets into the state."
        ),
    ] = None
    api_url: Annotated[
        str | None,
        Field(
            description="The address of the Sevalla API. By default the value of `SEVALLA_API_URL`,"
            " else that of the platform."
        ),
    ] = None
    poll_interval: Annotated[
        float | None,
        Field(
            description="Seconds between two looks at what is being waited for. By default the "
            "value of `SEVALLA_POLL_INTERVAL`, else 10."
        ),
    ] = None
    max_rate_limit_wait: Annotated[
        str | None,
        Field(
            description="How long the rate limit may hold a request back, such as `30m`. By "
            "default the value of `SEVALLA_MAX_RATE_LIMIT_WAIT`, else 15 minutes."
        ),
    ] = None
    private_connect_api_key: Annotated[
        str | None,
        Trait(secret=True),
        Field(
            description="The key of the Private Connect API. By default the value of the "
            "environment variable `PRIVATE_CONNECT_API_KEY`, which never gets into the state."
        ),
    ] = None
    private_connect_api_url: Annotated[
        str | None,
        Field(
            description="The address of the Private Connect API. By default the value of "
            "`PRIVATE_CONNECT_API_URL`, else that of the platform."
        ),
    ] = None
