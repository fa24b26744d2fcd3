import pulumi
import pulumi_sevalla as sevalla

app_id = pulumi.Config().require("appId")
size = sevalla.get_process_resource_types_output(name="s1")

web = sevalla.Process(
    "web",
    app_id=app_id,
    type="web",
    display_name="Web",
    resource_type_id=size.resource_types[0].id,
    port=8080,
    scaling_strategy={
        "type": "horizontal",
        "config": {"min_instance_count": 1, "max_instance_count": 4, "target_cpu_percent": 70},
    },
    readiness_probe={"http_get": {"path": "/healthz", "port": 8080}},
)

pulumi.export("processId", web.process_id)
