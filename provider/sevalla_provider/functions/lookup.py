"""`getProcess`, `getProcesses` and the like: looking up the objects of any resource."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, create_model
from pydantic.alias_generators import to_snake
from pydantic.fields import FieldInfo

from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.verbs import Get
from sevalla_provider.functions.function import AnyFunction, Function, NotThere
from sevalla_provider.functions.listing import Fields, place_fields
from sevalla_provider.lifecycle.lookups import with_lookups
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.state import outputs_of
from sevalla_provider.resources.properties import OutputModel, Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait, trait_of
from sevalla_provider.resources.values import InputModel


def lookups(resource: Resource[Any]) -> Iterator[AnyFunction]:
    """The functions of a resource: those that the API can answer."""
    operations = resource.operations
    if resource.entries is not None:
        return  # those of the resource that each of them is
    if operations.get is Get.IF_LISTED:
        return  # nobody can tell whether there is one
    if operations.listed or operations.get is Get.BY_ID:
        yield get_one(resource)
    if operations.listed and not operations.single:
        yield get_all(resource)


def get_one(resource: Resource[Any]) -> AnyFunction:
    """Look up one object by its own id or, where that is unique, by its name.

    The only one of its parent is looked up by that.
    """
    noun, unique = resource.noun, resource.unique
    inputs = create_model(
        f"Get{resource.name}", __base__=InputModel, **place_fields(resource), **_own(resource)
    )

    async def run(session: Session, asked: InputModel) -> Properties:
        given = asked.model_dump(exclude_none=True)
        parent_id = resource.parent_of(given)
        place = session.place(resource, parent_id)
        if resource.operations.single:
            found = await place.reads.find(parent_id)
        elif resource.id_output in given:
            found = await place.reads.find(given[resource.id_output])
        elif unique in given:
            there = (await place.lists.all()).values()
            named = [one for one in there if getattr(one, unique) == given[unique]]
            if len(named) > 1:
                ids = ", ".join(sorted(one.id for one in named))
                raise NotThere(
                    f'there are several {noun}s with {unique} "{given[unique]}": say which by '
                    f"`{resource.id_output}` ({ids})"
                )
            found = next(iter(named), None)
        else:
            raise NotThere(f"say which {noun}: by `{resource.id_output}` or by `{unique}`")
        if found is None:
            sought = " ".join(f'{name} "{value}"' for name, value in given.items())
            listed = resource.operations.listed and not resource.operations.single
            look = f": `get{resource.plural}` lists those there are" if listed else ""
            raise NotThere(f"there is no {noun} with {sought}{look}")
        return await with_lookups(session, resource, found.id, shown_of(resource, parent_id, found))

    return Function(
        token=_token(resource, f"get{resource.name}"),
        description=f"Looks up one {resource.noun} that exists already.",
        inputs=inputs,
        outputs=details_of(resource, f"Get{resource.name}Result"),
        run=run,
    )


def get_all(resource: Resource[Any]) -> AnyFunction:
    """Look up every object under one parent, ordered by id."""
    details = details_of(resource, f"Get{resource.plural}{resource.name}")
    listed = Field(description=f"Every {resource.noun} there is, ordered by id.")
    name = to_snake(resource.plural)
    fields: Fields = {name: (Annotated[list[details], listed], ...)}  # type: ignore[valid-type]

    async def run(session: Session, asked: InputModel) -> Properties:
        parent_id = resource.parent_of(asked.model_dump())
        found = await session.place(resource, parent_id).lists.all()
        return {name: [shown_of(resource, parent_id, found[each]) for each in sorted(found)]}

    return Function(
        token=_token(resource, f"get{resource.plural}"),
        description=f"Looks up every {resource.noun} there is{_in_one(resource)}.",
        inputs=create_model(f"Get{resource.plural}", __base__=InputModel, **place_fields(resource)),
        outputs=create_model(f"Get{resource.plural}Result", __base__=OutputModel, **fields),
        run=run,
    )


def _token(resource: Resource[Any], name: str) -> str:
    return f"{resource.token.rpartition(':')[0]}:{name}"


def _in_one(resource: Resource[Any]) -> str:
    return "" if resource.parent is None else f", in one `{resource.parent}`"


def _own(resource: Resource[Any]) -> Fields:
    if resource.operations.single:
        return {}
    id_output = Field(description=f"The API's own id of the {resource.noun}.")
    form = Annotated[str, resource.own_id_rule]
    unique = resource.unique
    if unique is None or not resource.operations.listed:
        return {resource.id_output: (Annotated[form, id_output], ...)}
    name = Field(description=f"The {unique} of the {resource.noun}, where its id is not known.")
    return {
        resource.id_output: (Annotated[form | None, id_output], None),
        unique: (Annotated[str | None, name], None),
    }


def details_of(resource: Resource[Any], name: str) -> type[OutputModel]:
    """A model of everything that is known of an object; what the API leaves open may be missing."""
    fields: Fields = {
        each: _possible(field)
        for each, field in resource.fields.items()
        if not trait_of(field).write_only
    }
    as_imported = Field(description=f"As an import takes it: `{resource.id_form}`.")
    own: Fields = {"id": (Annotated[str, as_imported], ...)}
    return create_model(name, __base__=OutputModel, __doc__=resource.description, **own, **fields)


def _possible(field: FieldInfo) -> tuple[Any, None]:
    annotation: Any = field.annotation
    described = Field(description=field.description)
    if trait_of(field).secret:
        return Annotated[annotation | None, Trait(secret=True), described], None
    return Annotated[annotation | None, described], None


def shown_of(resource: Resource[Any], parent_id: str, found: WireModel) -> Properties:
    """What is known of an object, in the shape of `details_of`."""
    return {
        "id": resource.id_of(parent_id, found.id),
        **outputs_of(resource, found, resource.named(parent_id)),
    }
