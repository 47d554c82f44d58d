"""The import of a big school: seconds and peak memory."""

import time
from collections.abc import Iterator

import psutil

from bench import families
from bench.school import School
from bench.table import Line

PUPILS = 10_000


def lines(school: School) -> Iterator[Line]:
    """Imports into the empty school, so it comes first; the others then work in a full one."""
    export = school.folder / "export.csv"
    rows = families.write(export, PUPILS)
    for name in ("import of 10,000 pupils", "  the same file again"):
        took, peak = _run(school, "import", str(export), "--apply")
        aimed = ("a few seconds", took <= 5) if name.startswith("import") else ("", None)
        yield Line(name, f"{took:.1f} s, at most {peak / 1e6:.0f} MB ({rows:,} rows)", *aimed)


def _run(school: School, *words: str) -> tuple[float, int]:
    """Seconds, and the most memory held (bytes), of one verb."""
    began = time.perf_counter()
    process = school.spawn("-m", "cli", *words)
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, psutil.Process(process.pid).memory_info().rss)
        except psutil.Error:
            break
        time.sleep(0.02)
    if process.wait():
        raise RuntimeError(school.said())
    return time.perf_counter() - began, peak
