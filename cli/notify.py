"""A message to systemd (sd_notify(3)): with `Type=notify` the start is complete when the server answers.

It sends one datagram to a socket named in the environment, so no dependency is needed.
"""

import logging
import os
import socket

log = logging.getLogger("preau")


def ready() -> None:
    """Report that the server accepts requests. Does nothing without a service manager."""
    name = os.environ.pop("NOTIFY_SOCKET", "")  # removed, so that child processes do not inherit it
    if not name:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as connection:
            connection.connect("\0" + name[1:] if name.startswith("@") else name)  # @: Linux's abstract names
            connection.sendall(b"READY=1")
    except OSError as error:
        log.warning("The service manager cannot be told that the server is ready: %s", error.strerror)
