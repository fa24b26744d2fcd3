"""What a list is asked, and why some have none."""

from typing import Any

import pytest

from sevalla_provider.functions.listing import list_inputs, not_listable
from sevalla_provider.resources.applications.deployment import DEPLOYMENT
from sevalla_provider.resources.applications.environment_variables import ENVIRONMENT_VARIABLES
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.company.project import PROJECT
from sevalla_provider.resources.pipelines.pipeline_stage_application import (
    PIPELINE_STAGE_APPLICATION,
)
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE


@pytest.mark.parametrize(
    ("resource", "asked"),
    [
        (PROJECT, []),
        (PROCESS, ["app_id"]),
        (PIPELINE_STAGE_APPLICATION, ["pipeline_id", "stage_id"]),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_list_is_asked_for_what_the_path_needs(resource: Resource[Any], asked: list[str]) -> None:
    fields = list_inputs(resource).model_fields
    assert list(fields) == asked
    assert all(each.is_required() and each.description for each in fields.values())


@pytest.mark.parametrize(
    ("resource", "why"),
    [
        (TUNNEL_CONNECTION, "the API has no list of them"),
        (TUNNEL_SHARE, "the API has no list of them"),
        (ENVIRONMENT_VARIABLES, "list sevalla:index:EnvironmentVariable"),
        (DEPLOYMENT, "an entry in a log, and no object that a stack could take over"),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_what_is_not_listed_says_why(resource: Resource[Any], why: str) -> None:
    assert why in not_listable(resource)


def test_all_else_is_listed() -> None:
    assert {each.name for each in CATALOGUE if not_listable(each)} == {
        "Deployment",
        "EnvironmentVariables",
        "StaticSiteDeployment",
        "TunnelConnection",
        "TunnelShare",
    }
