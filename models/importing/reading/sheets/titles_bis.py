"""The second of two adults by `bis`: `Rep. lég.`, `Mél`, `Rep. lég. bis`, `Mél bis` → `Rep. lég. 2`, `Mél 2`."""

import re
from dataclasses import replace

from models.importing.reading.headings.headings import heading
from models.importing.reading.names import squash
from models.importing.reading.tables import LOOKED_AT, Sheet

AGAIN = re.compile(r"(?P<title>.*\S)[\s_-]+\(?(?P<which>bis|ter)\)?\s*", re.IGNORECASE)
NUMBERS = {"bis": "2", "ter": "3"}
FEWEST = 2  # such titles: `Garderie bis` alone may be an hour in German


def numbered(sheet: Sheet) -> Sheet:
    """The sheet with numbers in these titles, where the same ones stand without `bis`."""
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        there = {squash(title) for title in row.cells}
        found = {
            index: f"{again['title']} {NUMBERS[again['which'].lower()]}"
            for index, title in enumerate(row.cells)
            if (again := AGAIN.fullmatch(title)) and squash(again["title"]) in there and heading(again["title"])
        }
        if len(found) >= FEWEST:
            cells = [found.get(index, title) for index, title in enumerate(row.cells)]
            return replace(sheet, rows=[*sheet.rows[:at], replace(row, cells=cells), *sheet.rows[at + 1 :]])
    return sheet
