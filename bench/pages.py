"""Entrance and dashboard, requests a second: beside Django's LoginView, and beside Piccolo's stock engine."""

import contextlib
import sys
from collections.abc import Iterator
from statistics import median

from bench import django_login, load, queries
from bench.load import Figures, Job
from bench.school import School, free_port
from bench.table import Line

CONNECTIONS = 32
SECONDS = 2.0
ROUNDS = 5


def lines(school: School) -> Iterator[Line]:
    """The servers all run; each round asks one after the other."""
    parents = school.parents(CONNECTIONS)
    django_port, stock_port = free_port(), free_port()
    with contextlib.ExitStack() as stack:
        stack.enter_context(school.serving())
        # The stock engine needs aiosqlite, which a school's own environment does not have.
        stock = ("-m", "bench.stock", str(stock_port))
        stack.enter_context(school.serving(*stock, port=stock_port, python=sys.executable))
        has_django = stack.enter_context(django_login.serving(django_port))
        dashboards = [(f"/children/{parent.child}", parent.cookie) for parent in parents]
        jobs = {
            "entrance": _job(school.port, [("/", "")] * CONNECTIONS),
            "dashboard": _job(school.port, dashboards),
            "stock": _job(stock_port, dashboards, host=school.port),
        }
        if has_django:
            jobs["django"] = _job(django_port, [("/", "")] * CONNECTIONS)
        rounds = [{name: load.run(job) for name, job in jobs.items()} for _ in range(ROUNDS)]
    yield Line("entrance", _figures(rounds, "entrance"), "5,000 a second class", _rate(rounds, "entrance") >= 5000)
    if has_django:
        ratio = _ratio(rounds, "entrance", "django")
        yield Line("  Django LoginView, gunicorn, one worker", _figures(rounds, "django"))
        yield Line("  entrance against that", f"{ratio:.1f} ×", "≥ 4 ×", ratio >= 4)
    else:
        yield Line("  entrance against Django", "not measured: Django could not be installed", "≥ 4 ×")
    ratio = _ratio(rounds, "dashboard", "stock")
    yield Line("dashboard", _figures(rounds, "dashboard"))
    yield Line("  with Piccolo's stock engine", _figures(rounds, "stock"))
    yield Line("  dashboard against that", f"{ratio:.1f} ×", "≥ 8 ×", ratio >= 8)
    yield from queries.lines(school)


def _job(port: int, asked: list[tuple[str, str]], host: int = 0) -> Job:
    requests = [load.get(host or port, path, **({"Cookie": cookie} if cookie else {})) for path, cookie in asked]
    return Job(port, requests, SECONDS)


def _rate(rounds: list[dict[str, Figures]], name: str) -> float:
    return median(figures[name].rate for figures in rounds)


def _ratio(rounds: list[dict[str, Figures]], ours: str, theirs: str) -> float:
    return median(figures[ours].rate / figures[theirs].rate for figures in rounds)


def _figures(rounds: list[dict[str, Figures]], name: str) -> str:
    each = [figures[name] for figures in rounds]
    p50, p99 = median(one.p50 for one in each), median(one.p99 for one in each)
    return f"{_rate(rounds, name):,.0f}/s, p50 {p50:.1f} ms, p99 {p99:.1f} ms{each[-1].strange(200)}"
