"""What everybody else feels while eight parents sign in, and how close sign-ins come to what bcrypt allows."""

import os
import threading
import time
from collections.abc import Iterator
from statistics import median
from urllib.parse import urlencode

import bcrypt

from bench import load, processor
from bench.load import Figures, Job
from bench.processor import Used
from bench.school import PASSWORD, Parent, School
from bench.table import Line
from models.core.pool import lower_priority

PARENTS = 8
PROBES = 4  # connections that look at the dashboard meanwhile, each with a pause
PAUSE = 0.02  # seconds
SECONDS = 8.0
ROUNDS = 3
CORES = os.cpu_count() or 1
PARTS = ("bcrypt", "the server, all else", "this bench's clients", "other programs, or idle")


def lines(school: School) -> Iterator[Line]:
    """Quiet, then the sign-ins with bcrypt alone before and after; each round again."""
    parents = school.parents(PARENTS)
    quiet, alone, busy, sign_ins, spent = [], [], [], [], []
    with school.serving() as server:
        signing, looking = _signing_in(school, parents), _looking(school, parents)
        load.run(looking)  # what is made at first use is made
        for _ in range(ROUNDS):
            quiet.append(load.run(looking))
            before = _bcrypt_rate()
            so_far, began = processor.used(server.pid), time.perf_counter()
            client = load.start(signing)
            busy.append(load.run(looking))
            sign_ins.append(load.finish(client))
            whole = (time.perf_counter() - began) * CORES
            spent.append(_shares(processor.used(server.pid) - so_far, busy[-1], sign_ins[-1], whole))
            alone.append((before + _bcrypt_rate()) / 2)
    quiet99, busy99 = median(one.p99 for one in quiet), median(one.p99 for one in busy)
    ratio = median(b.p99 / q.p99 for b, q in zip(busy, quiet, strict=True))
    share = median(one.rate / limit for one, limit in zip(sign_ins, alone, strict=True))
    rate = median(one.rate for one in sign_ins)
    yield Line("GET, nobody signing in", f"p50 {median(q.p50 for q in quiet):.1f} ms, p99 {quiet99:.1f} ms")
    figures = f"p50 {median(b.p50 for b in busy):.1f} ms, p99 {busy99:.1f} ms{busy[-1].strange(200)}"
    yield Line(f"GET, {PARENTS} parents signing in at cost 12", figures)
    yield Line("  p99 against quiet", f"{ratio:.1f} ×", "≤ 3 ×", ratio <= 3)
    yield Line(
        "sign-ins", f"{rate:.1f}/s, bcrypt alone on {CORES} cores {median(alone):.1f}/s{sign_ins[-1].strange(303)}"
    )
    yield Line("  share of what bcrypt can do here", f"{share:.0%}", "≥ 93 %", share >= 0.93)
    for name, shares in zip(PARTS, zip(*spent, strict=True), strict=True):
        yield Line(f"  of the processor: {name}", f"{median(shares):.0%}")
    asked = median(b.rate for b in busy)
    each = median(s[1] / b.rate for s, b in zip(spent, busy, strict=True)) * CORES * 1000
    yield Line("  and for each GET", f"{each:.1f} ms of the server at most, {asked:.0f} GETs a second")


def _shares(server: Used, looking: Figures, signing: Figures, whole: float) -> tuple[float, ...]:
    """Of all the processor time that passed, in the order of `PARTS`: the clients run on the cores of the server."""
    clients = looking.processor + signing.processor
    parts = (server.bcrypt, server.other, clients)
    return tuple(part / whole for part in (*parts, whole - sum(parts)))


def _looking(school: School, parents: list[Parent]) -> Job:
    asked = [load.get(school.port, f"/children/{one.child}", Cookie=one.cookie) for one in parents[:PROBES]]
    return Job(school.port, asked, SECONDS, PAUSE)


def _signing_in(school: School, parents: list[Parent]) -> Job:
    forms = [urlencode({"username": one.username, "password": PASSWORD}) for one in parents]
    return Job(school.port, [load.post(school.port, "/sign-in", form) for form in forms], SECONDS)


def _bcrypt_rate() -> float:
    """Checks a second with one thread a core and nothing else to do.

    At the low priority that sign-ins have too: what other programs take from one they take from the other.
    """
    digest = bcrypt.hashpw(b"x", bcrypt.gensalt(12))
    began = time.perf_counter()
    done: list[float] = []

    def work() -> None:
        lower_priority()
        while time.perf_counter() < began + SECONDS / 2:
            bcrypt.checkpw(b"x", digest)
            done.append(time.perf_counter())

    threads = [threading.Thread(target=work) for _ in range(CORES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done) / (max(done) - began)
