"""Drift for CI: what is not as it was left, in which values, and what to do about it."""
