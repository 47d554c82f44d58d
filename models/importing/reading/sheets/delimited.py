"""A CSV text → its rows."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from models.importing.reading.remarks import LineNumber, Remark, Unreadable, remark
from models.importing.reading.tables import TextRow

DELIMITERS = ",;\t|"
NAMED = re.compile(r'"?sep=(.?)"? *(?=[\r\n])', re.IGNORECASE)  # a first line as Excel writes it
MOST_LINES = 1000  # in one row
MEASURED = 2000  # lines of which the usual width is taken


WHOLE = re.compile(r'"((?:[^"\r\n]|"")*)"[ ,;\t]*')  # a line of one quoted cell


def candidates(text: str) -> list[tuple[str, str]]:
    """The text with each delimiter that it may have; a first line `sep=;` decides.

    Of lines that are quoted as a whole, `"1;""Dupont"";Zoé"`, the quotes are removed first.
    """
    if (named := NAMED.match(text)) and named[1] in DELIMITERS:
        return [(text[named.end() :], named[1] or "\t")]
    lines = list(io.StringIO(text, newline=""))
    whole = [WHOLE.fullmatch(line.rstrip("\r\n")) for line in lines]
    if all(found or not line.strip() for line, found in zip(lines, whole, strict=True)):
        text = "".join((found[1].replace('""', '"') if found else "") + "\n" for found in whole)
    return [(text, delimiter) for delimiter in DELIMITERS]


def head(text: str, delimiter: str, rows: int) -> list[list[str]]:
    """The first rows by this delimiter, with errors ignored."""
    found: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True):
            if any(cell.strip() for cell in cells):
                found.append(cells)
            if len(found) == rows:
                break
    except csv.Error:
        pass
    return found


def split(text: str, delimiter: str) -> tuple[list[TextRow], list[Remark]]:
    """Every row that is not blank. Raises `Unreadable` where a quote is left open.

    A quote that opens no quoted cell, as in `"Jojo;4A;`, is a letter of its cell where its line then has as many cells
    as the others; a notice names these lines.
    """
    lines = list(io.StringIO(text, newline=""))  # newline="": a line break within quotes stays in its cell
    rows: list[TextRow] = []
    literal: list[int] = []
    usual = 0
    at = 0
    while at < len(lines):
        cells, taken = _plain(lines[at], delimiter), 1
        if '"' in lines[at]:
            quoted = _quoted(lines[at : at + MOST_LINES], delimiter)
            if quoted is not None and quoted[1] == 1:
                cells = quoted[0]
            else:
                usual = usual or _usual_width(lines, delimiter)
                if quoted is not None and not _swallows(lines[at : at + quoted[1]], delimiter, len(quoted[0]), usual):
                    cells, taken = quoted
                elif len(cells) == usual:
                    literal.append(at + 1)
                else:
                    raise Unreadable("open_quote", at + 1)
        if any(cell.strip() for cell in cells):
            rows.append(TextRow(LineNumber(at + 1), cells))
        at += taken
    return rows, [remark(line, "quote_read") for line in literal]


def _plain(line: str, delimiter: str) -> list[str]:
    """The cells of a line in which a quote may be a letter."""
    cells = line.rstrip("\r\n").split(delimiter)
    return [_unquoted(cell) for cell in cells] if '"' in line else cells


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _quoted(lines: Sequence[str], delimiter: str) -> tuple[list[str], int] | None:
    """The first row by the rules of CSV, and how many lines it takes; None where a quote is wrong."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return None


def _swallows(lines: Sequence[str], delimiter: str, width: int, usual: int) -> bool:
    """Whether a quote takes several rows for one: the first, or all of these lines, are as wide as the others alone."""
    alone = [len(_plain(line, delimiter)) == usual for line in lines]
    return all(alone) or (alone[0] and width != usual)


def _usual_width(lines: Sequence[str], delimiter: str) -> int:
    """How many cells most lines have; 0 where each has a quote that is wrong."""
    found = (_quoted([line], delimiter) for line in lines[:MEASURED] if line.strip())
    widths = Counter(len(one[0]) for one in found if one is not None)
    return max(widths, key=widths.__getitem__, default=0)
