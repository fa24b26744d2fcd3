"""Domains of static sites (`docs/contract/sites-balancers-pipelines.md`, Domains)."""

from sevalla_emulator.kinds import static_sites
from sevalla_emulator.kinds.domains import domains_of

KIND = domains_of(static_sites.KIND, "static_site_domains", static_sites.HOST)
