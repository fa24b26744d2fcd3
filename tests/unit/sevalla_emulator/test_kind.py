"""What a table can say, on kinds that no API has."""

import json
from typing import Any, Literal

import pytest
from pydantic import BaseModel, JsonValue

from sevalla_emulator.access import BEARER, OTHER_COMPANY_ID, Keys
from sevalla_emulator.api import Api
from sevalla_emulator.backend import Backend, States
from sevalla_emulator.clock import ManualClock
from sevalla_emulator.errors import ErrorBody, refused
from sevalla_emulator.faults import Fault, Faults
from sevalla_emulator.gateway import ClientRequest, Gateway
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kind import Kind
from sevalla_emulator.limits.buckets import charges_by_service
from sevalla_emulator.limits.limiter import Limiter
from sevalla_emulator.openapi import openapi
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record, new_id
from sevalla_emulator.reply import Reply
from sevalla_emulator.request_log import RequestLog
from sevalla_emulator.store import Store
from sevalla_emulator.verbs import Action, Create, Delete, Update, flips, sets
from sevalla_emulator.wire import Body, IdOnly, Message, Omittable
from unit.sevalla_emulator.support import UNKNOWN_ID, UNLIMITED


class CreateBox(Body):
    size: int


class ChangeBox(Body):
    size: int


class Token(BaseModel):
    id: str
    token: str


class BoxItem(BaseModel):
    id: str
    size: int


class Box(BoxItem):
    company_id: str | None
    status: str
    is_open: bool = False
    tags: list[str] = []
    created_at: str
    updated_at: str


def _with_a_label(call: Call, box: Record) -> None:
    call.backend.add(LABELS.make(call.backend, {"box_id": box.id, "key": "first"}))


def _not_while_open(_call: Call, box: Record) -> None:
    if box.body["is_open"]:
        raise refused("err-open", "close it first")


BOXES = Kind(
    name="boxes",
    noun="box",
    path="/boxes",
    id_name="box_id",
    shown=Box,
    items=BoxItem,
    service=True,
    create=Create(body=CreateBox, answer=IdOnly, after=_with_a_label),
    update=Update(body=ChangeBox, method="PUT", state="updating"),
    delete=Delete(answer=Message, rule=_not_while_open, refusals=(422,)),
    states=States(deleting="deleting"),
    actions=(
        Action(name="open", act=sets(is_open=True)),
        Action(name="lid/toggle", act=flips("is_open"), answer=Message),
        Action(name="token", act=sets(token="t"), answer=Token),
        Action(name="ping", act=sets(), answer="nothing"),
    ),
    write_only=("token",),
)


class CreateLabel(Body):
    key: str
    like: str | None = None


class ChangeLabel(Body):
    key: Omittable[str] = None


class Label(BaseModel):
    id: str
    key: str


def labels(parent: Kind, name: str) -> Kind:
    """The same table below several parents."""
    return Kind(
        name=name,
        noun="label",
        path=f"{parent.one_path}/labels",
        id_name="label_id",
        shown=Label,
        parent=parent,
        listed="array",
        readable=False,
        create=Create(body=CreateLabel, answer="nothing"),
        update=Update(body=ChangeLabel, method="PUT"),
        delete=Delete(),
        unique=("key",),
    )


LABELS = labels(BOXES, "labels")


class Fence(BaseModel):
    type: str
    hosts: list[str] = []


class ChangeFence(Body):
    type: Literal["allow", "deny"]


FENCE = Kind(
    name="fences",
    noun="fence",
    path="/boxes/{box_id}/fence",
    shown=Fence,
    parent=BOXES,
    always=True,
    update=Update(body=ChangeFence, method="PUT"),
    defaults=lambda _backend, _fields: {"type": "deny"},
)


class Hook(BaseModel):
    url: str


HOOK = Kind(
    name="hooks",
    noun="hook",
    path="/boxes/{box_id}/hook",
    shown=Hook,
    parent=BOXES,
    create=Create(body=None),
    update=Update(body=None, method="PUT", rule=lambda _call, _hook, _given: {"url": new_id()}),
    delete=Delete(),
    defaults=lambda _backend, _fields: {"url": new_id()},
)


class Link(BaseModel):
    id: str
    box_id: str
    label_id: str
    box: str


class CreateLink(Body):
    box: str


LINKS = Kind(
    name="links",
    noun="link",
    path="/boxes/{box_id}/labels/{label_id}/links",
    id_name="link_id",
    shown=Link,
    parent=LABELS,
    references={"box": BOXES},
    listed="none",
    create=Create(body=CreateLink),
    defaults=lambda _backend, _fields: {"box_id": ""},
)
SHELVES = Kind(
    name="shelves",
    noun="shelf",
    path="/shelves",
    id_name="shelf_id",
    shown=Label,
    create=Create(body=CreateLabel),
    references={"like": BOXES},
)
KINDS = (BOXES, LABELS, FENCE, HOOK, LINKS, SHELVES, labels(SHELVES, "shelf_labels"))


class Server:
    """The kinds above, served without a network."""

    def __init__(self) -> None:
        self.api = Api(
            name="sevalla",
            title="Boxes",
            version="1",
            prefix="",
            key_form=BEARER,
            has_read_only_key=False,
            error_form=ErrorBody,
            charges=charges_by_service(["/boxes"]),
            kinds=KINDS,
        )
        kinds = {kind.name: kind for kind in KINDS}
        self.backend = Backend(Store(), ManualClock(), UNLIMITED, kinds)
        self.faults = Faults()
        keys = Keys("mine", other="yours")
        self._gateway = Gateway(self.api, self.backend, keys, Limiter(), self.faults, RequestLog())

    def ask(self, method: str, path: str, body: JsonValue = None, key: str = "mine") -> Reply:
        content = b"" if body is None else json.dumps(body).encode()
        headers = {"authorization": f"Bearer {key}"}
        return self._gateway.answer(ClientRequest(method, path, {}, "", headers, content))

    def told(self, method: str, path: str, body: JsonValue = None) -> Any:
        """What a successful request answers."""
        reply = self.ask(method, path, body)
        assert reply.status < 300, reply.content
        return json.loads(reply.content) if reply.content else None

    def box(self, **fields: JsonValue) -> str:
        """The path of a new box."""
        record = BOXES.make(self.backend, {"size": 1, **fields})
        self.backend.store.insert(record)
        return f"/boxes/{record.id}"


@pytest.fixture
def server() -> Server:
    return Server()


def words(reply: Reply) -> tuple[int, str]:
    body: JsonObject = json.loads(reply.content)
    return reply.status, str(body["message"])


def test_a_creation_may_answer_an_id_alone(server: Server) -> None:
    made = server.told("POST", "/boxes", {"size": 3})

    assert set(made) == {"id"}
    assert server.told("GET", f"/boxes/{made['id']}")["size"] == 3


def test_what_nobody_said_is_by_default_or_null(server: Server) -> None:
    seen = server.told("GET", server.box())

    assert (seen["company_id"], seen["is_open"], seen["tags"]) == (None, False, [])
    assert seen["created_at"] == seen["updated_at"] == server.backend.stamp()


def test_a_creation_may_bring_more_with_it(server: Server) -> None:
    path = f"/boxes/{server.told('POST', '/boxes', {'size': 3})['id']}"

    assert [one["key"] for one in server.told("GET", f"{path}/labels")] == ["first"]


def test_what_is_write_only_is_in_the_answer_that_names_it_alone(server: Server) -> None:
    path = server.box()

    assert server.told("POST", f"{path}/token")["token"] == "t"
    assert "token" not in server.told("GET", path)
    assert "token" not in server.told("PUT", path, {"size": 2})


def test_only_what_has_a_time_of_its_last_change_gets_one(server: Server) -> None:
    server.backend.settings = server.backend.settings.changed({"deletion": {"seconds": 60}})
    path = server.box()
    server.told("POST", f"{path}/labels", {"key": "a"})
    server.backend.clock.advance(1)
    server.told("DELETE", path)

    assert server.told("GET", path)["updated_at"] == server.backend.stamp()
    assert set(server.told("GET", f"{path}/labels")[0]) == {"id", "key"}


def test_items_of_a_list_may_be_shorter(server: Server) -> None:
    server.box()

    assert [set(one) for one in server.told("GET", "/boxes")["data"]] == [{"id", "size"}]


def test_states_pass_until_an_object_has_settled(server: Server) -> None:
    settings = server.backend.settings
    server.backend.settings = settings.changed({"provisioning": {"polls": 1}})
    path = f"/boxes/{server.told('POST', '/boxes', {'size': 1})['id']}"
    assert [server.told("GET", path)["status"] for _ in range(3)] == ["creating", "ready", "ready"]

    assert server.told("PUT", path, {"size": 2})["status"] == "updating"
    assert [server.told("GET", path)["status"] for _ in range(2)] == ["updating", "ready"]

    server.faults.add(Fault(kind="provisioning_fails"))
    server.told("PUT", path, {"size": 3})
    assert [server.told("GET", path)["status"] for _ in range(2)] == ["updating", "failed"]


def test_a_deletion_may_answer_a_message_and_be_seen_under_way(server: Server) -> None:
    server.backend.settings = server.backend.settings.changed({"deletion": {"seconds": 60}})
    path = server.box()

    assert server.told("DELETE", path) == {"message": "done"}
    assert server.told("GET", path)["status"] == "deleting"
    assert words(server.ask("PUT", path, {"size": 2})) == (404, "box not found")


def test_a_rule_may_refuse_a_deletion(server: Server) -> None:
    path = server.box(is_open=True)

    assert words(server.ask("DELETE", path)) == (422, "close it first")
    assert server.told("GET", path)["status"] == "ready"


def test_actions_set_and_flip(server: Server) -> None:
    path = server.box()
    server.backend.clock.advance(60)

    opened = server.told("POST", f"{path}/open")
    assert (opened["is_open"], opened["updated_at"]) == (True, server.backend.stamp())
    assert server.told("POST", f"{path}/lid/toggle") == {"message": "done"}
    assert server.told("GET", path)["is_open"] is False
    pinged = server.ask("POST", f"{path}/ping")
    assert (pinged.status, pinged.content) == (204, b"")


@pytest.mark.parametrize("parent", ["boxes", "shelves"])
def test_one_table_serves_several_parents(server: Server, parent: str) -> None:
    shelf = server.told("POST", "/shelves", {"key": "s"})["id"]
    path = server.box() if parent == "boxes" else f"/shelves/{shelf}"

    assert server.ask("POST", f"{path}/labels", {"key": "a"}).status == 204
    (label,) = server.told("GET", f"{path}/labels")
    assert (set(label), label["key"]) == ({"id", "key"}, "a")
    assert server.ask("GET", f"{path}/labels/{label['id']}").status == 405


def test_a_unique_key_is_taken_once_in_its_place(server: Server) -> None:
    one, other = f"{server.box()}/labels", f"{server.box()}/labels"
    for path, key in ((one, "a"), (one, "b"), (other, "a")):
        assert server.ask("POST", path, {"key": key}).status == 204
    first, _ = server.told("GET", one)

    assert words(server.ask("POST", one, {"key": "a"})) == (409, "key: taken by another label")
    assert server.ask("PUT", f"{one}/{first['id']}", {"key": "b"}).status == 409
    assert server.ask("PUT", f"{one}/{first['id']}", {"key": "a"}).status == 200
    assert server.ask("PUT", f"{one}/{first['id']}", {}).status == 200


def test_what_always_exists_needs_no_creation(server: Server) -> None:
    path = f"{server.box()}/fence"

    assert server.told("GET", path) == {"type": "deny", "hosts": []}
    assert server.told("PUT", path, {"type": "allow"}) == {"type": "allow", "hosts": []}
    assert server.told("GET", path)["type"] == "allow"
    assert words(server.ask("GET", f"/boxes/{UNKNOWN_ID}/fence")) == (404, "box not found")
    assert server.ask("POST", path).status == server.ask("DELETE", path).status == 405


def test_one_per_parent_is_switched_on_and_off(server: Server) -> None:
    path = f"{server.box()}/hook"
    assert words(server.ask("GET", path)) == (404, "hook not found")

    on = server.told("POST", path)
    assert set(on) == {"url"}
    assert server.told("POST", path) == server.told("GET", path) == on
    assert server.told("PUT", path) != on
    server.told("DELETE", path)
    assert server.ask("GET", path).status == 404


def test_a_404_calls_what_is_missing_by_its_name(server: Server) -> None:
    """Cutting the `s` off a kind makes a `boxe` and a `shelve`."""
    server.told("POST", f"{server.box()}/labels", {"key": "a"})
    box = server.box()

    for path, noun in (
        (f"/boxes/{UNKNOWN_ID}/labels/{UNKNOWN_ID}/links/{UNKNOWN_ID}", "box"),
        (f"{box}/labels/{UNKNOWN_ID}/links/{UNKNOWN_ID}", "label"),
    ):
        assert words(server.ask("GET", path)) == (404, f"{noun} not found")


def test_a_parent_of_another_parent_is_not_found(server: Server) -> None:
    box, other = server.box(), server.box()
    server.told("POST", f"{box}/labels", {"key": "a"})
    label = server.told("GET", f"{box}/labels")[0]["id"]
    body: JsonObject = {"box": box.removeprefix("/boxes/")}

    made = server.told("POST", f"{box}/labels/{label}/links", body)

    assert made["label_id"] == label
    assert server.told("GET", f"{box}/labels/{label}/links/{made['id']}") == made
    assert server.ask("GET", f"{other}/labels/{label}/links/{made['id']}").status == 404
    assert server.ask("POST", f"{other}/labels/{label}/links", body).status == 404


def test_nothing_is_put_into_what_is_being_deleted(server: Server) -> None:
    server.backend.settings = server.backend.settings.changed({"deletion": {"seconds": 60}})
    path = server.box()
    server.told("DELETE", path)

    assert words(server.ask("POST", f"{path}/labels", {"key": "a"})) == (404, "box not found")


def test_a_reference_is_to_something_that_is_there(server: Server) -> None:
    refusal = words(server.ask("POST", "/shelves", {"key": "a", "like": UNKNOWN_ID}))

    assert refusal == (422, "like: no such box in this company")
    box = server.box().removeprefix("/boxes/")
    assert server.ask("POST", "/shelves", {"key": "a", "like": box}).status == 201
    assert server.ask("POST", "/shelves", {"key": "a"}).status == 201
    assert server.ask("POST", "/shelves", {"key": "a", "like": None}).status == 201


def test_a_company_sees_its_own(server: Server) -> None:
    made = json.loads(server.ask("POST", "/boxes", {"size": 1}, key="yours").content)

    assert server.ask("GET", f"/boxes/{made['id']}").status == 404
    theirs = json.loads(server.ask("GET", f"/boxes/{made['id']}", key="yours").content)
    assert theirs["company_id"] == OTHER_COMPANY_ID

    shelf = json.loads(server.ask("POST", "/shelves", {"key": "a"}, key="yours").content)["id"]
    assert server.ask("GET", f"/shelves/{shelf}").status == 404
    assert server.ask("GET", f"/shelves/{shelf}", key="yours").status == 200


def test_the_document_says_what_the_tables_say(server: Server) -> None:
    paths: Any = openapi(server.api)["paths"]

    assert set(paths["/boxes/{box_id}/fence"]) == {"get", "put"}
    assert "requestBody" not in paths["/boxes/{box_id}/hook"]["post"]
    assert set(paths["/boxes"]["post"]["responses"]) == {"201", "400", "401", "429", "500"}
    label = paths["/boxes/{box_id}/labels/{label_id}"]
    assert set(label) == {"put", "delete"}
    assert {"200", "404", "409"} <= set(label["put"]["responses"])
