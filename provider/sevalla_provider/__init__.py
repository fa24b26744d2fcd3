"""Pulumi provider for Sevalla."""
