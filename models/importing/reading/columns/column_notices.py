"""Notices about whole columns and sheets: those that are not read, and what the file lacks."""

from collections.abc import Iterable, Iterator, Sequence

from models.importing.reading.remarks import Remark, cut, remark
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.table import Table


def notices(tables: Sequence[tuple[Table, list[WatchedColumn]]], other_sheets: Sequence[str]) -> Iterator[Remark]:
    """Each notice once, for all tables of the file."""
    if outsiders := _titles((table.layout.titles, table.layout.outsiders) for table, _some in tables):
        yield remark(0, "outsiders", found=", ".join(outsiders))
    if pupils := _titles((table.layout.titles, table.layout.pupils) for table, _some in tables):
        yield remark(0, "pupils_contacts", found=", ".join(pupils))
    if ignored := _titles((table.layout.titles, _ignored(table, some)) for table, some in tables):
        yield remark(0, "ignored_columns", found=", ".join(ignored))
    if other_sheets:
        yield remark(0, "ignored_sheets", found=", ".join(map(cut, other_sheets)))
    children = [child for table, _some in tables for child in table.layout.children]
    if not any("register" in child for child in children):
        kind = "no_registers_birth" if all("birth" in child for child in children) else "no_registers"
        yield remark(0, kind)
    if not any("email" in adult.columns for table, _some in tables for adult in table.layout.adults):
        yield remark(0, "no_addresses")


def _titles(some: Iterable[tuple[Sequence[str], Iterable[int]]]) -> list[str]:
    found = dict.fromkeys(cut(titles[index]) for titles, indexes in some for index in indexes if titles[index])
    return list(found)


def _ignored(table: Table, watched: list[WatchedColumn]) -> list[int]:
    """The columns that are neither read nor watched, nor named in another notice."""
    seen = {*(watch.index for watch in watched), *table.layout.outsiders, *table.layout.pupils}
    return [index for index in table.layout.unused if index not in seen]
