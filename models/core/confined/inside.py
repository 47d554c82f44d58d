"""Runs in the confined process: started by sandbox.py with the name of one function, never imported by the server.

For each request on standard input: the function's arguments, then the bytes to parse. The answer is `done` with what
the function returned, `exceeded` where memory or recursion depth ran out, or `fault` with the type and location of
any other error, without its message, which may quote the bytes.

With `apart` each request has a process of its own: a fork of this one, which has the parser's modules and no bytes.
"""

import gc
import math
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = str(Path(__file__).parents[3])


def main(path: str, memory: int, seconds: int, *, apart: bool) -> None:
    """Answer requests until the other side ends."""
    _limit(memory)
    sys.path.insert(0, ROOT)
    from models.core.confined import frames  # noqa: F401  so that a fork has it

    module, _, name = path.partition(":")
    function = getattr(import_module(module), name)
    gc.disable()  # a request allocates much, and the process is short-lived
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # a print must not corrupt an answer
    serve = _forked if apart else _served
    while serve(function, seconds, answers):
        pass


def _forked(function: Callable[..., Any], seconds: int, answers: Any) -> bool:
    """Answer one request in a fork. False where it ended without an answer, or the other side has ended."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    os._exit(0 if _served(function, seconds, answers) else 1)


def _served(function: Callable[..., Any], seconds: int, answers: Any) -> bool:
    """Answer one request. False where the other side has ended."""
    from models.core.confined import frames

    request = frames.read(sys.stdin.buffer)
    if request is None:
        return False
    _allow(seconds)
    frames.write(answers, *_answer(function, *request))
    return True


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
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.nice(10)


def _allow(seconds: int) -> None:
    """Allow the next request this many seconds of processor time; the system ends the process after that."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + seconds, hard))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), apart=sys.argv[4] == "apart")
