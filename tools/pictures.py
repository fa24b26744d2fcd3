"""Takes the pictures of the console in `docs/images` anew: `python -m tools.pictures`.

It needs Chromium (`tools/chromium.py`) and what `make setup` installs.
"""

from pathlib import Path
from typing import Final, Literal, TypeAlias

import httpx
from playwright.sync_api import sync_playwright
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.reference import RESOURCE_TYPES
from sevalla_emulator.testing import Control, RunningEmulator, running_emulator
from tools.chromium import chromium
from tools.palette import with_palette

PICTURES = Path(__file__).parent.parent / "docs" / "images"
SIZE = RESOURCE_TYPES[1].id
Scheme: TypeAlias = Literal["light", "dark"]
SIZES: Final[tuple[tuple[Scheme, int, int], ...]] = (("light", 1680, 780), ("dark", 1200, 720))


def some_of_everything(emulator: RunningEmulator) -> str:
    """Make what a small company has, by the API and behind its back; return what to look at."""
    control = emulator.control
    agent = control.make_agent("laptop").id
    database = made(control, "databases", display_name="orders", version="17")
    key = {"authorization": f"Bearer {emulator.api_key}"}
    with httpx.Client(base_url=emulator.url, headers=key, verify=False) as api:

        def post(path: str, **body: JsonValue) -> str:
            return str(api.post(path, json=body).json().get("id"))

        def application(name: str) -> str:
            cluster = api.get("/resources/clusters").json()[0]["id"]
            source = {"source": "publicGit", "repo_url": f"https://git.example/acme/{name}"}
            return post("/applications", display_name=name, cluster_id=cluster, **source)

        shop, mail = application("shop"), application("newsletter")
        worker = post(
            f"/applications/{shop}/processes",
            type="worker",
            display_name="invoices",
            resource_type_id=SIZE,
            entrypoint="python -m invoices",
        )
        web = api.get(f"/applications/{shop}/processes").json()["data"][0]["id"]
        for process, port in ((web, 8080), (worker, 9090)):
            post(f"/applications/{shop}/tcp-proxies", process_id=process, port=port)
        for name in ("DATABASE_URL", "MAIL_TOKEN"):
            post(f"/applications/{shop}/env-vars", key=name, value="postgres://secret")
        target = {"target_id": database, "target_type": "database"}
        post(f"/applications/{shop}/internal-connections", **target)
        post(f"/applications/{shop}/deployments")
        control.change_settings(deployment={"seconds": 600}, verification={"seconds": 600})
        post(f"/applications/{shop}/deployments")
        post(f"/applications/{shop}/domains", domain_name="shop.example")
        control.change_settings(deployment={"seconds": 0}, deployment_outcome="failed")
        post(f"/applications/{mail}/deployments")
        control.add_fault("reset", method="POST", path="**/env-vars", calls=[1], when="after")
        api.patch(f"/applications/{mail}", json={"display_name": "newsletter", "port": 80})
    made(control, "static_sites", display_name="handbook")
    front = made(control, "load_balancers", display_name="front")
    leads: JsonObject = {"service_type": "APP", "service_id": shop, "weight": 100}
    made(control, "load_balancer_destinations", load_balancer_id=front, **leads)
    made(control, "pipelines", display_name="release")
    made(control, "tunnels", name="staging", agentId=agent, targetPort=5432, protocol="tcp")
    made(control, "webhooks", endpoint="https://hooks.acme.example/deploys")
    made(control, "projects", display_name="acme")
    return worker


def made(control: Control, kind: str, **fields: JsonValue) -> str:
    return control.make_object(kind, fields).id


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with running_emulator(forwarding=True) as emulator, sync_playwright() as driver:
        chosen = some_of_everything(emulator)
        browser = driver.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-lcd-text"]
        )
        for scheme, width, height in SIZES:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.goto(f"{emulator.control_url.removesuffix('_emulator')}?show={chosen}")
            page.wait_for_selector("#live.good")
            picture = with_palette(page.screenshot(), browser.new_page())
            (PICTURES / f"console-{scheme}.png").write_bytes(picture)
        browser.close()


if __name__ == "__main__":
    main()
