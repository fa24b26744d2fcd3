"""Secrets are not in a page that nobody has asked to show them."""

import re

import pytest

from sevalla_emulator.catalogue import APIS
from sevalla_emulator.console.masking import MASK, is_secret, masked, masked_query, path_masker
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kind import Kind
from sevalla_emulator.testing import Control
from sevalla_emulator.wire import names_of
from unit.sevalla_emulator.console.support import OWN, Visitor, text
from unit.sevalla_emulator.support import Api

KINDS = [kind for api in APIS for kind in api.kinds]
SECRET = "c4nary-value"


def bodies(kind: Kind) -> set[str]:
    verbs = [each for each in (kind.create, kind.update, *kind.actions) if each and each.body]
    models = [kind.shown, *(each.body for each in verbs if each.body)]
    return {name for model in models for name in names_of(model)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_that_sounds_like_a_secret_is_one(kind: Kind) -> None:
    sounding = re.compile(r"(?i)passw|secret|token|credential|_key$|^value$")
    harmless = {
        "masked_token", "old_secret_expired_at", "old_token_expired_at", "old_token_ttl_hours",
        "docker_registry_credential_id",
    }  # fmt: skip
    for name in bodies(kind):
        if sounding.search(name) and name not in harmless:
            assert is_secret(name, kind.secrets), name


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.secrets], ids=lambda kind: kind.name
)
def test_a_secret_is_masked_until_it_is_asked_for(
    visitor: Visitor, control: Control, kind: Kind
) -> None:
    app = control.seed(applications=1, agents=1, tunnels=1).applications[0].id
    parents = {
        "app_id": app,
        "static_site_id": control.make_object("static_sites", {}).id,
        "load_balancer_id": control.make_object("load_balancers", {}).id,
        "tunnelId": control.objects().tunnels[0].id,
    }
    needed = {name: parents[name] for name in (kind.scope_field, kind.owner_field) if name}
    secrets = {name: f"{SECRET}-{name}" for name in kind.secrets}
    own = control.make_object(kind.name, {**needed, **secrets})
    for path in ("/", f"/?show={own.id}", f"/?text={SECRET}", f"/?show={own.id}&text={SECRET}"):
        assert f"{SECRET}-" not in visitor.page(path)
    asked = {"id": own.id, "back": f"show={own.id}"}
    assert visitor.post("reveal", asked).status_code == 403
    shown = visitor.post("reveal", {**asked, "token": visitor.token})
    assert shown.headers["cache-control"] == "no-store"
    for name in kind.secrets:
        assert f"{SECRET}-{name}" in shown.text
    # And the page's own script asks in its own way.
    told = {"x-console-token": visitor.token, "x-console-reveal": own.id}
    assert SECRET in visitor.get(f"/?show={own.id}", **OWN, **told).text
    assert SECRET not in visitor.get(f"/?show={own.id}", **{"x-console-reveal": own.id}).text


def test_what_belongs_to_another_object_stays_masked(visitor: Visitor, control: Control) -> None:
    app = control.seed(applications=1).applications[0].id
    one, other = (
        control.make_object("env_vars", {"app_id": app, "key": key, "value": f"{SECRET}-{key}"}).id
        for key in ("ONE", "OTHER")
    )
    asked = {"id": one, "back": f"show={one}", "token": visitor.token}
    shown = visitor.post("reveal", asked).text
    assert f"{SECRET}-ONE" in shown
    assert f"{SECRET}-OTHER" not in shown
    assert other in shown


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/applications/{app}/env-vars", {"key": "K", "value": SECRET}),
        ("/databases", {"db_password": SECRET}),
        ("/docker-registries", {"name": "n", "secret": SECRET}),
        ("/docker-registries", {"name": "n", "secrett": SECRET}),
        ("/applications", {"repo_url": f"https://me:{SECRET}@git.example/a"}),
        ("/applications", {"deep": [{"api_key": SECRET}]}),
    ],
)
def test_a_secret_in_a_request_is_masked_until_it_is_asked_for(
    visitor: Visitor, control: Control, api: Api, path: str, body: dict[str, str]
) -> None:
    control.clear_log()
    app = control.seed(applications=1).applications[0].id
    answer = api.post(path.format(app=app), {**body})
    page = visitor.page()
    assert SECRET not in page
    assert MASK in page
    assert "No request fits" in text(visitor.page(f"/?text={SECRET}"))
    asked = {"id": answer.headers["x-request-id"], "token": visitor.token}
    assert SECRET in visitor.post("reveal", asked).text


def test_a_body_that_is_no_json_is_masked_as_a_whole(visitor: Visitor, api: Api) -> None:
    api.http.post("/applications", content=f'{{"display_name": "x", {SECRET}')
    assert SECRET not in visitor.page()


def test_a_path_and_a_query_that_are_as_good_as_a_key() -> None:
    mask = path_masker(APIS)
    assert mask("/v1/shared/abc/info") == f"/v1/shared/{MASK}/info"
    assert mask("/applications/abc") == "/applications/abc"
    assert "abc" not in masked_query("access_token=abc&x=1")
    assert masked_query("limit=5&offset=0") == "limit=5&offset=0"


def test_what_is_no_secret_stays() -> None:
    harmless: JsonObject = {
        "old_token_expired_at": "x",
        "a": [1, None, True],
        "url": "https://git.example/a@b",
    }
    assert masked({**harmless}, ()) == harmless
    assert masked({"secret": None, "token": ""}, ()) == {"secret": None, "token": ""}
