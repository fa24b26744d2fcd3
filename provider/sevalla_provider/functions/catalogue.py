"""All functions: look-ups of each resource that the API can read, and those that add a line."""

from collections.abc import Sequence

from sevalla_provider.functions.access import (
    GET_API_KEY_PERMISSIONS,
    GET_API_KEY_ROLES,
    GET_USERS,
)
from sevalla_provider.functions.applications import GET_APPLICATIONS
from sevalla_provider.functions.clusters import GET_CLUSTER, GET_CLUSTERS
from sevalla_provider.functions.function import AnyFunction
from sevalla_provider.functions.lookup import lookups
from sevalla_provider.functions.pipeline_stages import GET_PIPELINE_STAGE
from sevalla_provider.functions.resource_types import (
    GET_DATABASE_RESOURCE_TYPES,
    GET_PROCESS_RESOURCE_TYPES,
)
from sevalla_provider.resources.catalogue import CATALOGUE

OF_THEIR_OWN: Sequence[AnyFunction] = (
    GET_APPLICATIONS,
    GET_CLUSTER,
    GET_CLUSTERS,
    GET_PIPELINE_STAGE,
    GET_PROCESS_RESOURCE_TYPES,
    GET_DATABASE_RESOURCE_TYPES,
    GET_API_KEY_ROLES,
    GET_API_KEY_PERMISSIONS,
    GET_USERS,
)
"""Those that a file describes by hand; no look-up of the same name is made."""

BY_HAND = frozenset(each.token for each in OF_THEIR_OWN)

FUNCTIONS: Sequence[AnyFunction] = (
    *(each for one in CATALOGUE for each in lookups(one) if each.token not in BY_HAND),
    *OF_THEIR_OWN,
)
