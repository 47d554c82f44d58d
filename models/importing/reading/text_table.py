"""Bytes of a CSV file → rows of text with the line each starts on."""

import csv
import io
import itertools
from dataclasses import dataclass

from models.importing.reading.place import Place
from models.importing.reading.remarks import Unreadable

DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of cells; `number` is the line of the file it starts on, from 1."""

    number: Place
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows that belong together; a CSV file is one sheet without a name."""

    name: str
    lines: list[Line]


def decode(data: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM (Excel's "Unicode text"), else Windows-1252.

    Raises `Unreadable` for what is no text at all.
    """
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise Unreadable("not_text")


def split(text: str, delimiter: str) -> list[Line]:
    """Every row that is not blank. Raises `Unreadable` where a quote is left open."""
    # newline="": a line break inside quotes stays in its cell, and `line_num` counts the lines an editor shows.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(Line(Place(start), cells))
            start = reader.line_num + 1
    except csv.Error:
        raise Unreadable("open_quote", start) from None
    return lines


def head(text: str, delimiter: str, rows: int) -> list[list[str]]:
    """The first rows, read leniently, to see whether `delimiter` makes sense of them."""
    try:
        return list(itertools.islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), rows))
    except csv.Error:
        return []


def candidates(text: str) -> list[tuple[str, str]]:
    """The text and each delimiter it may have; a first line `sep=;`, as Excel writes, decides."""
    first, _, rest = text.partition("\n")
    if first.strip().lower()[:4] == "sep=" and first.strip()[4:] in DELIMITERS:
        return [("\n" + rest, first.strip()[4:] or "\t")]
    return [(text, delimiter) for delimiter in DELIMITERS]
