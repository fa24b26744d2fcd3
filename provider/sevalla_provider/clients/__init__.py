"""The two APIs, a file per collection: calls and read models, no Pulumi."""
