"""The stack of the bad days, for evidence that nothing is lost, made twice or taken."""

from acceptance.bad_day.conftest import canary, day

__all__ = ["canary", "day"]
