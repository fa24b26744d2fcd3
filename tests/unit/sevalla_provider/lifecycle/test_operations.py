"""What a table says is what is asked of an API, shown on a resource that does not exist."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path
from typing import Annotated, Any

import httpx
import pytest
from pydantic import Field, JsonValue

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.calls import Switch
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, Delete, Get, List, Shows, Update
from sevalla_provider.http import ApiError, InvalidResponse, ResponseLost
from sevalla_provider.lifecycle.account import account_in
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.errors import Ambiguous
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.applications.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.properties import DatedOutputs, Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel
from sevalla_provider.settings import load
from unit.clocks import FakeClock
from unit.samples import APP, PROCESS_ID
from unit.web import Reply, Script, said

pytestmark = pytest.mark.anyio

HOME = f"/applications/{APP}/widgets"
ONE = f"{HOME}/{PROCESS_ID}"
APPLICATION = f"/applications/{APP}"
FOUND = said(200, {"id": APP})


class WidgetInputs(InputModel):
    """What a program says of a widget."""

    app_id: AppId
    size: Annotated[int, Field(description="How big.")]
    colour: Annotated[str | None, Trait(default="red"), Field(description="Which colour.")] = None
    weight: Annotated[int | None, Trait(server_default=True), Field(description="In kg.")] = None
    is_enabled: Annotated[Flag | None, Trait(default=True), Field(description="On.")] = None


class WidgetOutputs(DatedOutputs):
    """What the API adds to a widget."""

    widget_id: Annotated[str, Field(description="The API's own id.")]
    label: Annotated[str | None, Field(description="What the API calls it.")] = None


WIDGET = Resource(
    token="sevalla:index:Widget",
    noun="widget",
    plural="Widgets",
    description="A widget.",
    inputs=WidgetInputs,
    outputs=WidgetOutputs,
    id_output="widget_id",
    operations=replace(APPLICATION_CHILD, path="/applications/{app_id}/widgets"),
)
INPUTS: Properties = {"app_id": APP, "size": 1}
SHOWN: JsonObject = {"size": 1, "colour": "red", "is_enabled": True, "label": "w"}
KEPT: Properties = {**INPUTS, "widget_id": PROCESS_ID, **SHOWN}


def widget(**operations: Any) -> Resource:
    """A widget of another API."""
    return replace(WIDGET, operations=replace(WIDGET.operations, **operations))


@dataclass
class Api:
    """Answers by method and path; what is not among the answers must not be asked for.

    `losing`: methods whose next answer is lost.
    """

    folder: Path
    answers: dict[str, Reply]
    clock: FakeClock = field(default_factory=FakeClock)
    losing: list[str] = field(default_factory=list)
    _appearing: JsonValue = None

    def __post_init__(self) -> None:
        self.script = Script([self._answer], self.clock)
        settings = load({"sevalla:apiKey": "svl_key", "sevalla:apiUrl": "https://api.test/v3"}, {})
        self.session = Session(
            replace(settings, intents=self.folder / "intents", retry_seconds=5.0),
            self.clock,
            lambda chosen, api, clock: sevalla.client(
                chosen.key(api),
                chosen.url(api),
                clock=clock,
                retry_seconds=chosen.retry_seconds,
                transport=httpx.MockTransport(self.script),
            ),
        )

    @property
    def asked(self) -> list[str]:
        return [self._told(each) for each in self.script.requests]

    def bodies(self, method: str) -> list[Any]:
        sent = (each.content for each in self.script.requests if each.method == method)
        return [json.loads(body) if body else None for body in sent]

    def appears_with_a_post(self, *items: JsonValue) -> None:
        """What the list shows once something was made."""
        self._appearing = list(items)

    def _told(self, request: httpx.Request) -> str:
        return f"{request.method} {request.url.path.removeprefix('/v3')}"

    def _answer(self, request: httpx.Request) -> Reply:
        reply = self.answers[self._told(request)]
        if request.method == "POST" and isinstance(self._appearing, list):
            self.answers[f"GET {HOME}"] = page(*self._appearing)
        if request.method in self.losing:
            self.losing.remove(request.method)
            return httpx.ReadError("reset")
        if isinstance(reply, httpx.Response):
            reply.headers["date"] = formatdate(self.clock.wall(), usegmt=True)
        return reply


def page(*items: JsonValue) -> httpx.Response:
    return said(200, {"data": list(items), "total": len(items)})


ITEM: JsonObject = {"id": PROCESS_ID, **SHOWN}
NONE = said(404, {"message": "not found", "status": 404})


async def made(there: Api, resource: Resource, **more: JsonValue) -> Created:
    return await create(there.session, resource, INPUTS | more, "project/stack/w", 60)


async def seen(there: Api, resource: Resource, kept: Properties = KEPT) -> Found | None:
    resource_id = resource.id_of(APP, PROCESS_ID)
    account = account_in(there.session.made_by(resource).wire())
    return await read(there.session, resource, resource_id, kept, ("size",), account)


async def changed(there: Api, resource: Resource, **more: JsonValue) -> Properties:
    resource_id = resource.id_of(APP, PROCESS_ID)
    return await update(there.session, resource, resource_id, KEPT, INPUTS | more, 60)


async def removed(there: Api, resource: Resource) -> None:
    await delete(there.session, resource, resource.id_of(APP, PROCESS_ID), KEPT, 60)


FROM_LIST = widget(get=Get.FROM_LIST)


async def test_where_there_is_no_get_of_one_the_list_is_the_read(tmp_path: Path) -> None:
    there = Api(tmp_path, {f"GET {HOME}": page(ITEM), f"GET {APPLICATION}": FOUND})
    found = await seen(there, FROM_LIST)
    assert found is not None
    assert found.outputs == KEPT
    assert there.asked == [f"GET {HOME}", f"GET {APPLICATION}"]


async def test_what_the_list_shows_no_more_is_gone_after_a_second_look(tmp_path: Path) -> None:
    there = Api(tmp_path, {f"GET {HOME}": page(), f"GET {APPLICATION}": FOUND})
    assert await seen(there, FROM_LIST) is None
    assert there.asked[:2] == [f"GET {HOME}"] * 2
    assert f"GET {ONE}" not in there.asked


async def test_a_delete_is_waited_for_by_the_list(tmp_path: Path) -> None:
    there = Api(tmp_path, {f"DELETE {ONE}": said(204), f"GET {HOME}": page()})
    await removed(there, FROM_LIST)
    assert there.asked == [f"DELETE {ONE}", f"GET {HOME}", f"GET {HOME}"]


@pytest.mark.parametrize("answer", [page(ITEM), said(200, [ITEM])], ids=["page", "array"])
async def test_a_list_may_be_either(tmp_path: Path, answer: httpx.Response) -> None:
    there = Api(tmp_path, {f"GET {HOME}": answer})
    collection = there.session.place(widget(list=List.EITHER), APP).collection
    assert list(await collection.all()) == [PROCESS_ID]


async def test_an_array_of_any_length_is_read_once(tmp_path: Path) -> None:
    items: JsonValue = [{"id": str(number)} for number in range(250)]
    there = Api(tmp_path, {f"GET {HOME}": said(200, items)})
    collection = there.session.place(widget(list=List.EITHER), APP).collection
    assert len(await collection.all()) == 250
    assert len(there.asked) == 1


async def test_items_that_are_not_the_whole_object_are_read_one_by_one(tmp_path: Path) -> None:
    there = Api(
        tmp_path,
        {
            f"GET {HOME}": page({"id": PROCESS_ID}, {"id": "gone"}),
            f"GET {ONE}": said(200, ITEM),
            f"GET {HOME}/gone": NONE,
        },
    )
    place = there.session.place(widget(whole_items=False), APP)
    found = await place.lists.all()
    assert [each.model_dump()["label"] for each in found.values()] == ["w"]
    assert there.asked == [f"GET {HOME}", f"GET {ONE}", f"GET {HOME}/gone"]


@pytest.mark.parametrize(
    ("shows", "answer"),
    [(Shows.ID, {"id": PROCESS_ID}), (Shows.OBJECT, ITEM)],
    ids=["an id", "the object"],
)
async def test_what_a_create_does_not_show_is_read(
    tmp_path: Path, shows: Shows, answer: JsonObject
) -> None:
    there = Api(
        tmp_path,
        {f"GET {HOME}": page(), f"POST {HOME}": said(201, answer), f"GET {ONE}": said(200, ITEM)},
    )
    resource = widget(create=Create(shows=shows))
    created = await made(there, resource)
    assert created.outputs == KEPT
    reads = [f"GET {ONE}"] if shows is Shows.ID else []
    assert there.asked == [f"GET {HOME}", f"POST {HOME}", *reads]


@pytest.mark.parametrize("wrapped", [{"widget": ITEM}, ITEM], ids=["wrapped", "bare"])
async def test_an_object_may_be_wrapped_in_the_answer(tmp_path: Path, wrapped: JsonObject) -> None:
    there = Api(tmp_path, {f"GET {HOME}": page(), f"POST {HOME}": said(201, wrapped)})
    created = await made(there, widget(create=Create(wrapped_in="widget")))
    assert created.outputs == KEPT


@pytest.mark.parametrize(
    ("how", "sent"),
    [
        (Update(), {"size": 2}),
        (Update(method="PUT"), {"size": 2}),
        (Update(whole=True), {"size": 2, "colour": "red", "is_enabled": True}),
        (Update(method="PUT", whole=True), {"size": 2, "colour": "red", "is_enabled": True}),
    ],
    ids=["PATCH", "PUT of some", "PATCH of all", "PUT of all"],
)
async def test_an_update_sends_what_the_api_takes(
    tmp_path: Path, how: Update, sent: JsonObject
) -> None:
    there = Api(tmp_path, {f"{how.method} {ONE}": said(200, ITEM | {"size": 2})})
    assert (await changed(there, widget(update=how), size=2))["size"] == 2
    assert there.asked == [f"{how.method} {ONE}"]
    assert there.bodies(how.method) == [sent]


async def test_what_the_program_says_goes_into_the_whole(tmp_path: Path) -> None:
    there = Api(tmp_path, {f"PUT {ONE}": said(200, ITEM)})
    how = Update(method="PUT", whole=True)
    await changed(there, widget(update=how), size=2, colour="blue", weight=3)
    assert there.bodies("PUT") == [{"size": 2, "colour": "blue", "weight": 3, "is_enabled": True}]


@pytest.mark.parametrize(
    ("shows", "answer", "again"),
    [
        (Shows.OBJECT, ITEM, False),
        (Shows.PERHAPS, ITEM, False),
        (Shows.PERHAPS, {"message": "done"}, True),
        (Shows.NOTHING, {"message": "done"}, True),
        (Shows.NOTHING, {"id": "nonsense"}, True),
    ],
)
async def test_an_answer_that_cannot_be_trusted_is_read_again(
    tmp_path: Path, shows: Shows, answer: JsonObject, again: bool
) -> None:
    there = Api(tmp_path, {f"PATCH {ONE}": said(200, answer), f"GET {ONE}": said(200, ITEM)})
    assert (await changed(there, widget(update=Update(shows=shows)), size=2))["label"] == "w"
    assert there.asked == [f"PATCH {ONE}", *([f"GET {ONE}"] if again else [])]


@pytest.mark.parametrize(
    ("how", "asked"),
    [
        (Delete(), [f"DELETE {ONE}", f"GET {ONE}"]),
        (Delete(waits=False), [f"DELETE {ONE}"]),
        (Delete(path="/widgets/{id}", waits=False), [f"DELETE /widgets/{PROCESS_ID}"]),
        (Delete(default={"size": 0}), [f"PATCH {ONE}"]),
        (None, [f"GET {HOME}"]),
    ],
    ids=["waits", "forgets", "elsewhere", "puts a default back", "none"],
)
async def test_a_delete_is_what_the_api_has_for_it(
    tmp_path: Path, how: Delete | None, asked: list[str]
) -> None:
    answers: Mapping[str, Reply] = {
        f"DELETE {ONE}": said(204),
        f"DELETE /widgets/{PROCESS_ID}": said(204),
        f"PATCH {ONE}": said(200, ITEM),
        f"GET {ONE}": NONE,
        f"GET {HOME}": page(),
    }
    there = Api(tmp_path, dict(answers))
    await removed(there, widget(delete=how))
    assert there.asked == asked
    assert there.bodies("PATCH") == ([{"size": 0}] if how and how.default else [])


SINGLE = replace(
    widget(
        single=True,
        list=List.NONE,
        create=Create(method="PUT", repeatable=True),
        update=Update(method="PUT", whole=True),
        delete=Delete(default={"size": 0}),
    ),
    id_output="app_id",
)
SETTINGS: JsonObject = SHOWN
OF_ONE: Properties = {key: value for key, value in KEPT.items() if key != "widget_id"}


async def test_one_for_each_parent_has_the_parent_s_id(tmp_path: Path) -> None:
    there = Api(tmp_path, {f"GET {HOME}": said(200, SETTINGS), f"PUT {HOME}": said(200, SETTINGS)})
    there.losing = ["PUT"]
    created = await made(there, SINGLE)
    assert created.resource_id == APP
    assert created.outputs == OF_ONE
    found = await read(there.session, SINGLE, APP, {}, None)
    assert found is not None
    assert found.outputs == OF_ONE
    assert found.inputs == {"app_id": APP, "size": 1}
    blue: Properties = {**INPUTS, "colour": "blue"}
    await update(there.session, SINGLE, APP, created.outputs, blue, 60)
    await delete(there.session, SINGLE, APP, created.outputs, 60)
    assert set(there.asked) == {f"GET {HOME}", f"PUT {HOME}"}
    assert there.bodies("PUT")[-2:] == [
        {"size": 1, "colour": "blue", "is_enabled": True},
        {"size": 0},
    ]
    assert (SINGLE.id_form, SINGLE.importable, SINGLE.operations.listed) == ("app_id", True, True)


@pytest.mark.parametrize("answer", [said(200, {"id": "odd"}), said(204)], ids=str)
async def test_one_for_each_parent_is_read_where_its_create_shows_nothing(
    tmp_path: Path, answer: httpx.Response
) -> None:
    there = Api(tmp_path, {f"GET {HOME}": said(200, SETTINGS), f"PUT {HOME}": answer})
    how = Create(method="PUT", shows=Shows.NOTHING, repeatable=True)
    resource = replace(SINGLE, operations=replace(SINGLE.operations, create=how))
    assert (await made(there, resource)).outputs == OF_ONE
    assert there.asked == [f"GET {HOME}", f"PUT {HOME}", f"GET {HOME}"]


async def test_a_create_that_may_be_repeated_is_not_repeated_in_a_storm(tmp_path: Path) -> None:
    there = Api(
        tmp_path, {f"GET {HOME}": NONE, f"GET {APPLICATION}": FOUND, f"PUT {HOME}": said(200, [])}
    )
    with pytest.raises(InvalidResponse):
        await made(there, SINGLE)
    assert there.asked.count(f"PUT {HOME}") <= 10


async def test_one_that_is_not_there_is_only_missing_where_its_parent_is_there(
    tmp_path: Path,
) -> None:
    there = Api(tmp_path, {f"GET {HOME}": NONE, f"GET {APPLICATION}": FOUND})
    assert await there.session.place(SINGLE, APP).collection.all() == {}
    there.answers[f"GET {APPLICATION}"] = NONE
    with pytest.raises(ApiError):
        await there.session.place(SINGLE, APP).collection.all()


ON_AND_OFF = widget(switches={"is_enabled": Switch("/enable", "/disable")})
TOGGLE = widget(switches={"is_enabled": Switch("/state/toggle", "/state/toggle")})


async def test_an_input_may_be_set_by_calls_of_its_own(tmp_path: Path) -> None:
    off = ITEM | {"is_enabled": False}
    there = Api(
        tmp_path,
        {
            f"GET {HOME}": page(),
            f"POST {HOME}": said(201, ITEM),
            f"POST {ONE}/disable": said(200, {"message": "done"}),
            f"POST {ONE}/enable": said(200, {"message": "done"}),
            f"PATCH {ONE}": said(200, ITEM),
            f"GET {ONE}": said(200, off),
        },
    )
    created = await made(there, ON_AND_OFF, is_enabled=False)
    assert created.outputs == KEPT | {"is_enabled": False}
    assert there.asked[1:] == [f"POST {HOME}", f"POST {ONE}/disable", f"GET {ONE}"]
    assert there.bodies("POST") == [{"size": 1}, None]
    there.answers[f"GET {ONE}"] = said(200, ITEM)
    wanted = INPUTS | {"is_enabled": True, "size": 2}
    resource_id = created.resource_id
    await update(there.session, ON_AND_OFF, resource_id, created.outputs, wanted, 60)
    assert there.asked[4:] == [f"PATCH {ONE}", f"POST {ONE}/enable", f"GET {ONE}"]
    assert there.bodies("PATCH") == [{"size": 2}]


async def test_what_an_answer_does_not_show_of_a_switch_is_called_for(tmp_path: Path) -> None:
    there = Api(
        tmp_path,
        {
            f"GET {HOME}": page(),
            f"POST {HOME}": said(201, {"id": PROCESS_ID, "size": 1}),
            f"POST {ONE}/disable": said(204),
            f"GET {ONE}": said(200, ITEM | {"is_enabled": False}),
        },
    )
    created = await made(there, ON_AND_OFF, is_enabled=False)
    assert created.outputs["is_enabled"] is False
    assert f"POST {ONE}/disable" in there.asked


async def test_what_was_made_and_not_switched_yet_is_ours(tmp_path: Path) -> None:
    there = Api(
        tmp_path,
        {
            f"GET {HOME}": page(),
            f"POST {HOME}": said(201, ITEM),
            f"POST {ONE}/disable": said(204),
            f"GET {ONE}": said(200, ITEM | {"is_enabled": False}),
        },
    )
    now = datetime.fromtimestamp(there.clock.wall(), UTC).isoformat()
    there.appears_with_a_post(ITEM | {"created_at": now})
    there.losing = ["POST"]
    created = await made(there, ON_AND_OFF, is_enabled=False)
    assert created.outputs["is_enabled"] is False
    assert there.asked.count(f"POST {HOME}") == 1


NAMELESS = widget(create=Create(shows=Shows.NOTHING), get=Get.FROM_LIST)


@pytest.mark.parametrize("answer", [said(201, {"message": "done"}), said(204)], ids=str)
async def test_what_no_answer_names_is_what_is_new_and_as_asked(
    tmp_path: Path, answer: httpx.Response
) -> None:
    other: JsonObject = ITEM | {"id": "other"}
    there = Api(tmp_path, {f"GET {HOME}": page(other), f"POST {HOME}": answer})
    there.appears_with_a_post(other, ITEM, ITEM | {"id": "bigger", "size": 2})
    created = await made(there, NAMELESS)
    assert created.outputs == KEPT
    assert there.asked.count(f"POST {HOME}") == 1


async def test_of_two_that_no_answer_names_a_person_says_which(tmp_path: Path) -> None:
    there = Api(tmp_path, {f"GET {HOME}": page(), f"POST {HOME}": said(201, {"message": "done"})})
    there.appears_with_a_post(ITEM, ITEM | {"id": "other"})
    with pytest.raises(Ambiguous, match="the answer to a create names no object, and 2 new"):
        await made(there, NAMELESS)


async def test_what_no_answer_names_and_nobody_sees_is_an_error(tmp_path: Path) -> None:
    there = Api(tmp_path, {f"GET {HOME}": page(), f"POST {HOME}": said(201, {"message": "done"})})
    with pytest.raises(InvalidResponse, match="no widget is new"):
        await made(there, NAMELESS)
    assert there.asked.count(f"POST {HOME}") == 1


async def test_what_is_as_it_should_be_is_not_switched(tmp_path: Path) -> None:
    there = Api(tmp_path, {f"GET {HOME}": page(), f"POST {HOME}": said(201, ITEM)})
    await made(there, ON_AND_OFF, is_enabled=True)
    assert there.asked == [f"GET {HOME}", f"POST {HOME}"]


@pytest.mark.parametrize("at_first", [True, False])
async def test_a_toggle_is_flipped_only_where_it_differs(tmp_path: Path, at_first: bool) -> None:
    there = Api(
        tmp_path,
        {
            f"GET {ONE}": said(200, ITEM | {"is_enabled": at_first}),
            f"POST {ONE}/state/toggle": said(204),
        },
    )
    await changed(there, TOGGLE, is_enabled=False)
    flipped = [f"POST {ONE}/state/toggle", f"GET {ONE}"] if at_first else []
    assert there.asked == [f"GET {ONE}", *flipped]


async def test_a_toggle_whose_answer_is_lost_is_not_flipped_again(tmp_path: Path) -> None:
    there = Api(tmp_path, {f"GET {ONE}": said(200, ITEM), f"POST {ONE}/state/toggle": said(204)})
    there.losing = ["POST"]
    with pytest.raises(ResponseLost):
        await changed(there, TOGGLE, is_enabled=False)
    assert there.asked == [f"GET {ONE}", f"POST {ONE}/state/toggle", f"GET {ONE}"]
    there.answers[f"GET {ONE}"] = said(200, ITEM | {"is_enabled": False})
    assert (await changed(there, TOGGLE, is_enabled=False))["is_enabled"] is False
    assert there.asked.count(f"POST {ONE}/state/toggle") == 1


class Flipping(Api):
    """Its objects are off after a POST."""

    def _answer(self, request: httpx.Request) -> Reply:
        reply = super()._answer(request)
        if request.method == "POST":
            self.answers[f"GET {ONE}"] = said(200, ITEM | {"is_enabled": False})
        return reply


async def test_a_toggle_that_flipped_is_seen_though_its_answer_is_lost(tmp_path: Path) -> None:
    toggle = f"POST {ONE}/state/toggle"
    there = Flipping(tmp_path, {f"GET {ONE}": said(200, ITEM), toggle: said(204)})
    there.losing = ["POST"]
    assert (await changed(there, TOGGLE, is_enabled=False))["is_enabled"] is False
    assert there.asked == [f"GET {ONE}", toggle, f"GET {ONE}"]


DATABASE = Operations(
    path="/databases", limits=sevalla.LIMITS, service="database", creates_service=True
)


@pytest.mark.parametrize(
    ("method", "object_id", "names"),
    [
        ("GET", "1", ["reads"]),
        ("POST", "", ["creation of services", "writes"]),
        ("POST", "1", ["writes"]),
        ("PUT", "1", ["changes of database 1", "writes"]),
        ("DELETE", "1", ["changes of database 1", "writes"]),
    ],
)
def test_a_service_has_limits_of_its_own(method: str, object_id: str, names: list[str]) -> None:
    assert [each.name for each in DATABASE.quotas(method, "", object_id)] == names


def test_what_belongs_to_no_service_is_limited_by_the_writes_alone() -> None:
    project = Operations(path="/projects", limits=sevalla.LIMITS)
    assert [each.name for each in project.quotas("PATCH", "", "1")] == ["writes"]
