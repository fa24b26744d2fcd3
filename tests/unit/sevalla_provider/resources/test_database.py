"""Database: what plan time refuses, what answers are read as, and what its URLs are."""

from typing import Any

import pytest

from sevalla_emulator.kinds.reference import CLUSTERS
from sevalla_provider.lifecycle.check import check
from sevalla_provider.resources.databases.connection_urls import connection_urls
from sevalla_provider.resources.databases.database import DATABASE, health, normalize_response
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import Inputs

GOOD: Inputs = {
    "display_name": "Orders",
    "type": "postgresql",
    "version": "16",
    "cluster_id": CLUSTERS[0].id,
    "resource_type_id": "db1",
    "db_name": "orders",
    "db_password": "s3cret#1",
}


def refused(**inputs: Any) -> dict[str, str]:
    failures = check(DATABASE.inputs, {**GOOD, **inputs}).failures
    return {each.where(): each.told(DATABASE.secrets) for each in failures}


@pytest.mark.parametrize(
    ("inputs", "place", "word"),
    [
        ({"display_name": "x"}, "display_name", "of 2 to 64 characters"),
        ({"display_name": "x" * 65}, "display_name", "has 65"),
        ({"display_name": 7}, "display_name", "a string"),
        ({"type": "postgres"}, "type", "one of postgresql, mysql"),
        ({"version": 16}, "version", "a string"),
        ({"version": ""}, "version", "of 1 to 50"),
        ({"version": "16 or later"}, "version", "letters, digits"),
        ({"version": None}, "version", "is required"),
        ({"cluster_id": "europe-west3"}, "cluster_id", "a UUID"),
        ({"resource_type_id": ""}, "resource_type_id", "characters"),
        ({"db_name": "x"}, "db_name", "of 2 to 100"),
        ({"db_name": "my orders"}, "db_name", "`_`, `-` and `+`"),
        ({"db_name": "orders\n"}, "db_name", "`_`, `-` and `+`"),
        ({"db_name": "bücher"}, "db_name", "letters, digits"),
        ({"db_password": "abc"}, "db_password", "of 4 to 100"),
        ({"db_password": "a" * 101}, "db_password", "of 4 to 100"),
        ({"db_password": "pass word"}, "db_password", "`_?<>#@-=+`"),
        ({"db_password": "pässword"}, "db_password", "letters, digits"),
        ({"db_password": 12345}, "db_password", "a string"),
        ({"db_user": "root"}, "db_user", "neither root nor postgres"),
        ({"db_user": "postgres"}, "db_user", "leave it out"),
        ({"db_user": "a"}, "db_user", "of 2 to 100"),
        ({"db_user": "a.b"}, "db_user", "letters, digits"),
        ({"project_id": ""}, "project_id", "a UUID"),
        ({"extensions": ["vector"]}, "extensions", "an object"),
        ({"extensions": {"vector": True}}, "extensions.vector", "did you mean"),
        ({"extensions": {"enable_cron": "yes"}}, "extensions.enable_cron", "true or false"),
        ({"type": "redis", "extensions": {}}, "extensions", "belongs to postgresql"),
        ({"is_suspended": 1}, "is_suspended", "true or false"),
        (
            {"is_external_connection_enabled": "on"},
            "is_external_connection_enabled",
            "true or false",
        ),
        ({"storage_size": 10}, "storage_size", "not a property here"),
    ],
)
def test_what_the_api_would_refuse_is_refused_at_plan_time(
    inputs: Inputs, place: str, word: str
) -> None:
    """Peer, everywhere: no validator anywhere; some fail at the API after minutes."""
    (name, reason), *others = refused(**inputs).items()
    assert (name, others) == (place, [])
    assert word in reason
    assert str(inputs.get("db_password")) not in reason


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong = {"type": "sqlite", "db_name": "", "db_password": "", "extensions": UNKNOWN}
    assert set(refused(**wrong)) == {"type", "db_name", "db_password"}
    assert refused(type=UNKNOWN, extensions={"enable_cron": True}) == {}


@pytest.mark.parametrize(
    ("said", "normal"),
    [
        ({"enable_vector": True, "enable_cron": False}, {"enable_vector": True}),
        ({"enable_cron": False}, {}),
        ({}, {}),
    ],
)
def test_an_extension_that_is_off_is_none(said: Inputs, normal: Inputs) -> None:
    assert check(DATABASE.inputs, {**GOOD, "extensions": said}).inputs["extensions"] == normal


@pytest.mark.parametrize(
    ("shown", "port"), [("5432", 5432), (5432, 5432), (None, None), ("", None), ("soon", None)]
)
def test_a_port_is_a_number(shown: Any, port: int | None) -> None:
    told = normalize_response({"id": "1", "internal_port": shown})
    assert DATABASE.read_model.model_validate(told).model_dump()["internal_port"] == port


def test_that_it_is_open_is_told_by_answers_that_show_where() -> None:
    name = "is_external_connection_enabled"
    assert normalize_response({"external_hostname": "db.example"})[name] is True
    assert normalize_response({"external_hostname": None})[name] is False
    assert name not in normalize_response({"id": "1", "status": "ready"})


@pytest.mark.parametrize(
    ("status", "judged"),
    [
        ("ready", Health.READY),
        ("suspended", Health.READY),
        ("error", Health.FAILED),
        ("passwordChange", Health.PENDING),
        ("passwordChangeFailed", Health.CHANGE_FAILED),
        ("restoringFailed", Health.CHANGE_FAILED),
        ("deleting", Health.DELETING),
        ("maintenance", Health.UNKNOWN),
        (None, Health.PENDING),
    ],
)
def test_how_far_it_is(status: str | None, judged: Health) -> None:
    assert health(status) is judged


KNOWN: Inputs = {
    "db_name": "a+b",
    "db_password": "p@ss?=#",
    "internal_hostname": "host",
    "internal_port": 1,
}


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ({"type": "postgresql"}, "postgresql://postgres:p%40ss%3F%3D%23@host:1/a%2Bb"),
        ({"type": "mysql"}, "mysql://root:p%40ss%3F%3D%23@host:1/a%2Bb"),
        ({"type": "mariadb", "db_user": "me+"}, "mysql://me%2B:p%40ss%3F%3D%23@host:1/a%2Bb"),
        ({"type": "mongodb"}, "mongodb://root:p%40ss%3F%3D%23@host:1/a%2Bb"),
        ({"type": "redis"}, "redis://:p%40ss%3F%3D%23@host:1"),
        ({"type": "valkey", "db_user": "me"}, "redis://me:p%40ss%3F%3D%23@host:1"),
        ({"type": "clickhouse"}, None),
        ({"type": "mysql", "db_password": None}, None),
        ({"type": "mysql", "internal_port": None}, None),
        ({"type": "mysql", "internal_hostname": None}, None),
    ],
)
def test_a_url_is_put_together_of_what_is_known(said: Inputs, url: str | None) -> None:
    """Peer, missing: connection URLs of databases."""
    assert connection_urls({**KNOWN, **said}) == {"internal_url": url, "external_url": None}


def test_host_names_are_no_secret_and_urls_are() -> None:
    """Peer, secrets: `external_hostname` is sensitive, which makes ordinary outputs awkward."""
    assert DATABASE.secrets == {"db_password", "internal_url", "external_url"}
