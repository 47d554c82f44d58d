"""Names with a mark beside them, `Schäfer *`, `Roy ◊`, `Roy (a)`, that a note below the list may explain: `* kein
Sorgerecht`."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.class_column import is_class
from models.importing.reading.layout import NAMES
from models.importing.reading.legends.legends import keeps_away, outside
from models.importing.reading.questions import LEFT, RIGHTS, key_of
from models.importing.reading.remarks import LineNumber, cut, quoted
from models.importing.reading.rights.law_words import speaks_of_law
from models.importing.reading.rights.restricting import BY_ROW
from models.importing.reading.rights.right_words import RIGHTS_CELL
from models.importing.reading.rights.spoken import names_parent, plain
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.table import Table
from models.importing.reading.tables import Sheet, TextRow

DEATH = "†‡✝✞✟🕇⚰⚱"
# All signs that no name has. Not brackets, quotes, points, strokes, `?` and `�` for lost letters.
SIGNS = (
    r"!#$%*^~\u00a1-\u00a9\u00ac\u00ae-\u00b3\u00b6-\u00b9\u00bc-\u00bf\u00d7\u00f7\u2020-\u2024\u2027\u2030\u2031"
    r"\u203b-\u203d\u2041-\u2043\u2047-\u204e\u2051-\u205e\u2070-\u20cf\u2100-\u2129\u212c-\u2bff\u3000-\u3004"
    r"\u3007-\u3020\ue000-\uf8ff\ufe0f\U0001f000-\U0001faff"
)
EDGE = rf"+{SIGNS}"  # `+` stands between two names too
SINCE = rf"[{DEATH}]\s*[0-9][0-9./-]*"  # `† 5/26`
# `*`, `(*)`, ` (1)`, `† 5/26`; ` (a)`, ` (AP)`
MISREAD = r"(?<![ÂÃÄÅâ])"  # `ZoÃ©`: a sign is half of a letter there
RUN = rf"(?<![{EDGE}]){MISREAD}[{EDGE}]++"
BRACKETED = rf"[(\[]\s*+(?:{SINCE}|{RUN}|\?)\s*+[)\]]|(?:^|(?<=\s))[(\[]\s*+[1-9]\s*+[)\]]"
ONE = rf"(?:{SINCE}|{RUN}|{BRACKETED}|(?:(?<=[^\W\d_]\s)|^)[ªº?](?=\s|$))"
LETTER = r"(?:^|(?<=\s))(?:[(\[]\s?(?:[^\W\d_]|[A-Z]{2})\s?[)\]]|[^\W\d_]\))"
MARK = re.compile(rf"^\s*+{ONE}\s*+|(?<!\s)\s*+{ONE}\s*+$")
# `Ann Roy ◊ & Luc Petit`
BETWEEN = re.compile(rf"(?:^|(?<=\s))[{SIGNS}]++|(?<![{SIGNS}]){MISREAD}[{SIGNS}]++(?=[\s,;/&+]|$)")
LETTERED = re.compile(rf"^\s*+{LETTER}\s+|(?<!\s)\s*+{LETTER}\s*+$")
ANY = re.compile("|".join(f"(?:{one.pattern})" for one in (MARK, BETWEEN, LETTERED)))
MOST = 0.5  # of the named rows: with more, a mark means nothing, unless it says that somebody died
IN_BRACKETS = re.compile(r"\(([^()]{1,12})\)\s*$")
LONGEST, FEW = 12, 6  # characters of a mark; marks that a note may explain


def without_mark(name: str, field: str) -> str:
    """The cell of a name without its mark. Letters in brackets after a whole name may be the class; they are left out
    with all brackets."""
    if name.isalpha():
        return name
    bare = BETWEEN.sub("", MARK.sub("", name))
    return bare if field == "name" and ("(" in bare or "[" in bare) else LETTERED.sub("", bare)


def starred_columns(table: Table, sheets: Sequence[Sheet]) -> Iterator[WatchedColumn]:
    """Columns for each adult, and for the pupil, that restrict the rows in which the name has a mark: one for all marks
    that nothing explains, and one for each that a note does."""
    everybody = tuple(range(len(table.layout.adults)))
    child = [index for field in NAMES if (index := table.layout.child.get(field)) is not None]
    people: list[tuple[Sequence[int], tuple[int, ...]]] = [(child, ())]
    people += [
        ([at for field in NAMES for at in adult.columns.get(field, ())], (place,))
        for place, adult in enumerate(table.layout.adults)
    ]
    notes: list[str] | None = None
    for names, adults in people:
        marked, named = _marked(table.rows, names)
        if marked and notes is None:
            notes = [" ".join(cells) for cells in outside(table, sheets)]
        explained = {mark: words for mark in list(marked)[:FEW] if (words := _meaning(mark, notes or ()))}
        by_words: defaultdict[str, set[LineNumber]] = defaultdict(set)
        # Of a cell that lists the children with their classes: `Lou (GS), Max (CP)`.
        classes = {mark for mark in marked if LETTERED.fullmatch(mark) and is_class(mark.strip("()[] "))}
        if classes and _before_classes(table.rows, names) <= MOST * named:
            classes = set()
        for mark, lines in marked.items():
            words = explained.get(mark, "")
            usual = len(lines) > MOST * named or mark in classes
            if not usual or not set(DEATH).isdisjoint(mark) or _restricts(words):
                by_words[f"{mark} = {words}" if words else ""] |= lines
        for said, lines in by_words.items():
            of_adults = adults or (everybody if _restricts(said) else ())
            title, kind = quoted(cut(table.layout.titles[names[0]])), RIGHTS if of_adults else LEFT
            topic = key_of(kind, table.headings, f"{names[0]}*") if table.headings else ""
            about = (of_adults, topic)
            some = frozenset(lines)
            yield WatchedColumn(names[0], title, kind, BY_ROW, *about, lines=some, names=tuple(names), said=said)


def _before_classes(rows: Sequence[TextRow], names: Sequence[int]) -> int:
    """How many rows have a name with a class behind it: `Lou (GS)`, `Max (CE1)`."""
    behind = ((IN_BRACKETS.search(row.cell(at)) for at in names) for row in rows)
    return sum(any(one is not None and is_class(one[1].strip()) for one in some) for some in behind)


def _marked(rows: Sequence[TextRow], names: Sequence[int]) -> tuple[dict[str, set[LineNumber]], int]:
    """The rows in which one of these cells has a mark, by the mark; and how many rows have a name."""
    found: defaultdict[str, set[LineNumber]] = defaultdict(set)
    named = 0
    for row in rows:
        cells = [cell for at in names if (cell := row.cell(at).strip())]
        named += bool(cells)
        for cell in cells:
            if not cell.isalpha() and (mark := ANY.search(cell)):
                found[trimmed(mark[0])[:LONGEST]].add(row.number)
    return found, named


def _meaning(mark: str, notes: Sequence[str]) -> str:
    """The words that a note has for this mark: `◊ = all through the mother`, `(1) no contact`; empty without one."""
    bare = mark.strip("()[] ")
    written = rf"[(\[]?\s*{re.escape(bare)}\s*[)\]]?" if bare != mark or not bare.isalnum() else re.escape(mark)
    begins = re.compile(rf"(?:^|(?<=[\s,;/:|])){written}(?:\s*(?:=|:|→|->)\s*|\s+(?:[-–—]\s+)?|(?=[^\W_]))(?=\w)")
    ends = re.compile(rf"\s+[(\[]?(?:[{EDGE}]+|\w)[)\]]?\s*[=:→]|$")
    for note in (one for one in notes if bare in one):
        for found in begins.finditer(note):  # `ends` matches the end of the note at last
            said = note[found.end() : ends.search(note, found.end()).start()].strip(" ,;./|·-–")  # type: ignore[union-attr]
            if found.start() == 0 or "=" in found[0] or ":" in found[0]:
                return said
    return ""


def _restricts(words: str) -> bool:
    """Whether a note is about who may know or see something, and not about the pupil alone."""
    said = plain(words)
    return bool(said) and (
        keeps_away(words) or RIGHTS_CELL.search(said) is not None or speaks_of_law(words) or names_parent(said)
    )
