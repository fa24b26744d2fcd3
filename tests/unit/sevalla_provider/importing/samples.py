"""Objects that were found, to write programs for."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from sevalla_provider.importing.declarations import ImportedObject
from sevalla_provider.importing.inventory import RemoteObject
from sevalla_provider.lifecycle.read import Found
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from unit import samples, strategies
from unit.samples import APP, PROCESS_ID, TUNNEL_ID


def found(
    resource: Resource[Any], name: str, id_output: str, inputs: Properties, **outputs: Any
) -> ImportedObject:
    remote = RemoteObject(resource, resource.id_of(APP, id_output), name, None)
    return ImportedObject(
        remote, name, Found({**inputs, resource.id_output: id_output, **outputs}, inputs)
    )


def process(name: str = "a-worker", **more: Any) -> ImportedObject:
    return found(PROCESS, name, PROCESS_ID, samples.worker(**more))


def proxy(status: str = "ready", **more: Any) -> ImportedObject:
    return found(TCP_PROXY, "proxy", "x", samples.proxy(**more), status=status)


def tunnel(**more: Any) -> ImportedObject:
    return found(TUNNEL, "db", TUNNEL_ID, samples.tunnel(**more))


def documents(characters: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Metadata, as deep as JSON goes."""
    texts = st.text(characters, max_size=30)
    numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    leaves = st.none() | st.booleans() | texts | numbers
    deeper = st.recursive(
        leaves,
        lambda inside: st.lists(inside, max_size=4) | st.dictionaries(texts, inside, max_size=4),
        max_leaves=12,
    )
    return st.dictionaries(texts, deeper, max_size=4)


def anything(characters: st.SearchStrategy[str]) -> st.SearchStrategy[Sequence[ImportedObject]]:
    """A process, its proxy and a tunnel, with whatever they can say."""
    return st.tuples(
        strategies.processes().map(lambda inputs: found(PROCESS, "one", PROCESS_ID, inputs)),
        st.just(proxy()),
        documents(characters).map(lambda metadata: tunnel(metadata=metadata)),
    )
