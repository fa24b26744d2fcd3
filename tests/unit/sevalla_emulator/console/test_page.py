"""What a person reads on the page, before any script has run."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from sevalla_emulator.app import create_app
from sevalla_emulator.backend import Backend
from sevalla_emulator.catalogue import APIS
from sevalla_emulator.console.facts import Fact
from sevalla_emulator.console.map import MapBuilder
from sevalla_emulator.console.masking import MASK
from sevalla_emulator.console.words import State, state_of, title_of, tone_of
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications, deployments, tcp_proxies
from sevalla_emulator.record import Record
from sevalla_emulator.settings import Settings
from sevalla_emulator.store import Store
from sevalla_emulator.testing import Control, ManualClock
from sevalla_emulator.workload import InstanceReport, NothingRuns
from unit.sevalla_emulator.console.support import OPENED, Visitor, elements, text
from unit.sevalla_emulator.support import Api

KINDS = [kind for api in APIS for kind in api.kinds]
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</pre></details><b>",
    "&lt;i&gt;&#x6a;",
    "\u202etxt\x00\x1b[31m",
)


def test_every_kind_of_object_is_on_the_map(visitor: Visitor, control: Control) -> None:
    app = control.seed(applications=1, processes=1, agents=1, tunnels=1).applications[0].id
    parents = {
        "app_id": app,
        "process_id": control.objects().processes[0].id,
        "tunnelId": control.objects().tunnels[0].id,
        "source_id": app,
    }
    needed = {"tunnels": {"agentId": control.objects().agents[0].id}}
    made: dict[str, str] = {}
    for kind in KINDS:
        if kind.parent and kind.parent.name in made:
            parents[kind.scope_field] = made[kind.parent.name]
        fields = {name: parents[name] for name in (kind.scope_field, kind.owner_field) if name}
        fields |= needed.get(kind.name, {})
        made[kind.name] = control.make_object(kind.name, {**fields}).id
    page = visitor.page()
    for kind in KINDS:
        assert f'id="thing-{made[kind.name]}"' in page, kind.name
        shown = text(visitor.page(f"/?show={made[kind.name]}"))
        assert made[kind.name] in shown
    for title in ("Company", "Agents", "Databases", "Pipelines", "TCP proxies", "API keys"):
        assert title in text(page)


@pytest.mark.parametrize("written", HOSTILE)
def test_what_users_wrote_is_text_and_nothing_else(
    visitor: Visitor, control: Control, api: Api, written: str
) -> None:
    harmless = [tag for tag, _ in elements(_with(visitor, control, api, "harmless"))]
    control.reset()
    page = _with(visitor, control, api, written)
    found = elements(page)
    # As many elements as ever, of the same kinds in the same order, and no attribute beside.
    assert [tag for tag, _ in found] == harmless
    assert not [name for _, each in found for name in each if name.startswith("on")]
    assert written.replace("\x00", "")[:6].strip() in text(page).replace("\x00", "")


def _with(visitor: Visitor, control: Control, api: Api, written: str) -> str:
    app = control.seed(applications=1).applications[0].id
    control.change_object(app, {"display_name": written, "status": written, "repo_url": written})
    control.change_object(app, {written: written})
    control.make_object("env_vars", {"app_id": app, "key": written})
    api.post("/applications", {written: [written]})
    control.add_fault("reset", path="/never")
    return visitor.page(f"/?show={app}")


def test_a_query_is_text_as_well(visitor: Visitor) -> None:
    page = visitor.get("/?text=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&show=%3Cb%3E").text
    assert "<script>alert" not in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://evil.test/", "//evil.test", "http://[::1", "data:x"]
)
def test_only_what_is_on_this_machine_is_a_link(
    visitor: Visitor, control: Control, url: str
) -> None:
    app = control.seed(applications=1).applications[0].id
    control.change_object(app, {"repo_url": url})
    page = visitor.page(f"/?show={app}")
    assert url not in [each.get("href") for _tag, each in elements(page)]
    control.change_object(app, {"repo_url": "http://127.0.0.1:8080/x"})
    links = [each.get("href") for _tag, each in elements(visitor.page(f"/?show={app}"))]
    assert "http://127.0.0.1:8080/x" in links


def test_the_state_of_a_thing_is_a_word_and_a_tone(visitor: Visitor, control: Control) -> None:
    made = control.seed(applications=1, processes=1, tcp_proxies=1)
    control.change_object(made.tcp_proxies[0].id, {"status": "failed"})
    page = visitor.page()
    assert '<span class="state bad"><span class="dot" aria-hidden="true"></span>failed' in page


@pytest.mark.parametrize(
    ("kind", "body", "state"),
    [
        (tcp_proxies.KIND, {"status": "creating"}, State("creating", "busy")),
        (tcp_proxies.KIND, {"status": "ready"}, State("ready", "good")),
        (tcp_proxies.KIND, {"status": "melting"}, State("melting", "busy")),
        (tcp_proxies.KIND, {"status": "boo"}, State("boo", "odd")),
        (deployments.KIND, {"status": "inProgress"}, State("inProgress", "busy")),
        (deployments.KIND, {"status": "failed"}, State("failed", "bad")),
        (applications.KIND, {"status": None}, State("not deployed", "plain")),
        (applications.KIND, {"status": 3}, State("3", "odd")),
        (applications.KIND, {"is_suspended": True}, State("suspended", "off")),
        (applications.KIND, {"is_enabled": False}, State("disabled", "off")),
        (applications.KIND, {"online": True}, State("online", "good")),
        (applications.KIND, {}, State("exists", "plain")),
    ],
)
def test_states(kind: Kind, body: dict[str, object], state: State) -> None:
    record = Record(kind.name, "1", "", "", body)  # type: ignore[arg-type]
    assert state_of(kind, record) == state


def test_tones_and_titles() -> None:
    assert [tone_of(word) for word in ("TIMED_OUT", "cancelled", "running")] == [
        "bad",
        "off",
        "good",
    ]
    assert [title_of(noun) for noun in ("tcp proxy", "process", "delivery", "API key")] == [
        "TCP proxies",
        "Processes",
        "Deliveries",
        "API keys",
    ]


def test_who_is_connected_stands_at_both_ends(visitor: Visitor, control: Control) -> None:
    app = control.seed(applications=1).applications[0]
    database = control.make_object("databases", {"display_name": "orders"})
    ends = {"app_id": app.id, "source_id": app.id, "target_id": database.id}
    control.make_object("internal_connections", {**ends, "target_type": "dbResource"})
    shown = text(visitor.page(f"/?show={database.id}").partition('<aside id="aside"')[2])
    assert "Connected app 1 application" in shown


def test_requests_are_found_by_method_status_and_what_was_sent(
    visitor: Visitor, control: Control, api: Api
) -> None:
    control.clear_log()
    api.get("/applications")
    api.post("/applications", {"display_name": "needle"})
    for query in ("text=needle", "method=POST", "status=4", "api=sevalla&method=POST&text=NEEDLE"):
        found = visitor.page(f"/?{query}")
        assert found.count('<li id="li-') == 1, query
        assert "&#34;needle&#34;" in found
    assert "No request fits" in text(visitor.page("/?text=needle&method=GET"))


def test_a_window_fills_and_resets(visitor: Visitor, control: Control, api: Api) -> None:
    control.reset()
    control.change_settings(limits={"read": {"limit": 4, "window": 60}})
    assert bar(visitor) == ("0", "4", "0")
    api.get("/applications")
    assert bar(visitor) == ("1", "4", "25")
    assert "resets in 60 s" in text(visitor.page())
    for _ in range(3):
        api.get("/applications")
    assert bar(visitor) == ("4", "4", "100")
    assert "full" in text(visitor.page())
    control.advance(60)
    assert bar(visitor) == ("0", "4", "0")


def bar(visitor: Visitor) -> tuple[str | None, str | None, str | None]:
    found = elements(visitor.page())
    (meter,) = (
        index
        for index, (_tag, each) in enumerate(found)
        if each.get("role") == "meter" and str(each["aria-label"]).startswith("read")
    )
    own = found[meter][1]
    return own["aria-valuenow"], own["aria-valuemax"], found[meter + 2][1]["width"]


def test_windows_of_a_service_have_its_name(visitor: Visitor, control: Control, api: Api) -> None:
    app = control.seed(applications=1).applications[0].id
    control.change_settings(limits={"mutation": {"limit": 10, "window": 60}})
    api.patch(f"/applications/{app}", {"display_name": "named"})
    assert "mutation 1 of 10 named · resets in 60 s" in text(visitor.page())


def test_the_ports_of_things_are_links_where_somebody_listens(
    visitor: Visitor, control: Control
) -> None:
    made = control.seed(applications=1, processes=1, tcp_proxies=1)
    port = made.tcp_proxies[0]["external_port"]
    url = f"http://127.0.0.1:{port}"
    assert url not in [each.get("href") for _, each in elements(visitor.page())]
    control.change_settings(forwarding=True)
    assert url in [each.get("href") for _, each in elements(visitor.page())]
    control.change_settings(forwarding=False)


def test_what_belongs_to_the_other_company_says_so(visitor: Visitor, control: Control) -> None:
    control.make_object("applications", {"company_id": "5e5a11a2-0000-4000-8000-000000000002"})
    assert "other company" in text(visitor.page())


def test_the_console_has_an_address_that_a_person_types(visitor: Visitor) -> None:
    for path in ("/_emulator", "/_emulator/"):
        assert visitor.get(path).headers["location"] == "/"
    assert "What there is" in text(visitor.page())
    assert "Nothing yet" in text(visitor.page())


def test_no_other_file_is_served(visitor: Visitor) -> None:
    static = "/_emulator/console/static"
    assert visitor.get(f"{static}/console.css").headers["content-type"].startswith("text/css")
    for name in ("../pages.py", "..%2fpages.py", "nothing.js", ""):
        assert visitor.get(f"{static}/{name}").status_code == 404, name


def instance(process_id: str, **fields: Any) -> InstanceReport:
    told: dict[str, Any] = {"app_id": "", "type": "web", "key": "web", "entrypoint": "run"}
    told |= {"url": None, "port": None, "exit_code": None, "pid": None}
    told |= {"instance": 0, "restarts": 0, "lines": []}
    return InstanceReport(process_id=process_id, **{**told, **fields})


class Running(NothingRuns):
    active = True

    def reports(self) -> list[InstanceReport]:
        lines = ["a line", "<b>"]
        return [
            instance("gone", pid=4711, state="waiting", restarts=3, port=8080, lines=lines),
        ]


def test_processes_that_run_have_a_place() -> None:
    app = create_app(clock=ManualClock())
    app.state.backend.workload = Running()

    async def ask() -> str:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            return (await http.get("/", headers=OPENED)).text

    page = asyncio.run(ask())
    assert "Processes that run 1" in text(page)
    assert "pid 4711 restarts 3 port 8080 a line <b>" in text(page)
    assert "&lt;b&gt;" in page


class _Widget(BaseModel):
    id: str
    color: str | None = None


def test_a_kind_that_nobody_has_thought_of_appears_by_itself() -> None:
    widgets = Kind(name="widgets", noun="widget", shown=_Widget, service=True, id_name="widget_id")
    cogs = Kind(name="cogs", noun="cog", shown=_Widget, parent=widgets, secrets=("color",))
    api = replace(APIS[0], kinds=(widgets, cogs), plain=())
    kinds = {kind.name: kind for kind in api.kinds}
    backend = Backend(Store(), ManualClock(), Settings(), kinds)
    widget = widgets.make(backend, {"color": "red"})
    backend.keep(widget)
    backend.keep(cogs.make(backend, {"widget_id": widget.id, "color": "blue"}))
    (section,) = MapBuilder(backend, [api]).sections()
    (card,) = section.cards
    assert (section.title, card.thing.facts) == ("Widgets", [Fact("color", "red")])
    (group,) = card.groups
    assert group.title == "Cogs"
    assert group.things[0].facts == [Fact("color", MASK, is_masked=True)]


def test_a_process_is_in_the_state_of_the_instance_that_does_worst() -> None:
    kinds = {kind.name: kind for kind in KINDS}
    backend = Backend(Store(), ManualClock(), Settings(), kinds)
    app = applications.KIND.make(backend, {})
    backend.keep(app)
    (web,) = backend.store.members("processes", app.id)
    instances = [
        instance(web.id, state="running", pid=1, port=9000),
        instance(web.id, state="waiting"),
    ]
    drawn = MapBuilder(backend, APIS, instances)
    thing = drawn.thing(web)
    assert thing.state == State("waiting", "busy")
    assert [port.url for port in thing.ports] == ["http://127.0.0.1:9000"]


def test_where_none_run_there_is_no_such_part(visitor: Visitor) -> None:
    assert "Processes that run" not in visitor.page()


def test_objects_whose_owners_are_gone_or_in_a_circle_are_shown(
    visitor: Visitor, control: Control
) -> None:
    app = control.seed(applications=1).applications[0].id
    orphan = control.make_object("env_vars", {"app_id": "00000000-0000-4000-8000-000000000000"})
    assert f'id="thing-{orphan.id}"' in visitor.page()
    assert f'id="thing-{app}"' in visitor.page()
