"""`python -m bench`: every benchmark, one table. `python -m bench pages mails` runs those alone."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import announcements, first_paint, imports, mails, office, pages, preview, sign_ins, start, table, weight
from bench.school import School
from bench.table import Line


def main(wanted: list[str]) -> None:
    """The import comes first: the others work in the school that it fills."""
    with tempfile.TemporaryDirectory(prefix="preau-bench-") as name:
        folder = Path(name)
        school = School(folder / "school")
        benches: dict[str, Callable[[], Iterator[Line]]] = {
            "imports": lambda: imports.lines(school),
            "preview": lambda: preview.lines(school),
            "start": lambda: start.lines(school, folder),
            "pages": lambda: pages.lines(school),
            "sign_ins": lambda: sign_ins.lines(school),
            "mails": lambda: mails.lines(folder),
            "office": lambda: office.lines(folder),
            "announcements": lambda: announcements.lines(school),
            "weight": lambda: weight.lines(school),
            "first_paint": lambda: first_paint.lines(school),
        }
        if unknown := set(wanted) - set(benches):
            raise SystemExit(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(benches)}")
        print(f"{os.cpu_count()} cores; medians of rounds that take turns; other work on this machine shows.\n")
        table.head()
        for bench, measure in benches.items():
            for line in measure() if not wanted or bench in (*wanted, "imports") else ():
                table.show(line)


main(sys.argv[1:])
