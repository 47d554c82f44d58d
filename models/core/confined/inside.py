"""Runs in the confined process: started by sandbox.py with the name of one function, never imported by the server.

For each request on standard input: the function's arguments, then the bytes to parse. The answer is `done` with what
the function returned, `exceeded` where memory or recursion depth ran out, or `fault` with the type and location of
any other error, without its message, which may quote the bytes.
"""

import gc
import math
import os
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = str(Path(__file__).parents[3])


def main(path: str, memory: int, seconds: int) -> None:
    """Answer requests until the other side ends."""
    _limit(memory)
    sys.path.insert(0, ROOT)
    from models.core.confined import frames

    module, _, name = path.partition(":")
    function = getattr(import_module(module), name)
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # a print must not corrupt an answer
    gc.disable()  # a request allocates much, and the process is short-lived
    while request := frames.read(sys.stdin.buffer):
        _allow(seconds)
        frames.write(answers, *_answer(function, *request))


def _answer(function: Callable[..., Any], arguments: bytes, data: bytes) -> tuple[bytes, bytes]:
    from models.core.confined import frames

    try:
        return b"done", frames.pack(function(data, **frames.unpack(arguments)))
    except (MemoryError, RecursionError):
        return b"exceeded", b""
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return b"fault", f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}".encode()


def _limit(memory: int) -> None:
    """Allow `memory` bytes of address space and no file to be written, and lower the priority."""
    try:
        import resource
    except ImportError:  # not a POSIX system: only the parsers' own limits apply
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.nice(10)


def _allow(seconds: int) -> None:
    """Allow the next request this many seconds of processor time; the system ends the process after that."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + seconds, hard))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
