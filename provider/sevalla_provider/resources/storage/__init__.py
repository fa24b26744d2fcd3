"""Buckets, and who may use them from a browser."""
