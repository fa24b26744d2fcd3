import pulumi
import pulumi_sevalla as sevalla

config = pulumi.Config()

worker = sevalla.Process(
    "worker",
    app_id=config.require("appId"),
    type="worker",
    display_name="Worker",
    resource_type_id=config.require("resourceTypeId"),
    entrypoint="celery -A shop worker",
    port=5555,
)
proxy = sevalla.TcpProxy("worker", app_id=worker.app_id, process_id=worker.process_id, port=5555)

pulumi.export("address", pulumi.Output.format("{0}:{1}", proxy.hostname, proxy.external_port))
