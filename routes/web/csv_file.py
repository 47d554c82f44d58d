"""CSV files for Excel, safe from formula injection (OWASP: CSV injection)."""

import csv
import io
import re
from collections.abc import Iterable

MARK = "\ufeff"  # byte order mark: without it Excel reads UTF-8 as Windows-1252
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")  # full-width signs begin a formula in some languages


def cell(value: object) -> str:
    """A value as text on one line, with an apostrophe before one that Excel would read as a formula."""
    text = re.sub(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*", " ", str(value))
    text = "".join(c for c in text if c == "\t" or ord(c) >= 32)
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def row(values: Iterable[object]) -> str:
    """One line of the file, with `;` between cells: Excel expects it where the decimal separator is a comma."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(cell, values))
    return out.getvalue()
