"""All resources. A new one adds its line here, and nothing else outside its own files."""

from sevalla_provider.resources.process import PROCESS
from sevalla_provider.resources.tcp_proxy import TCP_PROXY

CATALOGUE = (PROCESS, TCP_PROXY)
