"""Pipelines: applications of one source, stage after stage."""
