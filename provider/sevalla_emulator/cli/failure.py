"""What ends the command before it has done what it should."""


class Failure(Exception):
    """The message is one sentence for the person who typed the command."""
