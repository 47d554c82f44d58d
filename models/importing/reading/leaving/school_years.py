"""A column of school years (`Schooljaar` over `2025-2026` and `2026/27`): only the rows of the current one count."""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from language.text import _
from models.importing.reading.cells import trimmed
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.layout import Layout
from models.importing.reading.leaving.leaving_words import leaving_rule, of_another_kind
from models.importing.reading.names import squash
from models.importing.reading.remarks import Remark, cut, remark
from models.importing.reading.tables import TextRow

TWO_YEARS = re.compile(r"(?:[^\W\d_]{1,12}\.? ?){0,2}(?:20)?([0-9]{2}) ?[-–—/. ]? ?(?:20)?([0-9]{2})")
AT_END = re.compile(r"[^\W\d_].*?[ (](?:20)?([0-9]{2}) ?[-–—/] ?(?:20)?([0-9]{2})\)?$")
ONE_YEAR = re.compile(r"20([0-9]{2})")
SCHOOL_YEAR = frozenset(
    ("schooljaar", "schuljahr", "sj", "scolaire", "scol", "academique", "academic", "lectivo", "letivo", "scolastico")
)
# Headings of nothing else: over school years they are named.
PERIOD = frozenset(("annee", "jaar", "jahr", "year", "ano", "anno", "periode", "period", "zeitraum", "periodo"))
COHORT = frozenset(("cohorte", "cohort", "promotion", "promo", "jahrgang", "lichting"))
FIRST_MONTH = 7  # from then on the year that begins next is the current one
SAMPLE = 20  # filled cells that are looked at in each column
NEARLY = 0.9  # of the filled cells are school years
REPEATED = 1 / 3  # of the pupils of earlier years have a row of the current one: then the heading may be any


@dataclass(frozen=True, slots=True)
class _Years:
    index: int
    of_rows: list[int | None]  # the first year of each row's school year


def of_this_year(
    rows: list[TextRow], classes: list[str], layout: Layout, today: date
) -> tuple[list[TextRow], list[str], Layout, list[Remark]]:
    """The rows of the current school year with their classes; who stands in others alone has left, and is named.

    A column that is read as the pupil’s grade is none where it has school years. Where single years leave open which
    one is current, a fault says so.
    """
    for index in _candidates(layout):
        if not _looks_like_years(rows, index):
            continue
        cells = [trimmed(row.cell(index)) for row in rows]
        words = set(heading_words(layout.titles[index]))
        if of_another_kind(words) or leaving_rule(words) is not None or not words.isdisjoint(COHORT):
            continue
        named = _names_years(words)
        pupils = [_pupil(row, layout) for row in rows]
        years = _filled_from_above(list(map(_first_year, cells)), cells, pupils)
        filled = sum(map(bool, cells))
        if _fits(years, cells, filled):
            current = _current({year for year in years if year is not None}, today)
            now_there = {pupil for pupil, year in zip(pupils, years, strict=True) if year in (current, None)}
            others = {pupil: None for pupil, year in zip(pupils, years, strict=True) if year not in (current, None)}
            if not named and sum(pupil in now_there for pupil in others) < REPEATED * len(others):
                continue
            return _only(current, rows, classes, _without_grade(layout, index), index, years, now_there)
        if named and len(single := {cell for cell in cells if ONE_YEAR.fullmatch(cell)}) > 1:
            if sum(cell in single for cell in cells) < NEARLY * filled or (
                words <= PERIOD and _are_births(single, today)
            ):
                continue
            found = ", ".join(sorted(single))
            return rows, classes, layout, [remark(0, "school_years", column=_title(layout, index), found=found)]
    return _of_classes(rows, classes, layout, today)


def _of_classes(
    rows: list[TextRow], classes: list[str], layout: Layout, today: date
) -> tuple[list[TextRow], list[str], Layout, list[Remark]]:
    """The rows without those whose class has a school year that is over, `P6A 25-26` beside `P6A 26-27`."""
    index = layout.child.get("class")
    cells = [row.cell(index) for row in rows] if index is not None else []
    years = list(map(year_of_class, cells))
    over = {place for place, year in enumerate(years) if year is not None and year < begun(today)}
    if index is None or not 0 < len(over) < len(rows):
        return rows, classes, layout, []
    kept = [place for place in range(len(rows)) if place not in over]
    there = {_pupil(rows[place], layout) for place in kept}
    notice = _left_out(begun(today), rows, layout, index, there)
    return [rows[place] for place in kept], [classes[place] for place in kept], layout, [notice]


def year_of_class(cell: str) -> int | None:
    """The first year of the school year at the end of a class: 2025 of `P6A 25-26`."""
    if (found := AT_END.search(trimmed(cell))) is None or int(found[2]) != (int(found[1]) + 1) % 100:
        return None
    return 2000 + int(found[1])


def _names_years(words: set[str]) -> bool:
    return not words.isdisjoint(SCHOOL_YEAR) or {"school", "year"} <= words or bool(words and words <= PERIOD)


def _are_births(years: Collection[str], today: date) -> bool:
    """Whether years below a bare `Année` may be those in which the pupils were born."""
    return max(map(int, years)) < begun(today)


def named_years(rows: Sequence[TextRow], layout: Layout) -> Iterator[int]:
    """The first years of the school years in each column that says that it has them."""
    for index in _candidates(layout):
        words = set(heading_words(layout.titles[index]))
        if not _names_years(words) or of_another_kind(words) or not _looks_like_years(rows, index):
            continue
        years = [_first_year(cell) for row in rows if (cell := trimmed(row.cell(index)))]
        if years.count(None) <= (1 - NEARLY) * len(years):
            yield from (year for year in set(years) if year is not None)


def begun(today: date) -> int:
    """The year in which the current school year began; in summer that of the next one."""
    return today.year if today.month >= FIRST_MONTH else today.year - 1


def _looks_like_years(rows: Sequence[TextRow], index: int) -> bool:
    """Whether the first filled cells are years; the others are looked at only then."""
    filled = (trimmed(cell) for row in rows if (cell := row.cell(index).strip()))
    sample = list(itertools.islice(filled, SAMPLE))
    years = sum(bool(ONE_YEAR.fullmatch(cell)) or _first_year(cell) is not None for cell in sample)
    return bool(sample) and years >= NEARLY * len(sample)


def _title(layout: Layout, index: int) -> str:
    return cut(layout.titles[index]) or _("Colonne {n}").format(n=index + 1)


def _candidates(layout: Layout) -> list[int]:
    grades = [child["year"] for child in layout.children if "year" in child]
    classes = [child["class"] for child in layout.children if "class" in child]
    return [*grades, *classes, *(index for index in layout.unused if index not in layout.outsiders)]


def _without_grade(layout: Layout, index: int) -> Layout:
    children = tuple({name: at for name, at in child.items() if at != index} for child in layout.children)
    return replace(layout, children=children)


def _first_year(cell: str) -> int | None:
    found = TWO_YEARS.fullmatch(cell)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return 2000 + int(found[1])


def _fits(years: Sequence[int | None], cells: Sequence[str], filled: int) -> bool:
    counts = Counter(year for year, cell in zip(years, cells, strict=True) if cell and year is not None)
    return len(counts) > 1 and counts.total() >= NEARLY * filled


def _filled_from_above(
    years: list[int | None], cells: Sequence[str], pupils: Sequence[tuple[str, ...]]
) -> list[int | None]:
    """The years, where an empty cell below the same pupil has that of the row above."""
    for place in range(1, len(years)):
        if not cells[place] and pupils[place] == pupils[place - 1]:
            years[place] = years[place - 1]
    return years


def _current(years: set[int], today: date) -> int:
    """The newest year that has begun, or begins next in summer; where none has, the first."""
    return max((year for year in years if year <= begun(today)), default=min(years))


def _pupil(row: TextRow, layout: Layout) -> tuple[str, ...]:
    fields = ("register",) if "register" in layout.child else ("last", "first", "name", "birth")
    return tuple(squash(row.cell(layout.child[name])) for name in fields if name in layout.child)


def _only(
    current: int,
    rows: list[TextRow],
    classes: list[str],
    layout: Layout,
    index: int,
    years: Sequence[int | None],
    there: set[tuple[str, ...]],
) -> tuple[list[TextRow], list[str], Layout, list[Remark]]:
    kept = [place for place, year in enumerate(years) if year in (current, None)]
    notice = _left_out(current, rows, layout, index, there)
    return [rows[place] for place in kept], [classes[place] for place in kept], layout, [notice]


def _left_out(
    current: int, rows: Sequence[TextRow], layout: Layout, index: int, there: Collection[tuple[str, ...]]
) -> Remark:
    """The notice that names the pupils of other years, who are not `there`."""
    names = [layout.child[name] for name in ("last", "first", "name") if name in layout.child]
    gone = {
        pupil: " ".join(trimmed(row.cell(at)) for at in names)
        for row in rows
        if (pupil := _pupil(row, layout)) not in there
    }
    said = {"column": _title(layout, index), "kept": f"{current}-{current + 1}"}
    if not gone:
        return remark(0, "rows_of_years_all", **said)
    return remark(0, "rows_of_years", found=", ".join(gone.values()), **said)
