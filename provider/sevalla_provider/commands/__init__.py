"""The command `pulumi-sevalla`: a file for each of its own commands."""
