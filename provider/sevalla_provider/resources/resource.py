"""The description of a resource: all that the lifecycle, the schema and both ways in know of it."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any, Generic, cast

from pydantic import BaseModel, JsonValue, create_model
from pydantic.fields import FieldInfo
from typing_extensions import TypeVar

from sevalla_provider.clients.collection import Collection, as_it_is
from sevalla_provider.clients.models import CamelCased, JsonObject, WireModel
from sevalla_provider.clients.operations import Operations
from sevalla_provider.http import HttpClient
from sevalla_provider.resources.awaited_status import AwaitedStatus
from sevalla_provider.resources.conflicts import Conflicts, never
from sevalla_provider.resources.defaults import (
    always,
    as_its_traits_say,
    by_its_inputs,
    forever,
    no_progress,
    no_tombstone,
    no_warnings,
    nothing_derived,
    only_forgotten,
)
from sevalla_provider.resources.entries import Entries, Member
from sevalla_provider.resources.exclusive_parent import ExclusiveParent
from sevalla_provider.resources.first_run import FirstRun
from sevalla_provider.resources.health import Health, always_ready, status_of
from sevalla_provider.resources.ids import A_UUID, MalformedId, NotImportable, in_lower_case
from sevalla_provider.resources.other_side import OtherSide
from sevalla_provider.resources.platform_made import PlatformMade
from sevalla_provider.resources.properties import OutputModel, Properties
from sevalla_provider.resources.read_models import read_model
from sevalla_provider.resources.secrets import secret_names, secret_values
from sevalla_provider.resources.traits import Trait, trait_of
from sevalla_provider.resources.values import InputModel, Rule

W = TypeVar("W", bound=WireModel, default=WireModel)


ObjectKey = tuple[str, str]
"""An object to compare by: the token of its resource, and its id in normal form."""


class Api(Enum):
    """Which of the two APIs a resource lives in."""

    SEVALLA = "sevalla"
    PRIVATE_CONNECT = "private_connect"


@dataclass(frozen=True, eq=False)
class Resource(Generic[W]):
    """One resource.

    Attributes:
        token: Pulumi's name of the type, such as `sevalla:index:Process`.
        noun: what errors call it.
        plural: the name of many: `Processes`.
        description: what it is, in Markdown, for the schema and the reference.
        inputs: the model of what a program may say.
        outputs: the model of what the API adds.
        id_output: the output that carries the API's own id.
        created_at: the output that says when an object was made, in ISO 8601; empty where the API
            tells it of none, and no two can be alike.
        operations: what the API can do with the objects.
        parent_in_id: whether the resource's id begins with the parent's.
        other_side: how an object tells in whose collection it is as well, under the same id.
        unique: the input that objects are found by, and that no two which conflict may share.
        normalize_response: puts an object, as the API shows it, into the documented words.
        has_own_id: whether an id is the API's own, and leads to the object.
        cannot_be_deleted: what to say where the API wants a signed-in person for that.
        health: reads the status.
        conflicts: whether the API refuses two objects with these properties at once; a replacement
            deletes the old one first where it does.
        beside_predecessor: why the API may refuse an object while the one that it replaces is
            there, for people; empty where there is always room for both.
        tombstone: what is kept of an object that is gone; None where nothing is.
        warnings: what inputs that are allowed should be warned of.
        platform_made: which of the objects the platform makes itself, with their parent.
        needs_parent: whether what is kept of an object that is gone goes with its parent.
        could_be_made_by: whether a create by these inputs may have made an object, by what is no
            input of it.
        progress: how far an object is that is waited for, beyond its status, for people.
        awaited: whether one that was last seen on its way is waited for by the next `pulumi up`,
            though nothing of it is to be changed.
        awaited_status: what it is waited for to say where the program asks for that.
        first_run: what the platform starts in a new one by itself.
        changes_in_place: which inputs, of an object with these outputs, are changed in place though
            their traits say that they replace.
        derives: outputs that are made of other properties, those that cannot be told as None.
        failure_advice: what to do about an object that the platform gave up, where that is not
            to try once more.
        timeout: seconds for create, update and delete each, where the program says nothing.
        not_importable: why an object is none that a stack could take over, for people; empty
            where an id is all that it takes.
        exclusive_parent: how an object tells which parent it is in, of which it can have but one.
        entries: what it stands for where it is several objects of another resource.
        holds: the data that is deleted with an object, for people: `all its data`; empty where it
            holds none. A replacement is then warned of, and never advised.
        claims: the inputs that say where an object is, as another resource may say as well; left
            out, each says that it is nowhere.
        lifetime: how long an object lives by itself, for people; told where one may have been made
            that nobody can find.
        own_id_rule: what an id of the API's own looks like when a person says it.
        account_wide: whether its objects serve the whole account, so that they are looked for only
            where a stack has one of them, or where that is asked for.
        api: where it lives.
    """

    token: str
    noun: str
    plural: str
    description: str
    inputs: type[InputModel]
    outputs: type[OutputModel]
    id_output: str
    operations: Operations
    health: Callable[[str | None], Health] = always_ready
    conflicts: Conflicts = never
    beside_predecessor: str = ""
    parent_in_id: bool = True
    other_side: OtherSide | None = None
    created_at: str = "created_at"
    unique: str | None = None
    normalize_response: Callable[[JsonObject], JsonObject] = as_it_is
    has_own_id: Callable[[str], bool] = always
    cannot_be_deleted: Callable[[str, Properties], str] = only_forgotten
    tombstone: Callable[[Properties], Properties | None] = no_tombstone
    needs_parent: bool = False
    could_be_made_by: Callable[[Properties, W], bool] = by_its_inputs
    progress: Callable[[W], str] = no_progress
    awaited: bool = False
    awaited_status: AwaitedStatus | None = None
    first_run: FirstRun | None = None
    changes_in_place: Callable[[Properties], Container[str]] = as_its_traits_say
    derives: Callable[[Properties], Properties] = nothing_derived
    failure_advice: str = ""
    timeout: float = 600.0
    not_importable: str = ""
    warnings: Callable[[Properties], Sequence[str]] = no_warnings
    platform_made: PlatformMade | None = None
    exclusive_parent: ExclusiveParent | None = None
    entries: "Entries[Resource[Any]] | None" = None
    holds: str = ""
    claims: Sequence[str] = ()
    lifetime: Callable[[Properties], str] = forever
    own_id_rule: Rule = A_UUID
    account_wide: bool = False
    api: Api = Api.SEVALLA

    @property
    def name(self) -> str:
        """The last part of the token: `Process`."""
        return self.token.rpartition(":")[2]

    @property
    def parent(self) -> str | None:
        """The input that names the collection; None where there is but one."""
        return self.operations.parent

    @property
    def parents(self) -> Sequence[str]:
        """The inputs that name it, and before it what that is in; none where there is but one."""
        return self.operations.parents

    @cached_property
    def read_model(self) -> type[W]:
        """Reads an object as the API shows it."""
        spelled = CamelCased if self.api is Api.PRIVATE_CONNECT else WireModel
        models = (self.inputs, self.outputs)
        return cast(
            "type[W]", read_model(self.name, *models, base=spelled, id_output=self.id_output)
        )

    def collection(self, client: HttpClient, parent_id: str) -> Collection[W]:
        """Open the collection of one parent. Raises `UnusableId`."""
        return Collection(
            client,
            self.operations,
            self.read_model,
            parent_id,
            normalize=self.normalize_response,
            secrets=self.secrets,
        )

    @cached_property
    def traits(self) -> Mapping[str, Trait]:
        """The trait of every input. What is set by calls of its own, POST does not take."""
        traits = {name: trait_of(field) for name, field in self.inputs.model_fields.items()}
        called = self.operations.switches
        return traits | {name: replace(traits[name], after_create=True) for name in called}

    @cached_property
    def fields(self) -> Mapping[str, FieldInfo]:
        """Every property there is, inputs and outputs."""
        return {**self.inputs.model_fields, **self.outputs.model_fields}

    @cached_property
    def shape(self) -> type[BaseModel]:
        """All properties in one model, by which they are spelled, at every depth."""
        fields: dict[str, Any] = {
            name: (each.annotation, each) for name, each in self.fields.items()
        }
        return create_model(f"{self.name}Properties", **fields)

    @cached_property
    def secrets(self) -> frozenset[str]:
        """The properties that are secret, or hold what is, inputs and outputs: hidden everywhere.

        The one place that says so: state, functions, programs, reports and words all ask here.
        """
        return secret_names(self.fields)

    @cached_property
    def shown_once(self) -> frozenset[str]:
        """The outputs that only the answer shows that made them."""
        fields = self.outputs.model_fields.items()
        return frozenset(name for name, field in fields if trait_of(field).shown_once)

    def secret_values(self, properties: Properties, marked: Iterable[str] = ()) -> list[JsonValue]:
        """The values that must be in no word.

        Args:
            properties: of which some may be secret.
            marked: the names of those that a program marked, each secret as a whole. The parent's
                id is not: the resource's own id begins with it.
        """
        named = [name for name in marked if name in properties and name not in self.parents]
        by_model = secret_values(self.fields, properties) if self.secrets else []
        return [*by_model, *(properties[name] for name in named)]

    def parent_of(self, properties: Properties) -> str:
        """The id of the parent that properties name; nothing where there is none."""
        return "/".join(str(properties.get(name, "")) for name in self.parents)

    def named(self, parent_id: str) -> Properties:
        """The inputs that name a parent."""
        return {**self.operations.named(parent_id)}

    def members(
        self, resource_id: str, identity: str, known: Properties
    ) -> "Iterator[Member[Resource[Any]]]":
        """The objects that a state holds: the resource's own, or those that it stands for.

        Args:
            identity: which resource of which stack it is.

        Raises:
            MalformedId: what is no id of this resource.
        """
        parent_id, object_id = self.split_id(resource_id, known)
        if self.entries is None:
            yield Member(self, parent_id, object_id, identity)
        else:
            yield from self.entries.members(parent_id, identity, known)

    def is_being_deleted(self, found: WireModel) -> bool:
        """Whether an object is being deleted, by whomever."""
        return self.health(status_of(found)) is Health.DELETING

    def is_default(self, found: W) -> bool:
        """Whether an object that always exists is what a delete makes of it."""
        default = self.operations.default
        return bool(default) and default.items() <= found.model_dump(by_alias=True).items()

    def whereabouts(self, properties: Properties) -> str:
        """Where an object that has no id yet is to be, for people; nothing where that is plain."""
        return "" if self.parent is None else f"in {self.parent_of(properties)}"

    def id_of(self, parent_id: str, object_id: str) -> str:
        """Join the id that Pulumi knows: `app_id/process_id`, or the API's own."""
        return f"{parent_id}/{object_id}" if self._compound else object_id

    def split_id(self, resource_id: str, known: Properties) -> tuple[str, str]:
        """Part an id into the parent's and the object's own. Raises `MalformedId`.

        The own one is what an answer said, whatever that was; what a person says is checked by
        `checked_id`.

        Args:
            known: the resource's properties, which tell the parent where the id does not.
        """
        if not self._compound:
            if not resource_id:
                raise MalformedId(resource_id, self.id_form)
            return resource_id if self.operations.single else self.parent_of(known), resource_id
        *parents, object_id = resource_id.split("/", len(self.parents))
        if len(parents) < len(self.parents) or not (all(parents) and object_id):
            raise MalformedId(resource_id, self.id_form)
        return "/".join(parents), object_id

    def own_part(self, resource_id: str) -> str:
        """The API's own id within the resource's."""
        return resource_id.split("/", len(self.parents))[-1] if self._compound else resource_id

    def checked_id(self, resource_id: str, known: Properties) -> str:
        """Check an id that is asked about, and bring it into normal form. Raises `MalformedId`.

        One from our own state, which `known` shows by the id that an answer told, stays as it is.
        """
        told = self.id_output if self.entries is None else self.entries.ids
        if known.get(told) is not None:
            return resource_id
        if self.not_importable:
            raise NotImportable(resource_id, self.not_importable)
        if not (self.importable or self.parent_of(known)):
            raise MalformedId(
                resource_id,
                f"{self.id_form} together with its {self.parent}: it cannot be imported",
            )
        above = [A_UUID for _ in self.parents] if self._compound else []
        rules = (*above, self.own_id_rule)
        parts = resource_id.split("/")
        try:
            pairs = list(zip(rules, parts, strict=True))
            return "/".join(str(rule.check(part)) for rule, part in pairs)
        except ValueError:  # pydantic's own errors are such, too
            raise MalformedId(resource_id, f"{self.id_form} ({rules[-1]})") from None

    def same_id(self, resource_id: str) -> str:
        """An id to compare by: UUIDs are the same in capitals, and objects in either parent."""
        return in_lower_case(self.own_part(resource_id) if self.other_side else resource_id)

    def key_of(self, resource_id: str) -> ObjectKey:
        """What an object is compared by, among those of all resources."""
        token = self.other_side.known_as if self.other_side else self.token
        return token, self.same_id(resource_id)

    def parent_in(self, resource_id: str, known: Properties) -> Properties:
        """The properties that name the parent; none where there is but one."""
        return self.named(self.split_id(resource_id, known)[0])

    @property
    def importable(self) -> bool:
        """Whether an id alone leads to an object that a stack can take over."""
        return not self.not_importable and self._led_to_by_id

    @property
    def listable(self) -> bool:
        """Whether the API lists the objects, and an import takes what it lists.

        What stands for several objects is not listed beside these.
        """
        return self.operations.listed and self.importable and self.entries is None

    @property
    def _led_to_by_id(self) -> bool:
        return self.parent is None or self._compound or self.operations.single

    @property
    def id_form(self) -> str:
        """What the parts of an id are, for people: `app_id/process_id`."""
        return "/".join((*self.parents, self.id_output)) if self._compound else self.id_output

    @property
    def _compound(self) -> bool:
        return self.parent is not None and self.parent_in_id and not self.operations.single
