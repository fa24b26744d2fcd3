"""Domains of load balancers (`docs/contract/sites-balancers-pipelines.md`, Domains)."""

from sevalla_emulator.kinds import load_balancers
from sevalla_emulator.kinds.domains import domains_of

KIND = domains_of(load_balancers.KIND, "load_balancer_domains", "balancers.localhost")
