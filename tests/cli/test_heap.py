"""The memory that the server's threads allocate."""

import platform
import subprocess
import sys

import pytest

HEAPS = """
import ctypes, sys, threading, zlib
from cli.serve import share_heap
if sys.argv[1] == "shared":
    share_heap()
together = threading.Barrier(4)
def allocate():
    kept = [zlib.compressobj() for _ in range(4)]
    together.wait()
threads = [threading.Thread(target=allocate) for _ in range(4)]
[thread.start() for thread in threads], [thread.join() for thread in threads]
glibc = ctypes.CDLL(None)
glibc.fdopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(glibc.fdopen(1, b"w"))
glibc.malloc_info(0, out), glibc.fflush(out)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the others have no heap for each thread")
def test_the_threads_of_the_server_share_one_heap() -> None:
    def heaps(kind: str) -> int:
        done = subprocess.run([sys.executable, "-c", HEAPS, kind], capture_output=True, text=True, check=True)
        return done.stdout.count("<heap nr=")

    assert heaps("shared") == 1
    assert heaps("as it is") > 1
