"""`getCluster` and `getClusters`: the places where applications run."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import List
from sevalla_provider.functions.function import Function, NotThere, only, ordered, rows
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.properties import OutputModel, Properties
from sevalla_provider.resources.values import InputModel, Text

OPERATIONS = Operations(path="/resources/clusters", limits=sevalla.LIMITS, list=List.ARRAY)


class GetClusters(InputModel):
    """Which clusters."""

    name: Annotated[
        Annotated[str, Text(1, 255)] | None,
        Field(description="The name, such as `europe-west3`; every cluster where it is left out."),
    ] = None


class Cluster(OutputModel):
    """A place where applications run."""

    id: Annotated[str, Field(description="The API's own id of the cluster.")]
    name: Annotated[str | None, Field(description="The name, such as `europe-west3`.")] = None
    display_name: Annotated[str | None, Field(description="The name for people.")] = None
    location: Annotated[str | None, Field(description="Where it is.")] = None


class GetCluster(InputModel):
    """Which cluster."""

    name: Annotated[
        Annotated[str, Text(1, 255)] | None,
        Field(description="The name, such as `europe-west3`."),
    ] = None
    location: Annotated[
        Annotated[str, Text(1, 255)] | None,
        Field(description="Where it is, in the platform's words, such as `Frankfurt, Germany`."),
    ] = None


class GetClustersResult(OutputModel):
    """The clusters that were asked for."""

    clusters: Annotated[list[Cluster], Field(description="At least one, ordered by name.")]


async def run(session: Session, asked: GetClusters) -> Properties:
    """Look up the clusters. Raises `NotThere`, naming those that there are."""
    there = await rows(session, OPERATIONS, Cluster)
    found = ordered(there, "name", asked.name)
    if not found:
        known = ", ".join(sorted(each["name"] or each["id"] for each in there))
        wanted = f' "{asked.name}"' if asked.name else ""
        raise NotThere(f"there is no cluster{wanted}; there are {known or 'none'}")
    return {"clusters": found}


async def run_one(session: Session, asked: GetCluster) -> Properties:
    """Look up one cluster. Raises `NotThere`, naming those that there are."""
    wanted = asked.model_dump(exclude_none=True)
    there = await rows(session, OPERATIONS, Cluster)
    found = [each for each in there if all(each[name] == said for name, said in wanted.items())]
    known = "; ".join(sorted(f"{each['name']} ({each['location']})" for each in there))
    one: Properties = only(
        "cluster", found, wanted, known, by=GetCluster.model_fields, such="with the"
    )
    return one


GET_CLUSTER = Function(
    token="sevalla:index:getCluster",  # noqa: S106 - a name, no password
    description="Looks up one cluster where applications can run, by its name or its location.",
    inputs=GetCluster,
    outputs=Cluster,
    run=run_one,
)

GET_CLUSTERS = Function(
    token="sevalla:index:getClusters",  # noqa: S106 - a name, no password
    description="Looks up the clusters where applications can run.",
    inputs=GetClusters,
    outputs=GetClustersResult,
    run=run,
)
