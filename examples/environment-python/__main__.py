"""An application and its database from nothing, live when `pulumi up` ends."""

import pulumi
import pulumi_sevalla as sevalla

config = pulumi.Config()
repository = config.get("repository") or "https://git.example/shop"
branch = config.get("branch") or "main"
cluster = config.get("cluster") or "europe-west3"
size = config.get("size") or "s1"
web_port = config.get_int("webPort") or 8080
log_level = config.get("logLevel") or "info"
database_size = config.get("databaseSize") or "db1"
database_password = config.require_secret("databasePassword")
domain = config.get("domain") or "shop.example"
where = sevalla.get_cluster(name=cluster)
sizes = sevalla.get_process_resource_types(name=size)
size_id = sizes.resource_types[0].id
database_sizes = sevalla.get_database_resource_types(name=database_size)
shop = sevalla.Application(
    "shop",
    display_name=f"shop-{pulumi.get_stack()}",
    cluster_id=where.id,
    source=sevalla.ApplicationSource.PUBLIC_GIT,
    repo_url=repository,
    default_branch=branch,
)
store = sevalla.Database(
    "store",
    display_name=f"shop-{pulumi.get_stack()}",
    cluster_id=where.id,
    type=sevalla.DatabaseType.POSTGRESQL,
    version="16",
    resource_type_id=database_sizes.resource_types[0].id,
    db_name="shop",
    db_user="shop",
    db_password=database_password,
)
# Without it, the application does not reach the database by its internal name.
to_store = sevalla.InternalConnection(
    "toStore",
    app_id=shop.app_id,
    target_type=sevalla.InternalConnectionTargetType.DATABASE,
    target_id=store.database_id,
)
web = sevalla.Process(
    "web",
    app_id=shop.app_id,
    type=sevalla.ProcessType.WEB,
    display_name="Web",
    resource_type_id=size_id,
    entrypoint="gunicorn shop:app",
    port=web_port,
    readiness_probe={
        "http_get": {
            "path": "/healthz",
            "port": web_port,
        },
        "period_seconds": 5,
    },
)
worker = sevalla.Process(
    "worker",
    app_id=shop.app_id,
    type=sevalla.ProcessType.WORKER,
    display_name="Worker",
    resource_type_id=size_id,
    entrypoint="celery -A shop worker",
    port=5555,
)
nightly = sevalla.Process(
    "nightly",
    app_id=shop.app_id,
    type=sevalla.ProcessType.CRON,
    display_name="Nightly report",
    resource_type_id=size_id,
    entrypoint="python -m shop.report",
    schedule="0 3 * * *",
    time_zone="Europe/Berlin",
)
migrate = sevalla.Process(
    "migrate",
    app_id=shop.app_id,
    type=sevalla.ProcessType.JOB,
    display_name="Migrate",
    resource_type_id=size_id,
    entrypoint="python -m shop.migrate",
    job_start_policy=sevalla.ProcessJobStartPolicy.BEFORE_DEPLOYMENT,
)
settings = sevalla.EnvironmentVariables(
    "settings",
    app_id=shop.app_id,
    variables={
        "DATABASE_URL": store.internal_url,
        "LOG_LEVEL": log_level,
        "SHOP_STACK": pulumi.get_stack(),
    },
)
live = sevalla.Deployment(
    "live",
    app_id=shop.app_id,
    triggers={
        "shop": shop.config_hash,
        "web": web.config_hash,
        "worker": worker.config_hash,
        "nightly": nightly.config_hash,
        "migrate": migrate.config_hash,
        "settings": settings.config_hash,
    },
    opts=pulumi.ResourceOptions(depends_on=[to_store]),
)
# It becomes active once its DNS records are published, which `pulumi up` does not wait for.
site = sevalla.Domain("site", app_id=shop.app_id, domain_name=f"{pulumi.get_stack()}.{domain}")
web_proxy = sevalla.TcpProxy(
    "webProxy", app_id=shop.app_id, process_id=web.process_id, port=web_port
)
worker_proxy = sevalla.TcpProxy(
    "workerProxy", app_id=shop.app_id, process_id=worker.process_id, port=5555
)
pulumi.export(
    "url", shop.default_hostname.apply(lambda default_hostname: f"https://{default_hostname}")
)
# What to publish, so that the shop answers to its own name
pulumi.export("dnsRecords", site.dns_records)
pulumi.export(
    "webAddress",
    pulumi.Output.all(hostname=web_proxy.hostname, external_port=web_proxy.external_port).apply(
        lambda resolved_outputs: (
            f"{resolved_outputs['hostname']}:{resolved_outputs['external_port']}"
        )
    ),
)
pulumi.export(
    "workerAddress",
    pulumi.Output.all(
        hostname=worker_proxy.hostname, external_port=worker_proxy.external_port
    ).apply(
        lambda resolved_outputs: (
            f"{resolved_outputs['hostname']}:{resolved_outputs['external_port']}"
        )
    ),
)
