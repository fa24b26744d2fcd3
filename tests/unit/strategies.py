"""Generated inputs, all of them valid."""

from typing import Any

from hypothesis import strategies as st

Inputs = dict[str, Any]

uuids = st.uuids().map(str) | st.uuids().map(lambda value: str(value).upper())
plain = st.characters(exclude_categories=["Cs"])
ports = st.integers(1, 65535)
lines = st.text(plain, min_size=1, max_size=20)

# `None` stands for a property that a program sets to None.
instances = st.integers(0, 50)


def objects(required: Inputs, optional: Inputs) -> st.SearchStrategy[Inputs]:
    """An object; what is optional may be missing, or None."""
    nullable = {name: st.none() | values for name, values in optional.items()}
    return st.fixed_dictionaries(required, optional=nullable)


@st.composite
def scalings(draw: st.DrawFn) -> Inputs:
    if draw(st.booleans()):
        return {"type": "manual", "config": {"instance_count": draw(instances)}}
    low, high = sorted((draw(instances), draw(instances)))
    more = draw(
        objects(
            {},
            {
                "target_cpu_percent": st.integers(1, 100),
                "target_memory_percent": st.integers(1, 100),
                "scale_up_interval_seconds": st.integers(1, 60000),
                "scale_down_interval_seconds": st.integers(1, 60000),
                "scale_up_increment": st.integers(1, 5),
                "scale_down_increment": st.integers(1, 5),
            },
        )
    )
    bounds = {"min_instance_count": low, "max_instance_count": high}
    return {"type": "horizontal", "config": bounds | more}


headers = st.fixed_dictionaries({"name": lines, "value": st.text(plain, max_size=20)})
counts = st.integers(1, 1000)
kinds_of_probe = (
    st.fixed_dictionaries(
        {"exec": st.fixed_dictionaries({"command": st.lists(lines, min_size=1, max_size=3)})}
    )
    | st.fixed_dictionaries(
        {
            "http_get": objects(
                {"path": lines, "port": ports},
                {
                    "host": lines,
                    "scheme": st.sampled_from(["HTTP", "HTTPS"]),
                    "http_headers": st.lists(headers, max_size=2),
                },
            )
        }
    )
    | st.fixed_dictionaries({"tcp_socket": objects({"port": ports}, {"host": lines})})
)


@st.composite
def probes(draw: st.DrawFn) -> Inputs:
    kind = draw(kinds_of_probe)
    figures = draw(
        objects(
            {},
            {
                "initial_delay_seconds": st.integers(0, 1000),
                "period_seconds": counts,
                "timeout_seconds": counts,
                "success_threshold": counts,
                "failure_threshold": counts,
            },
        )
    )
    return {**kind, **figures}


@st.composite
def schedules(draw: st.DrawFn) -> str:
    minute, hour, day = draw(st.integers(0, 59)), draw(st.integers(0, 23)), draw(st.integers(1, 28))
    forms = (f"{minute} {hour} * * *", f"*/{minute + 1}  * * * 1-5", f"{minute} {hour} {day} 1,7 *")
    return draw(st.sampled_from(forms))


ZONES = ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"]
POLICIES = ["beforeDeployment", "afterSuccessDeployment", "afterFailedDeployment"]
OWN: dict[str, Inputs] = {
    "web": {
        "is_ingress_enabled": st.booleans(),
        "ingress_protocol": st.sampled_from(["http", "grpc"]),
        # Kubernetes takes no other threshold there.
        "liveness_probe": probes().map(lambda probe: probe | {"success_threshold": 1}),
        "readiness_probe": probes(),
    },
    "worker": {},
    "cron": {"time_zone": st.sampled_from(ZONES)},
    "job": {"job_start_policy": st.sampled_from(POLICIES)},
}


@st.composite
def processes_with_nulls(draw: st.DrawFn) -> Inputs:
    kind = draw(st.sampled_from(sorted(OWN)))
    required = {
        "app_id": uuids,
        "type": st.just(kind),
        "display_name": st.text(plain, min_size=1, max_size=255),
        "resource_type_id": uuids,
    }
    cron = {"schedule": schedules()} if kind == "cron" else {}
    shared = {
        "entrypoint": st.text(plain, max_size=50),
        "port": ports,
        "scaling_strategy": scalings(),
    }
    return draw(objects(required | cron, shared | OWN[kind]))


proxies = st.fixed_dictionaries({"app_id": uuids, "process_id": uuids, "port": ports})


def as_floats(value: Any) -> Any:
    """Numbers as Pulumi sends them."""
    if isinstance(value, dict):
        return {key: as_floats(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_floats(item) for item in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def without_nulls(value: Any) -> Any:
    """What is None is left out, at every depth."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


def processes() -> st.SearchStrategy[Inputs]:
    """Processes as a program describes them when it leaves out what it does not say."""
    return processes_with_nulls().map(without_nulls)
