"""A message to systemd (sd_notify(3)): with `Type=notify` the start is complete when the server answers.

Ten lines in place of a dependency: one datagram to a socket whose name is in the environment.
"""

import logging
import os
import socket

log = logging.getLogger("preau")


def ready() -> None:
    """Say that the server answers; nothing without a service manager."""
    name = os.environ.pop("NOTIFY_SOCKET", "")  # taken out: no process that this one starts is the service
    if not name:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect("\0" + name[1:] if name.startswith("@") else name)  # @: Linux's abstract names
            line.sendall(b"READY=1")
    except OSError as error:
        log.warning("The service manager cannot be told that the server is ready: %s", error.strerror)
