"""How the cells of an .xlsx file are shown: by the style of each, and by the letters of its text."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from xml.etree import ElementTree

from models.importing.reading.sheets.cell_text import column_index
from models.importing.reading.sheets.colour_values import rgb, theme_colours
from models.importing.reading.sheets.looks import PLAIN, Look

NAME = rb"(?:[\w.-]+:)?"
PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
CELL = re.compile(rb"<" + NAME + rb"c\s[^>]*$")
STRING = re.compile(rb"<" + NAME + rb"si(?:\s[^<>]*)?(?:/>|>(.*?)</" + NAME + rb"si>)", re.DOTALL)
INLINE = re.compile(rb"<" + NAME + rb"c\s([^<>]*[^/<>])>\s*<" + NAME + rb"is>(.*?)</" + NAME + rb"is>", re.DOTALL)
RUN = re.compile(rb"<" + NAME + rb"r(?:\s[^<>]*)?>(.*?)</" + NAME + rb"r>", re.DOTALL)
STRIKE = re.compile(rb"<" + NAME + rb'strike(?:\s+val="(\w+)")?\s*/?>')
TEXT = re.compile(rb"<" + NAME + rb"t(?:\s[^<>]*)?>([^<]*)<")
OFF = ("0", "false")
FEWEST = 2  # letters that are crossed out: fewer may be a slip
MANY = 300  # styles or texts that are looked for by one expression


@dataclass(frozen=True, slots=True)
class CellLooks:
    """The styles of a workbook that are not plain, by number, and its shared texts that are crossed out."""

    styles: Mapping[int, Look] = field(default_factory=dict)
    strings: frozenset[int] = frozenset()

    def of_sheet(self, xml: bytes) -> dict[tuple[int, int], Look]:
        """The cells of a worksheet that are not plain, by row from 1 and column from 0."""
        found: dict[tuple[int, int], Look] = {}
        for given, look in self._styled(xml):
            if place := PLACE.search(given):
                found[int(place[2]), column_index(place[1].decode())] = look
        for given in self._crossed_out(xml):
            if place := PLACE.search(given):
                at = int(place[2]), column_index(place[1].decode())
                found[at] = found.get(at, PLAIN)._replace(struck=True)
        return found

    def _styled(self, xml: bytes) -> Iterator[tuple[bytes, Look]]:
        if not self.styles:
            return
        numbers = rb"[0-9]{1,6}" if len(self.styles) > MANY else "|".join(map(str, self.styles)).encode()
        for style in re.finditer(rb'\ss="(' + numbers + rb')"', xml):  # few, where few cells are not plain
            given = xml[xml.rfind(b"<", 0, style.start()) : xml.find(b">", style.end())]
            if (look := self.styles.get(int(style[1]))) and CELL.match(given):
                yield given, look

    def _crossed_out(self, xml: bytes) -> Iterator[bytes]:
        """What the tags say of the cells with letters that are crossed out."""
        if self.strings:
            numbers = rb"[0-9]{1,9}" if len(self.strings) > MANY else "|".join(map(str, self.strings)).encode()
            tag = rb"<" + NAME + rb'c\s([^<>]*\bt="s"[^<>]*)>\s*<' + NAME + rb"v>\s*(" + numbers + rb")\s*<"
            for cell in re.finditer(tag, xml):
                if int(cell[2]) in self.strings:
                    yield cell[1]
        if b"strike" in xml:
            for cell in INLINE.finditer(xml):
                if _crossed(cell[2]):
                    yield cell[1]


def cell_looks(archive: zipfile.ZipFile, members: Mapping[str, str], *, colours: bool) -> CellLooks:
    """The looks of a workbook; of its colours only where they are asked for. `members` are the parts of it by kind:
    `styles`, `sharedStrings`, `theme`. Nothing is known of parts that cannot be read."""
    try:
        return CellLooks(_styles(archive, members, colours=colours), _strings(archive, members))
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, ElementTree.ParseError):
        return CellLooks()


def _styles(archive: zipfile.ZipFile, members: Mapping[str, str], *, colours: bool) -> dict[int, Look]:
    xml = archive.read(members["styles"]) if "styles" in members else b""
    if not (colours and xml) and b"strike" not in xml:
        return {}
    root = ElementTree.fromstring(xml)  # noqa: S314  the process that reads a file is confined
    theme = theme_colours(archive.read(members["theme"])) if colours and "theme" in members else theme_colours(b"")
    fonts = [_font(one, theme, colours=colours) for one in _parts(root, "fonts")]
    fills = [_fill(one, theme) if colours else "" for one in _parts(root, "fills")]
    above = _parts(root, "cellStyleXfs")
    found = {}
    for number, style in enumerate(_parts(root, "cellXfs")):
        at = _number(style, "xfId")
        parent = above[at] if at < len(above) else None
        font, fill = (_number(style, name, parent) for name in ("fontId", "fillId"))
        struck, letters = fonts[font] if font < len(fonts) else (False, "")
        shown = (fills[fill] if fill < len(fills) else "", letters)
        look = Look(struck, tuple(colour for colour in shown if colour))
        if look != PLAIN:
            found[number] = look
    return found


def _parts(root: ElementTree.Element, name: str) -> Sequence[ElementTree.Element]:
    return next((list(one) for one in root if _name(one) == name), [])


def _name(one: ElementTree.Element) -> str:
    return one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""


def _number(style: ElementTree.Element, name: str, parent: ElementTree.Element | None = None) -> int:
    text = style.get(name) or (parent.get(name) if parent is not None else None) or "0"
    return int(text)


def _font(font: ElementTree.Element, theme: Sequence[str], *, colours: bool) -> tuple[bool, str]:
    struck, letters = False, ""
    for one in font:
        if _name(one) == "strike":
            struck = one.get("val", "1") not in OFF
        elif colours and _name(one) == "color":
            letters = rgb(one.attrib, theme)
    return struck, letters if letters != "000000" else ""


def _fill(fill: ElementTree.Element, theme: Sequence[str]) -> str:
    """The colour of a fill; that of a pattern is the one of its lines."""
    for pattern in fill:
        if _name(pattern) == "patternFill" and pattern.get("patternType", "none") == "none":
            return ""
        for one in pattern.iter():
            if _name(one) in ("fgColor", "color") and (found := rgb(one.attrib, theme)):
                return found if found != "FFFFFF" else ""
    return ""


def _strings(archive: zipfile.ZipFile, members: Mapping[str, str]) -> frozenset[int]:
    xml = archive.read(members["sharedStrings"]) if "sharedStrings" in members else b""
    if b"strike" not in xml:
        return frozenset()
    return frozenset(number for number, text in enumerate(STRING.finditer(xml)) if text[1] and _crossed(text[1]))


def _crossed(text: bytes) -> bool:
    """Whether some letters of a text are crossed out, apart from how its cell is."""
    for run in RUN.finditer(text):
        strike = STRIKE.search(run[1])
        if strike is None or (strike[1] or b"1").decode() in OFF:
            continue
        letters = unescape("".join(part.decode("utf-8", "replace") for part in TEXT.findall(run[1])))
        if sum(letter.isalpha() for letter in letters) >= FEWEST:
            return True
    return False
