"""The server's side of a confined process: starts it, sends it requests, ends it."""

import asyncio
import contextlib
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.core.confined import frames
from models.core.confined.idle import Idle, kill, reap

INSIDE = Path(__file__).with_name("inside.py")
PATIENCE = 8  # seconds of wall clock for each second of processor time: the process has a low priority
ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")  # the variables that it inherits: no setting, no secret


class Exceeded(Exception):
    """The work took more memory or processor time than its limits allow, or ended the process."""


class Fault(RuntimeError):
    """The parser failed by an error of its own: its type and place, without the message, which may quote the bytes."""


@dataclass(frozen=True)
class Work:
    """One parser: `function` is its `module:name`, which takes bytes and keywords and returns plain data.

    It may use `memory` bytes of address space, and `seconds` of processor time for each request. The thread does one
    request at a time; the others wait. With `kept` its process waits that many seconds for a next block, so that the
    parser's modules are loaded once; each request is then answered in a fork of it. It inherits the variables of
    `environment` besides the usual ones.
    """

    function: str
    memory: int
    seconds: int
    kept: int = 0
    environment: tuple[str, ...] = ()
    idle: Idle = field(default_factory=Idle)
    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="confined"))

    @property
    def patience(self) -> int:
        """Seconds of wall clock for each request."""
        return self.seconds * PATIENCE


class Sandbox:
    """A process for requests of one kind: it starts with the first, and ends with the block, or is kept.

    async with Sandbox(WORK) as sandbox:
        report = await sandbox.ask(raw, Report)
    """

    def __init__(self, work: Work) -> None:
        self.work = work
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.closed = False
        self.busy = False  # while the process has a request

    async def __aenter__(self) -> "Sandbox":
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.work.kept and not self.busy:
            self._keep()
        self._end(closed=True)

    def start(self) -> None:
        """Start the process before the first request is ready."""
        self.work.thread.submit(self._running)

    async def ask(self, data: bytes, kind: Any, **arguments: Any) -> Any:
        """What the function returns for these bytes, decoded as the type `kind`.

        Raises `Fault`, or `Exceeded`; the next request then gets a new process. Cancellation ends the process at once.
        """
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self.work.thread, self._exchange, data, kind, arguments)
        except asyncio.CancelledError:
            self._end(closed=True)
            raise

    def _exchange(self, data: bytes, kind: Any, arguments: dict[str, Any]) -> Any:
        """In a thread: one request and its answer."""
        process = self._running()
        assert process.stdin is not None  # noqa: S101 both are pipes
        assert process.stdout is not None  # noqa: S101 as above
        late = threading.Timer(self.work.patience, kill, (process,))
        late.start()
        try:
            self.busy = True
            frames.write(process.stdin, frames.pack(arguments), data)
            answer = frames.read(process.stdout)
        except BrokenPipeError:
            answer = None
        finally:
            late.cancel()
        outcome, body = answer or (b"exceeded", b"")
        self.busy = answer is None
        if outcome == b"fault":
            raise Fault(f"{self.work.function}: {body.decode()}")
        if outcome != b"done":
            self._end()
            raise Exceeded
        return frames.unpack(body, kind)

    def _running(self) -> "subprocess.Popen[bytes]":
        with self.lock:
            if self.closed:
                raise Exceeded
            if self.process is None:
                self.process = self.work.idle.take() or self._started()
            return self.process

    def _started(self) -> "subprocess.Popen[bytes]":
        limits = str(self.work.memory), str(self.work.seconds), "apart" if self.work.kept else "together"
        return subprocess.Popen(  # noqa: S603 our own file, no shell
            [sys.executable, "-I", str(INSIDE), self.work.function, *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in (*ENVIRONMENT, *self.work.environment) if name in os.environ},
            process_group=0,
        )

    def _keep(self) -> None:
        with self.lock:
            process, self.process = self.process, None
        if process is not None:
            self.work.idle.keep(process, self.work.kept)

    def _end(self, *, closed: bool = False) -> None:
        """Kill the process if there is one, without waiting for it."""
        with self.lock:
            self.closed = self.closed or closed
            process, self.process = self.process, None
        if process is not None:
            kill(process)
            with contextlib.suppress(RuntimeError):  # the interpreter is shutting down
                self.work.thread.submit(reap, process)  # after the interrupted request
