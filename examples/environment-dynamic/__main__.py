"""An application's processes, and the ports that are reachable from outside."""

import pulumi

from sevalla_provider.dynamic import Process, ScalingConfigArgs, ScalingStrategyArgs, TcpProxy

config = pulumi.Config()
app_id = config.require("appId")
resource_type_id = config.require("resourceTypeId")
web_port = config.get_int("webPort") or 8080

web = Process(
    "web",
    app_id=app_id,
    type="web",
    display_name="Web",
    resource_type_id=resource_type_id,
    entrypoint="gunicorn shop:app",
    port=web_port,
    is_ingress_enabled=True,
    scaling_strategy=ScalingStrategyArgs(
        type="horizontal",
        config=ScalingConfigArgs(min_instance_count=1, max_instance_count=4, target_cpu_percent=70),
    ),
    # A plain dictionary does as well.
    readiness_probe={"http_get": {"path": "/healthz", "port": web_port}, "period_seconds": 5},
)

worker = Process(
    "worker",
    app_id=app_id,
    type="worker",
    display_name="Worker",
    resource_type_id=resource_type_id,
    entrypoint="celery -A shop worker",
    port=5555,
)

nightly = Process(
    "nightly",
    app_id=app_id,
    type="cron",
    display_name="Nightly report",
    resource_type_id=resource_type_id,
    entrypoint="python -m shop.report",
    schedule="0 3 * * *",
    time_zone="Europe/Berlin",
)

migrate = Process(
    "migrate",
    app_id=app_id,
    type="job",
    display_name="Migrate",
    resource_type_id=resource_type_id,
    entrypoint="python -m shop.migrate",
    job_start_policy="beforeDeployment",
)

web_proxy = TcpProxy("web", app_id=app_id, process_id=web.process_id, port=web_port)
worker_proxy = TcpProxy("worker", app_id=app_id, process_id=worker.process_id, port=5555)

pulumi.export(
    "webAddress", pulumi.Output.format("{0}:{1}", web_proxy.hostname, web_proxy.external_port)
)
pulumi.export(
    "workerAddress",
    pulumi.Output.format("{0}:{1}", worker_proxy.hostname, worker_proxy.external_port),
)
