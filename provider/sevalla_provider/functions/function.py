"""The description of a function: all that the schema and the plugin know of it."""

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.operations import Operations
from sevalla_provider.lifecycle.errors import LifecycleError
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.properties import OutputModel, Properties
from sevalla_provider.resources.read_models import read_model
from sevalla_provider.resources.resource import Api
from sevalla_provider.resources.values import InputModel

R = TypeVar("R")
I = TypeVar("I", bound=InputModel)  # noqa: E741 - as everywhere for inputs


class NotThere(LifecycleError):
    """What a program looks up does not exist. The message says what does."""


@dataclass(frozen=True)
class Function(Generic[I]):
    """One function.

    Attributes:
        token: Pulumi's name of it, such as `sevalla:index:getProcess`.
        description: what it tells, in Markdown, for the schema and the reference.
        inputs: the model of its arguments.
        outputs: the model of its answer; nested models are `OutputModel`s, too.
        run: looks it up; the answer by Python names. Raises `ApiError`, `SettingsError`,
            `NotThere`.
    """

    token: str
    description: str
    inputs: type[I]
    outputs: type[OutputModel]
    run: Callable[[Session, I], Coroutine[None, None, Properties]]


AnyFunction = Function[Any]


def only(
    noun: str,
    found: Sequence[R],
    asked: Mapping[str, object],
    known: str,
    *,
    by: Iterable[str],
    such: str = "with",
) -> R:
    """The one that was found. Raises `NotThere` where there is none, or more than one.

    Args:
        asked: what was said of it, by name; nothing where nothing was.
        known: those that there are, for people.
        by: the names by which something may be said.
        such: the words before what was said.
    """
    if asked and len(found) == 1:
        return found[0]
    there = f"are several {noun}s" if found else f"is no {noun}"
    sought = " and ".join(f'{name} "{said}"' for name, said in asked.items())
    ways = " or ".join(f"by `{name}`" for name in by)
    problem = f"there {there} {such} {sought}" if asked else f"say which {noun}: {ways}"
    raise NotThere(f"{problem}; there are {known or 'none'}")


def ordered(found: Iterable[dict[str, Any]], by: str, wanted: object = None) -> list[Any]:
    """The rows that show what is wanted, or all, in the order of what they show."""
    fitting = [each for each in found if wanted in (None, each[by])]
    return sorted(fitting, key=lambda each: (each[by] or "", each["id"]))


async def rows(session: Session, table: Operations, model: type[OutputModel]) -> list[Any]:
    """Read a whole table of the Sevalla API: properties in the shape of `model`."""
    client = session.client(Api.SEVALLA)
    found = await Collection(client, table, read_model(model.__name__, model)).all()
    return [each.model_dump(include=set(model.model_fields)) for each in found.values()]
