"""How the cells of an .ods file are shown: the styles of cells and of letters, with what they inherit."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape

from models.importing.reading.sheets.looks import PLAIN, Look

STYLE = re.compile(rb"<style:style\s([^<>]*?)(?:/>|>(.*?)</style:style>)", re.DOTALL)
GIVEN = re.compile(rb'([a-z]+:[a-z-]+)="([^"]*)"')
STRUCK = re.compile(rb'text-line-through-(?:style|type)="(?!none")')
FURTHEST = 20  # styles above one
FEWEST = 2  # letters that are crossed out
SPAN = re.compile(rb'<text:span\s[^<>]*?text:style-name="([^"]*)"[^<>]*>([^<]*)')
BODY = b"<office:body"


@dataclass(slots=True)
class _Style:
    """What one style says itself; None where it says nothing."""

    parent: bytes
    struck: bool | None
    fill: str | None
    letters: str | None


@dataclass(slots=True)
class OdsLooks:
    """The styles that are not plain, by name: those of cells, and the names of those of letters that cross out."""

    cells: dict[bytes, Look] = field(default_factory=dict)
    letters: set[bytes] = field(default_factory=set)

    def of(self, style: bytes, content: bytes) -> Look:
        """The look of a cell by the name of its style and by its text."""
        look = self.cells.get(style, PLAIN)
        if not look.struck and self.letters and any(_crossed(span, self.letters) for span in SPAN.findall(content)):
            return look._replace(struck=True)
        return look


def ods_looks(content: bytes, styles: bytes, *, colours: bool) -> OdsLooks:
    """The looks of the automatic styles in `content`, and of those with names; colours only where they are asked
    for."""
    head = content[: max(content.find(BODY), 0)]
    if not colours and not STRUCK.search(head) and not STRUCK.search(styles):
        return OdsLooks()
    known: dict[bytes, dict[bytes, _Style]] = {b"table-cell": {}, b"text": {}}
    for xml in (styles, head):
        for one in STYLE.finditer(xml):
            given = dict(GIVEN.findall(one[1]))
            if (some := known.get(given.get(b"style:family", b""))) is not None:
                some[given.get(b"style:name", b"")] = _style(given.get(b"style:parent-style-name", b""), one[2] or b"")
    found = OdsLooks()
    for name in known[b"table-cell"]:
        look = _look(known[b"table-cell"], name, colours=colours)
        if look != PLAIN:
            found.cells[name] = look
    found.letters = {name for name in known[b"text"] if _look(known[b"text"], name, colours=False).struck}
    return found


def _style(parent: bytes, content: bytes) -> _Style:
    given = dict(GIVEN.findall(content))
    lines = [given[name] for kind in (b"style", b"type") if (name := b"style:text-line-through-" + kind) in given]
    struck = b"none" not in lines if lines else None
    fill, letters = (_colour(given.get(name)) for name in (b"fo:background-color", b"fo:color"))
    return _Style(parent, struck, "" if fill == "FFFFFF" else fill, "" if letters == "000000" else letters)


def _colour(value: bytes | None) -> str | None:
    """`RRGGBB`, empty for none; None where nothing is said."""
    if value is None:
        return None
    return value[1:].decode("ascii", "replace").upper() if re.fullmatch(rb"#[0-9A-Fa-f]{6}", value) else ""


def _look(known: dict[bytes, _Style], name: bytes, *, colours: bool) -> Look:
    chain: list[_Style] = []
    while (style := known.get(name)) is not None and len(chain) < FURTHEST:
        chain.append(style)
        name = style.parent
    struck = next((one.struck for one in chain if one.struck is not None), False)
    shown = (_first(one.fill for one in chain), _first(one.letters for one in chain)) if colours else ()
    return Look(struck, tuple(colour for colour in shown if colour))


def _first(said: Iterable[str | None]) -> str:
    return next((one for one in said if one is not None), "")


def _crossed(span: tuple[bytes, bytes], struck: set[bytes]) -> bool:
    name, text = span
    return name in struck and sum(one.isalpha() for one in unescape(text.decode("utf-8", "replace"))) >= FEWEST
