"""What systems do in different ways with the ports of a machine."""

import os
import socket


def let_reuse(listening: socket.socket) -> None:
    """Let a port be taken that a program before us has just left."""
    if os.name == "posix":  # elsewhere it is so, and the option would let two programs share a port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
