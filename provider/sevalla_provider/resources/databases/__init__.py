"""Databases, and what belongs to them."""
