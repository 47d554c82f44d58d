"""Start-up and memory of `preau serve`."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import psutil

from bench import load, weight
from bench.load import Job
from bench.school import PASSWORD, School
from bench.table import Line
from language.text import NAMES

ROUNDS = 5
SECONDS = 3.0
QUIET = "≤ 0.8 s, quiet"  # a machine that does nothing else


def lines(school: School, folder: Path) -> Iterator[Line]:
    """From the command to the first answer; then what it holds, new and after work."""
    first = median(_start(School(folder / f"new{number}")) for number in range(ROUNDS))
    later = median(_start(school) for _ in range(ROUNDS))
    yield Line("first start, making the database", f"{first:.2f} s to the first answer", QUIET, first <= 0.8)
    yield Line("later starts, 10,000 pupils", f"{later:.2f} s to the first answer", QUIET, later <= 0.8)
    parents = school.parents(32)
    with school.serving() as process:
        held = psutil.Process(process.pid)
        new = held.memory_info().rss / 1e6
        paths = ["/", "/reset", "/children", "/account", "/password", "/nowhere"]
        asked = [load.get(school.port, paths[n % 6], Cookie=one.cookie) for n, one in enumerate(parents)]
        signing = [urlencode({"username": one.username, "password": PASSWORD}) for one in parents[:4]]
        load.run(Job(school.port, asked + [load.post(school.port, "/sign-in", form) for form in signing], SECONDS))
        # A change of password, because judging one takes a word list.
        form = urlencode({"current_password": PASSWORD, "password": "mouton valise citron lampe"})
        changing = load.post(school.port, "/password", form, Cookie=parents[-1].cookie)
        load.run(Job(school.port, [changing], 0.1))
        worked = held.memory_info().rss / 1e6
        for language in NAMES:
            for path in paths:
                weight.fetch(school.port, path, Cookie=parents[0].cookie, Accept_Language=language)
                weight.fetch(school.port, path, Accept_Language=language)
        spoken = held.memory_info().rss / 1e6
    yield Line("resident memory", f"{new:.0f} MB at start, {worked:.0f} MB after work", "≤ 90 MB", worked <= 90)
    yield Line("resident memory, twelve languages", f"{spoken:.0f} MB", "≤ 100 MB", spoken <= 100)


def _start(school: School) -> float:
    began = time.perf_counter()
    with school.serving():
        return time.perf_counter() - began
