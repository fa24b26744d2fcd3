"""Every path and verb that the documents of `docs/contract/` name is served."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from pydantic import JsonValue

from sevalla_emulator.api import Api
from sevalla_emulator.catalogue import PRIVATE_CONNECT, SEVALLA
from sevalla_emulator.openapi import openapi
from sevalla_emulator.testing import RunningEmulator
from unit.sevalla_emulator.support import UNKNOWN_ID

DOCUMENTS = Path(__file__).parents[3] / "docs" / "contract"
# By document. Two blanks more: below the last path that stands further to the left.
NAMED = {
    "sevalla-v3.md": """
        /applications/{id}/processes GET POST
          /{id} GET PATCH DELETE
        /applications/{id}/tcp-proxies GET POST
          /{id} GET DELETE
        /resources/process-resource-types GET
        /resources/clusters GET
    """,
    "applications.md": """
        /applications GET POST
          /{id} GET PATCH DELETE
            /suspend POST
            /activate POST
            /clone POST
            /cdn/toggle POST
            /edge-cache/toggle POST
            /purge-cache POST
            /repository GET
            /runtime-logs GET
            /access-logs GET
            /deployments GET POST
              /{id} GET
                /cancel POST
                /logs GET
              /rollback POST
            /deployment-hook GET POST PUT DELETE
            /env-vars GET POST
              /{id} PUT DELETE
            /ip-restriction GET PUT
            /private-ports GET POST
              /{id} DELETE
            /internal-connections GET POST
              /{id} DELETE
    """,
    "company.md": """
        /projects GET POST
          /{id} GET PATCH DELETE
            /services POST
              /{id} DELETE
        /docker-registries GET POST
          /{id} GET PATCH DELETE
        /applications/global-env-vars GET POST
          /{id} PUT DELETE
        /webhooks GET POST
          /{id} GET PATCH DELETE
            /toggle POST
            /roll-secret POST
            /deliveries GET
              /{id} GET
        /api-keys GET POST
          /{id} GET PATCH DELETE
            /toggle POST
            /rotate POST
          /validate GET
          /me GET
        /users GET
        /resources/rbac/api-key-permissions GET
        /resources/rbac/api-key-roles GET
        /git/providers GET
    """,
    "databases-and-storage.md": """
        /databases GET POST
          /{id} GET PATCH DELETE
            /reset-password POST
            /suspend POST
            /activate POST
            /restart POST
            /external-connection/toggle POST
            /internal-connections GET POST
              /{id} DELETE
            /ip-restriction GET PUT
            /backups GET POST
              /{id} DELETE
                /restore POST
        /resources/database-resource-types GET
        /object-storage GET POST
          /{id} GET PATCH DELETE
            /domain POST DELETE
            /rotate-credentials POST
            /cache/purge POST
            /objects GET DELETE
            /cors-policies GET POST
              /{id} PATCH DELETE
    """,
    "sites-balancers-pipelines.md": """
        /static-sites GET POST
          /{id} GET PATCH DELETE
            /purge-cache POST
            /deployments GET POST
              /{id} GET
                /cancel POST
                /logs GET
            /env-vars GET POST
              /{id} PUT DELETE
        /load-balancers GET POST
          /{id} GET PATCH DELETE
            /destinations GET POST
              /{id} DELETE
                /toggle POST
        /pipelines GET POST
          /{id} GET PATCH DELETE
            /promote POST
            /stages POST
              /{id} DELETE
                /apps POST
                  /{id} DELETE
            /preview PUT
              /enable POST
              /disable POST
    """,
    "private-connect.md": """
        /v1/tunnels GET POST
          /{id} GET PATCH DELETE
            /connect POST
            /share POST
        /v1/shared/{token}/info GET
        /v1/shares/{id} DELETE
    """,
}
WITH_DOMAINS = ("applications", "static-sites", "load-balancers")
OF_DOMAINS = """
    /domains GET POST
      /{id} GET PATCH DELETE
        /refresh-status POST
        /set-primary POST
        /toggle POST
"""
# What they mention without its form, or doubt; `docs/emulator.md` lists it.
LEFT_OUT = {"GET /applications/{}/egress-ips", "GET /applications/{}/private-ports/{}"}


def routes(table: str, above: str = "") -> Iterator[str]:
    """Every verb and path in a table; ids have no names."""
    places = [(-1, above)]
    for line in filter(str.strip, table.splitlines()):
        path, *verbs = line.split()
        depth = len(line) - len(line.lstrip())
        places = [one for one in places if one[0] < depth]
        places.append((depth, nameless(places[-1][1] + path)))
        yield from (f"{verb} {places[-1][1]}" for verb in verbs)


def nameless(path: str) -> str:
    return re.sub(r"{\w+}", "{}", path)


def named(document: str) -> set[str]:
    found = {*routes(NAMED[document])}
    if document == "sites-balancers-pipelines.md":
        for service in WITH_DOMAINS:
            found |= {*routes(OF_DOMAINS, f"/{service}/{{}}")}
    return found


def served(api: Api) -> Mapping[str, str]:
    """Every operation of the OpenAPI document, by its verb and its nameless path."""
    paths = openapi(api)["paths"]
    assert isinstance(paths, dict)
    return {
        f"{verb.upper()} {nameless(path)}": path
        for path, verbs in paths.items()
        if isinstance(verbs, dict)
        for verb in verbs
    }


def api_of(document: str) -> Api:
    return PRIVATE_CONNECT if document == "private-connect.md" else SEVALLA


@pytest.mark.parametrize("document", NAMED)
def test_what_a_document_names_is_in_the_openapi_document(document: str) -> None:
    assert named(document) - served(api_of(document)).keys() == set()


def test_nothing_else_is() -> None:
    for api in (SEVALLA, PRIVATE_CONNECT):
        every = {one for document in NAMED if api_of(document) is api for one in named(document)}
        assert served(api).keys() - every == set()
        assert not LEFT_OUT & served(api).keys()


@pytest.mark.parametrize("document", NAMED)
def test_what_a_document_names_answers(document: str, emulator: RunningEmulator) -> None:
    address, headers = (
        (emulator.private_connect_url, {"x-api-key": emulator.private_connect_key})
        if api_of(document) is PRIVATE_CONNECT
        else (emulator.url, {"authorization": f"Bearer {emulator.api_key}"})
    )
    with httpx.Client(base_url=address, headers=headers) as client:
        for route in sorted(named(document)):
            verb, path = route.split()
            answer = client.request(verb, path.replace("{}", UNKNOWN_ID))
            assert is_of_a_route(answer), route
        assert not is_of_a_route(client.get("/nothing"))


def is_of_a_route(answer: httpx.Response) -> bool:
    """Whether somebody serves it; an object that is missing has another 404 than a route."""
    body: JsonValue = answer.json() if answer.content else {}
    no_route = isinstance(body, dict) and str(body.get("message")).startswith("Route ")
    return answer.status_code < 500 and answer.status_code != 405 and not no_route


@pytest.mark.parametrize("document", NAMED)
def test_no_heading_was_forgotten(document: str) -> None:
    """A heading such as ``## Webhooks: `/webhooks[/{id}]` `` has its paths in the table."""
    paths = {route.split()[1] for route in named(document)}
    said = (DOCUMENTS / document).read_text(encoding="utf-8")
    for heading in re.findall(r"^##+ .*?`(?:[A-Z]+ )?(/[^`…]*)", said, re.MULTILINE):
        collection, _, one = heading.rstrip("/").partition("[")
        for path in {collection, collection + one.rstrip("]")}:
            for wanted in spelled_out(path):
                assert nameless(wanted) in paths, heading


def spelled_out(path: str) -> Iterator[str]:
    """The paths that ``/{static-sites|load-balancers}/{id}`` stands for."""
    choice = re.search(r"{([^}]*\|[^}]*)}", path)
    for one in choice[1].split("|") if choice else ():
        yield path.replace(choice[0], one) if choice else path
    if not choice:
        yield path
