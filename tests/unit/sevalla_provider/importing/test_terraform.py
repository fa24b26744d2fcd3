"""What a Terraform state manages, read from the emulator."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sevalla_emulator.default_keys import DEFAULT_OTHER_API_KEY
from sevalla_provider.importing.declarations import Configured, ImportedObject, declarations
from sevalla_provider.importing.findings import Findings
from sevalla_provider.importing.terraform import ReadFailed, findings_in
from sevalla_provider.importing.terraform_state import state_in
from sevalla_provider.importing.terraform_types import COUNTERPARTS
from sevalla_provider.resources.applications.deployment import DEPLOYMENT
from sevalla_provider.resources.company.project_service import PROJECT_SERVICE
from sevalla_provider.resources.resource import Api
from unit import terraform
from unit.emulated import Bench, bench

pytestmark = pytest.mark.anyio

OF_A_PROJECT = {
    "output.proxy": "an output, of which the state knows no more than the value",
    "data.sevalla_clusters.all": "a data source",
    "data.sevalla_database_resource_types.all": "a data source",
    "data.sevalla_process_resource_types.all": "a data source",
    "sevalla_application_deployment.release": "a deployment is an entry in a log",
    "sevalla_project_service.db": "in one place, as a property of sevalla_database.main",
}
LEFT_WRONG = {
    "data.sevalla_clusters.every": "a data source",
    "aws_s3_bucket.logs": "of another provider, registry.terraform.io/hashicorp/aws",
    "sevalla_application.fork": "of another provider, registry.terraform.io/acme/sevalla",
    "sevalla_time_machine.later": "has no counterpart here",
    "sevalla_api_key.orphan": "the state holds no id of it",
    "sevalla_application.broken": 'a wrong id of it: "../users" is not of the form app_id',
    "sevalla_application.gone": "does not exist any more",
    "sevalla_application_process.gone": "does not exist any more",
    "sevalla_application.foreign": "last seen in another account than that of this key",
    "sevalla_application.half_made": "tainted",
    "sevalla_object_storage_cors_policy.backups[1]": (
        "the same object as sevalla_object_storage_cors_policy.backups[0]"
    ),
    'module.env["live"].sevalla_application.this': "left behind by a replacement (ab12cd34)",
    'module.env["live"].sevalla_application_deployment.this': "a deployment is an entry",
    'module.env["test"].sevalla_application_deployment.this': "a deployment is an entry",
}
NAMES = {
    "backups",
    "backups-0",
    "ci",
    "class",
    "closed",
    "closed-database-ip-restriction",
    "debug",
    "deployer",
    "docs",
    "drifted",
    "fence",
    "flow",
    "front",
    "hub",
    "inner",
    "inner-application-private-port",
    "lb",
    "lb-load-balancer-domain",
    "main",
    "media",
    "media-object-storage-cors-policy",
    "mode",
    "nightly",
    "outer-inner-0-hub",
    "outer-inner-0-pulumi",
    "ping",
    "qa",
    "settings-log-level",
    "settings-region",
    "shop",
    "shop-database-internal-connection",
    "shop-load-balancer-destination",
    "shop-pipeline-stage-application",
    "site",
    "site-static-site-domain",
    "team",
    "team-project",
    "token",
    "worker",
    "www",
    *(
        f"env-{env}-{name}"
        for env in ("live", "test")
        for name in (
            "this",
            "this-database",
            "this-0",
            "this-1",
            "settings-a-b",
            "settings-a-b-2",
            "settings-say-x-0",
        )
    ),
}


async def populate(there: Bench, state: Mapping[str, Any]) -> None:
    await there.settings(web_process=False)
    for kind, fields in terraform.objects(dict(state)):
        await there.make(kind, **fields)
    await there.forget_requests()


async def look(there: Bench, state: Mapping[str, Any]) -> Findings:
    return await findings_in(there.session, state_in(json.dumps(state).encode()))


def called(found: Findings, name: str) -> ImportedObject:
    return next(each for each in found.objects if each.name == name)


def told(lines: list[str], addresses: Mapping[str, str]) -> bool:
    """Whether there is one line for each address, with its reason."""
    reasons = dict(line.split(": ", 1) for line in lines)
    assert reasons.keys() == addresses.keys()
    assert len(reasons) == len(lines)
    return all(reason in reasons[address] for address, reason in addresses.items())


async def test_all_is_taken_over_or_named(tmp_path: Path) -> None:
    state = terraform.whole()
    async with bench(tmp_path) as there:
        await populate(there, state)
        found = await look(there, state)
        assert {each.method for each in await there.requests()} == {"GET"}
    assert {each.name for each in found.objects} == NAMES
    taken = {each.remote.resource for each in found.objects} | {DEPLOYMENT, PROJECT_SERVICE}
    assert taken == {each.resource for each in COUNTERPARTS.values()}
    assert told([*found.left_out], OF_A_PROJECT | LEFT_WRONG)
    words = [*found.left_out, *found.warnings, repr(found.warnings)]
    assert not [each for each in terraform.CANARIES for word in words if each in word]


async def test_what_no_call_shows_is_the_states_and_all_else_the_apis(tmp_path: Path) -> None:
    state = terraform.whole()
    async with bench(tmp_path) as there:
        await populate(there, state)
        (project,) = (
            each
            for each in terraform.of_type(state, "sevalla_project")
            if each["display_name"] == "As it was"
        )
        await there.change(project["id"], display_name="As it is")
        found = await look(there, state)
    main, live = called(found, "main").found.inputs, called(found, "env-live-this-database")
    assert (main["db_password"], main["db_user"]) == ("pw-canary-tf", "shop")
    assert live.found.inputs["extensions"] == {"enable_vector": True}
    assert "order" not in called(found, "qa").found.inputs  # the API says where a stage is
    image = called(found, "outer-inner-0-pulumi").found.inputs
    assert image["docker_registry_credential_id"] == called(found, "outer-inner-0-hub").remote.id
    assert called(found, "hub").found.inputs["secret"] == "registry-canary-tf"
    assert called(found, "drifted").found.inputs["display_name"] == "As it is"
    (warning,) = [each for each in found.warnings if "as Terraform left it" in each]
    assert warning.startswith("sevalla_project.drifted: not as Terraform left it (display_name)")


async def test_what_terraform_marks_as_sensitive_is_configuration(tmp_path: Path) -> None:
    state = terraform.state_of(terraform.PROJECT)
    async with bench(tmp_path) as there:
        await populate(there, state)
        found = await look(there, state)
    assert len(found.objects) == 25  # as `docs/terraform.md` says
    declared = {one.name: inputs for one, inputs in declarations(found.objects)}
    assert declared["hub"]["username"] == Configured("hub__username", "joe")
    assert declared["hub"]["name"] == "hub"
    assert declared["shop"]["display_name"] == "Shop"


@pytest.mark.parametrize("shown", ["null", "masked", "shown"])
async def test_keys_of_buckets_are_kept_and_spoken_of(shown: str, tmp_path: Path) -> None:
    state = terraform.whole()
    async with bench(tmp_path) as there:
        await populate(there, state)
        await there.settings(bucket_keys=shown)
        found = await look(there, state)
    kept = called(found, "media").kept
    assert kept == dict(zip(("access_key", "secret_key"), terraform.KEYS, strict=True))
    (words,) = [each for each in found.warnings if "sevalla_object_storage.media" in each]
    assert "media__access_key, media__secret_key" in words
    assert not [each for each in terraform.KEYS if each in words]
    (words,) = [each for each in found.warnings if "sevalla_object_storage.backups" in each]
    nobody = shown != "shown"  # the state has none of that bucket
    assert ("the Terraform state does not hold it" in words) is nobody
    assert bool(called(found, "backups").kept) is not nobody


async def test_a_key_of_another_account_writes_nothing(tmp_path: Path) -> None:
    state = terraform.state_of(terraform.PROJECT)
    async with bench(tmp_path) as there:
        await populate(there, state)
        keys = {**there.session.settings.keys, Api.SEVALLA: DEFAULT_OTHER_API_KEY}
        there.session = there.another_session(keys=keys)
        with pytest.raises(ReadFailed, match="this key sees none: use the key and the address"):
            await look(there, state)
        keys = {**keys, Api.SEVALLA: "lost"}
        there.session = there.another_session(keys=keys)
        with pytest.raises(ReadFailed, match="API key missing or invalid"):
            await look(there, state)


async def test_what_cannot_be_read_is_named_by_its_address(tmp_path: Path) -> None:
    state = terraform.state_of(terraform.PROJECT)
    async with bench(tmp_path) as there:
        await populate(there, state)
        body = {"message": "no: pw-canary-tf", "status": 403}
        await there.fault("status", status=403, path="/databases/*", body=body)
        with pytest.raises(ReadFailed) as error:
            await look(there, state)
    assert str(error.value).startswith("sevalla_database.main: ")
    assert "pw-canary-tf" not in str(error.value)


async def test_what_has_failed_or_is_deleted_is_left_out(tmp_path: Path) -> None:
    state = terraform.state_of(terraform.PROJECT)
    (proxy,) = terraform.of_type(state, "sevalla_application_tcp_proxy")
    (database,) = terraform.of_type(state, "sevalla_database")
    async with bench(tmp_path) as there:
        await populate(there, state)
        await there.change(proxy["id"], status="failed")
        await there.change(database["id"], status="deleting")
        found = await look(there, state)
    lines = [each for each in found.left_out if "debug" in each or "main:" in each]
    assert lines == [
        "sevalla_database.main: is being deleted",
        'sevalla_application_tcp_proxy.debug: the platform shows it as "failed"',
    ]


async def test_a_state_of_what_is_all_gone_writes_an_empty_program(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        found = await look(there, {"version": 4})
        assert (list(found.objects), list(found.left_out)) == ([], [])
        state = terraform.whole()
        state["resources"] = [each for each in state["resources"] if each["name"] == "gone"]
        found = await look(there, state)
    assert not found.objects
    assert len(found.left_out) == 3


async def test_ids_in_capitals_are_the_same_object(tmp_path: Path) -> None:
    state = terraform.state_of(terraform.PROJECT)
    async with bench(tmp_path) as there:
        await populate(there, state)
        (hub,) = terraform.of_type(state, "sevalla_docker_registry")
        own = hub["id"]
        hub["id"] = own.upper()
        (resource,) = [each for each in state["resources"] if each["name"] == "hub"]
        state["resources"].append({**resource, "module": "module.second"})
        resource["instances"] = [{"attributes": {**hub, "id": own}}]
        found = await look(there, state)
    assert [each.remote.id for each in found.objects if each.name == "hub"] == [own]
    again = "module.second.sevalla_docker_registry.hub: the same object as"
    assert f"{again} sevalla_docker_registry.hub" in found.left_out


async def test_what_no_program_can_say_is_left_out(tmp_path: Path) -> None:
    state = terraform.whole()
    async with bench(tmp_path) as there:
        await populate(there, state)
        key = next(one for one in terraform.of_type(state, "sevalla_api_key") if one["id"])
        await there.change(key["id"], capabilities=[])
        found = await look(there, state)
    (line,) = [each for each in found.left_out if each.startswith("sevalla_api_key.deployer")]
    assert "no program can say what it is: capabilities is required where" in line
