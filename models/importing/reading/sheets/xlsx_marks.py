"""What an .xlsx file says that python-calamine does not tell: hidden rows, errors, formulas never calculated, looks."""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from models.importing.reading.sheets.grid import Merged
from models.importing.reading.sheets.looks import PLAIN, Look
from models.importing.reading.sheets.xlsx_comments import comments
from models.importing.reading.sheets.xlsx_looks import CellLooks, cell_looks

TAG = rb"<(?:[\w.-]+:)?"
HIDDEN = re.compile(TAG + rb'row\s[^<>]*\bhidden="(?:1|true)"[^<>]*>')
FORMULA = TAG + rb"f\b[^<]*(?:</[^<>]*>)?"
VALUE = TAG + rb"v>([^<]*)<"
ERROR = re.compile(TAG + rb'c\s([^<>]*\bt="e"[^<>]*)>(?:' + FORMULA + rb")?\s*" + VALUE)
EMPTY = re.compile(
    TAG + rb"c\s([^<>]*[^/<>])>\s*" + FORMULA + rb"\s*(?:" + TAG + rb"v\s*(?:/>|></[^<>]*>)\s*)?</(?:[\w.-]+:)?c>"
)
PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
ROW = re.compile(rb'\br="([0-9]{1,7})"')
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class SheetMarks:
    """Rows from 1. A place is a row and a column's letters; of `looks` the column is counted from 0."""

    hidden: list[int] = field(default_factory=list)
    errors: dict[tuple[int, str], str] = field(default_factory=dict)
    uncalculated: list[tuple[int, str]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)  # of .ods; python-calamine tells those of .xlsx
    looks: dict[tuple[int, int], Look] = field(default_factory=dict)


def marks(data: bytes, *, colours: bool = False) -> dict[str, SheetMarks]:
    """The marks of each worksheet by name; empty for another kind of workbook; colours only where asked for."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            related = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  the process that reads a file is confined
            members = {one.get("Type", "").rpartition("/")[2]: _member(one) for one in related}
            looks = cell_looks(archive, members, colours=colours)
            found = _paths(archive, related)
            return {name: _marks(archive.read(path), looks, comments(archive, path)) for name, path in found.items()}
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return {}


def _member(relation: ElementTree.Element) -> str:
    return posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")


def _paths(archive: zipfile.ZipFile, related: ElementTree.Element) -> dict[str, str]:
    """The member of each sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  likewise
    targets = {one.get("Id"): _member(one) for one in related if one.get("Target")}
    found = {}
    for one in book.iter():
        path = targets.get(one.get(RELATION))
        if one.tag.rpartition("}")[2] == "sheet" and path in archive.namelist():
            found[one.get("name", "")] = path
    return found


def _marks(xml: bytes, looks: CellLooks, noted: Mapping[tuple[int, int], str]) -> SheetMarks:
    found = SheetMarks(looks=looks.of_sheet(xml))
    for at, text in noted.items():
        found.looks[at] = found.looks.get(at, PLAIN)._replace(comment=text)
    for row in HIDDEN.finditer(xml):
        if number := ROW.search(row[0]):
            found.hidden.append(int(number[1]))
    for cell in ERROR.finditer(xml):
        if place := PLACE.search(cell[1]):
            found.errors[int(place[2]), place[1].decode()] = cell[2].decode("utf-8", "replace")
    for cell in EMPTY.finditer(xml):
        if (place := PLACE.search(cell[1])) and b't="str"' not in cell[1] and b't="e"' not in cell[1]:
            found.uncalculated.append((int(place[2]), place[1].decode()))
    return found
