"""All functions: look-ups of each resource that the API can read, and those that add a line."""

from collections.abc import Sequence

from sevalla_provider.functions.applications import GET_APPLICATIONS
from sevalla_provider.functions.clusters import GET_CLUSTER, GET_CLUSTERS
from sevalla_provider.functions.function import AnyFunction
from sevalla_provider.functions.lookup import lookups
from sevalla_provider.functions.resource_types import GET_PROCESS_RESOURCE_TYPES
from sevalla_provider.resources.catalogue import CATALOGUE

FUNCTIONS: Sequence[AnyFunction] = (
    *(function for each in CATALOGUE for function in lookups(each)),
    GET_APPLICATIONS,
    GET_CLUSTER,
    GET_CLUSTERS,
    GET_PROCESS_RESOURCE_TYPES,
)
