import pulumi
import pulumi_sevalla as sevalla

config = pulumi.Config()

sevalla.Process(
    "nightly",
    app_id=config.require("appId"),
    type="cron",
    display_name="Nightly report",
    resource_type_id=config.require("resourceTypeId"),
    entrypoint="python -m shop.report",
    schedule="0 3 * * *",
    time_zone="Europe/Berlin",
)
