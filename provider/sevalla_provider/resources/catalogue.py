"""All resources. A new one adds its line here, and nothing else outside its own files."""

from sevalla_provider.resources.process import PROCESS
from sevalla_provider.resources.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.tunnel import TUNNEL
from sevalla_provider.resources.tunnel_connection import TUNNEL_CONNECTION
from sevalla_provider.resources.tunnel_share import TUNNEL_SHARE

CATALOGUE = (PROCESS, TCP_PROXY, TUNNEL, TUNNEL_CONNECTION, TUNNEL_SHARE)
