"""Columns about rights, roles or leaving, of which nothing is stored, but whose cells may restrict who sees a child.

The cells that restrict become questions (cell_questions.py). Columns are recognised by the words of their headings
and cells (right_words.py); all others stay unused.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from language.text import _
from models.importing.reading.cells import trimmed
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import heading
from models.importing.reading.layout import NAMES, Layout
from models.importing.reading.leaving.departures import said_of, says_left
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.leaving.leaving_words import leaving_rule
from models.importing.reading.leaving.watched_leaving import WatchRule, about_leaving
from models.importing.reading.names import squash
from models.importing.reading.questions import LEFT, RIGHTS, ROLE, key_of
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights import entries, entry_words, named_out, odd_remarks, rare_words, roles_in
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.entry_words import forbids_telling
from models.importing.reading.rights.everyday_words import everyday_heading
from models.importing.reading.rights.odd_remarks import AlikeRows
from models.importing.reading.rights.restricting import (
    EITHER_WAY,
    GONE,
    LEFT_IN_TEXT,
    LEGAL_CODE,
    LONE,
    NOTED,
    OF_CHILDREN,
    REMARKED,
    SPOKEN,
    STATUS,
    UNEXPLAINED,
    UNKNOWN_ROLE,
    UNLESS_NO,
    UNLESS_YES,
)
from models.importing.reading.rights.rights_rule import mostly_no, of_some_children, rights_rule, whole_words
from models.importing.reading.rights.shared_or_sole import tells_who_has_it
from models.importing.reading.rights.spoken import (
    names_anybody,
    names_parent,
    names_unknown,
    plain,
)
from models.importing.reading.rights.spoken_limits import keeps_from_parent, lone_parent, may_keep, of_family
from models.importing.reading.rights.watched_column import WatchedColumn, names_beside, names_of, words_of_names
from models.importing.reading.rights.whose_column import concerned
from models.importing.reading.tables import TextRow

NAMING = (SPOKEN, REMARKED)  # remarks that may name an adult of the row
FEW_BLANK = 0.25  # of the cells of adults below `Autorité parentale`: then an empty one is no yes


def watched_columns(
    layout: Layout,
    rows: Sequence[TextRow],
    headings: str,
    explained: Mapping[int, str],
    alike: AlikeRows,
    dates: LeavingDates,
) -> list[WatchedColumn]:
    """The watched columns of a table. `headings` is the key of its row of headings, empty where it has none,
    `explained` are the titles with the words that the file has for their abbreviations, and `alike` the rows of all
    sheets with these headings."""
    found: list[tuple[int, WatchRule]] = []
    relations: list[tuple[int, int, list[str]]] = []
    outsiders = {at for at in layout.outsiders if not entry_words.not_told(layout.titles[at])}
    for index in layout.unused:
        cells = [cell for row in rows if index < len(row.cells) and (cell := trimmed(row.cells[index]))]
        if index in outsiders:  # `Ne peut pas venir chercher` over `papa (jugement)`
            spoken = words.RIGHTS_CELL.search(plain("\n".join(set(cells)))) is not None
            found += [(index, WatchRule(RIGHTS, SPOKEN, concerned(index, layout)))] if spoken else []
        elif cells:
            some = list(_rules(index, layout, cells, rows, explained.get(index, ""), dates))
            some = list(odd_remarks.with_odd(some, index, layout, alike, concerned(index, layout), dates))
            found += [(index, rule) for rule in some]
    found += [
        (index, WatchRule(LEFT, rule, (), clear=True, child=child))
        for index, rule, child in said_of(layout, rows, dates)
    ]
    for place, adult in enumerate(layout.adults):
        for field, index in ((field, index) for field, some in adult.columns.items() for index in some):
            text = plain("\n".join({row.cells[index] for row in rows if index < len(row.cells)}))
            if (words.NAME_CELL if field in NAMES else words.OWN_CELL).search(text):
                found.append((index, WatchRule(RIGHTS, NOTED, (place,))))
            if field in NAMES and (odd := odd_remarks.in_brackets(index, layout, rows)):
                found.append((index, WatchRule(ROLE, UNEXPLAINED, (place,), odd=odd)))
            if field == "relation":
                found += [(index, rule) for rule in roles_in.by_words(text, (place,), relation=True)]
                relations.append((index, place, text.split("\n")))
    if any(names_parent(cell) for _index, _place, cells in relations for cell in cells):
        unknown = [
            (index, place)
            for index, place, cells in relations
            if any(map(names_unknown, cells)) and not roles_in.are_codes(cells)
        ]
        found += [(index, WatchRule(ROLE, UNKNOWN_ROLE, (place,))) for index, place in unknown]
    if any(names_anybody(cell) for _index, _place, cells in relations for cell in cells):
        found += roles_in.of_anybody(relations, layout, rows)
    if any(rule.clear and rule.kind == RIGHTS for _index, rule in found):
        found = [
            (index, rule)
            for index, rule in found
            if rule.kind != RIGHTS or not words.about_residence(set(heading_words(layout.titles[index])))
        ]
    watched = [_watch(index, rule, layout, headings) for index, rule in found]
    if all(one.rule not in NAMING for one in watched):
        return watched
    beside = names_beside(layout, rows)
    return [replace(one, beside=beside) if one.rule in NAMING else one for one in watched]


def _watch(index: int, rule: WatchRule, layout: Layout, headings: str) -> WatchedColumn:
    written = quoted(cut(layout.titles[index]))
    title = written or _("Colonne {n}").format(n=index + 1)
    topic = key_of(rule.kind, headings, str(index)) if headings else ""
    names = names_of(layout) if rule.rule in NAMING else ()
    about = (rule.blank, rule.clear, rule.usual, rule.child)
    found = WatchedColumn(index, title, rule.kind, rule.rule, rule.adults, topic, *about, names=names)
    found = replace(found, odd=rule.odd)
    return found if written else replace(found, untitled=True)


def _rules(
    index: int, layout: Layout, filled: Sequence[str], rows: Sequence[TextRow], explained: str, dates: LeavingDates
) -> Iterator[WatchRule]:
    title = layout.titles[index]
    in_heading = set(heading_words(explained or title))
    whom = concerned(index, layout)
    cells = set(filled)
    in_heading = whole_words(in_heading, cells)
    if len(layout.children) > 1 and of_some_children(in_heading, cells):
        yield WatchRule(RIGHTS, OF_CHILDREN, whom, clear=True)
        return
    if roles_in.are_levels(in_heading, cells):
        yield from roles_in.of_levels(cells, whom)
        return
    if named_out.codes_of(index, in_heading, layout, rows) is not None:
        return
    if words.SOLE.search(plain(title)):  # about the other adults
        yield WatchRule(RIGHTS, UNLESS_NO, tuple(at for at in range(len(layout.adults)) if at not in whom) or whom)
        return
    rule = rights_rule(in_heading, cells)
    if rule is None and tells_who_has_it(cells) and not everyday_heading(title):
        rule = UNLESS_YES
    if rule is not None:
        if rule == UNLESS_YES and mostly_no(filled):
            yield WatchRule(RIGHTS, EITHER_WAY, whom)
            return
        ticks = {squash(cell) for cell in cells} <= words.YES
        answered = {squash(cell) for cell in cells} <= words.YES | words.NO
        marks = words.CLEAR | (words.LEGAL_MARKS if answered else frozenset())
        clear = rule == LEGAL_CODE or not in_heading.isdisjoint(marks)
        blank = rule == UNLESS_YES and (ticks or (clear and _few_blank(index, whom, layout, rows)))
        yield WatchRule(RIGHTS, rule, whom, blank=blank, clear=clear)
        return
    text = plain("\n".join(cells))  # joined, because a wide file has a million cells
    rule = leaving_rule(in_heading)
    situation = words.about_family(in_heading) or (rule == STATUS and of_family(filled))
    if situation and any(map(lone_parent, cells)):
        yield WatchRule(RIGHTS, LONE, whom)
    found = []
    if not situation or rule not in (None, STATUS):
        found = list(about_leaving(index, layout, filled, rows, whom, dates))
        yield from found
        if [one.rule for one in found] == [GONE] and says_left(cells, dates):  # `parti` beside `partie (Liège)`
            yield WatchRule(LEFT, LEFT_IN_TEXT, ())
    meant = heading(title)
    # Below `Nom titulaire`, `Prof` and `Maître` are surnames.
    roles = in_heading.isdisjoint(words.NOT_ROLES) and (meant is None or meant.field not in NAMES)
    if _keeps_from_some(index, text, layout, rows):
        yield WatchRule(RIGHTS, REMARKED, whom)
    elif len(filled) > rare_words.FEW * len(rows) and not everyday_heading(title) and any(map(forbids_telling, cells)):
        yield WatchRule(RIGHTS, SPOKEN, whom)
    elif not found or (found[0].kind == RIGHTS and found[-1].rule == STATUS):
        yield from entries.rules_of(index, in_heading, layout, filled, rows, whom)
    if roles:
        yield from roles_in.of_cells(text, whom, relation=roles_in.are_relations(filled, whom, layout))


def _few_blank(index: int, whom: Sequence[int], layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether some of these adults have an empty cell here, and few."""
    names = [at for place in whom for at in layout.adults[place].named_by]
    blanks = [
        index >= len(row.cells) or not row.cells[index].strip()
        for row in rows
        if any(at < len(row.cells) and row.cells[at].strip() for at in names)
    ]
    return sum(blanks) <= FEW_BLANK * len(blanks)


def _keeps_from_some(index: int, text: str, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether a cell of this column, of which `text` has each, keeps something from an adult of its row."""
    if not may_keep(text):
        return False
    names, beside = names_of(layout), names_beside(layout, rows)
    return any(
        keeps_from_parent(row.cells[index], beside.get(row.number) or words_of_names(row, names))
        for row in rows
        if index < len(row.cells) and row.cells[index].strip()
    )
