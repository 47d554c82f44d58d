"""A confined process that waits for its next request, and the end of one."""

import contextlib
import os
import signal
import subprocess
import threading


def kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill it with its forks, without waiting."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def reap(process: "subprocess.Popen[bytes]") -> None:
    """Close the pipes of a killed process, and wait for its end."""
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(BrokenPipeError):
            pipe and pipe.close()
    process.wait()


class Idle:
    """At most one process of a kind of work. It has parsed nothing: each request was answered in a fork of it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.end: threading.Timer | None = None

    def take(self) -> "subprocess.Popen[bytes] | None":
        """The process, for its next request; None where there is none."""
        process = self._put(None)
        if process is None or process.poll() is None:
            return process
        reap(process)
        return None

    def keep(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        """Let it wait for `seconds`, in place of another one."""
        _end(self._put(process, seconds))

    def _put(self, process: "subprocess.Popen[bytes] | None", seconds: float = 0) -> "subprocess.Popen[bytes] | None":
        """Have this process, or none; returns the one before."""
        with self.lock:
            before, self.process = self.process, process
            if self.end:
                self.end.cancel()
            self.end = threading.Timer(seconds, self._expire, (process,)) if process else None
            if self.end:
                self.end.daemon = True
                self.end.start()
            return before

    def _expire(self, process: "subprocess.Popen[bytes]") -> None:
        with self.lock:
            if self.process is not process:
                return
            self.process = self.end = None
        _end(process)


def _end(process: "subprocess.Popen[bytes] | None") -> None:
    if process is not None:
        kill(process)
        reap(process)
