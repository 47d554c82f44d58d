"""What a column that is not read says about pupils who leave, by its heading and cells."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.importing.reading.cells import read_date
from models.importing.reading.columns import rows_of_pupils
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import owner_and_group
from models.importing.reading.layout import Layout
from models.importing.reading.leaving.departures import says_left
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.leaving.leaving_words import (
    FEW,
    HALF,
    ends_enrolment,
    ends_period,
    leaving_rule,
    may_be_leaving,
    names_last_day,
    names_next_school,
    plainly_leaving,
    usual_end,
)
from models.importing.reading.names import squash
from models.importing.reading.questions import LEFT, RIGHTS
from models.importing.reading.rights import entry_words
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.restricting import (
    ABSENT,
    CODED,
    GONE,
    LEFT_IN_TEXT,
    PAST,
    PAST_ALONE,
    PERIOD_ENDED,
    STATUS,
    UNKNOWN_STATUS,
    usual_code,
)
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.whose_column import among_adults, of_one_adult
from models.importing.reading.tables import TextRow


class WatchRule(NamedTuple):
    """What a watched column is about, as `WatchedColumn` has it."""

    kind: str
    rule: int
    adults: tuple[int, ...]
    blank: bool = False
    clear: bool = False
    usual: str = ""
    child: int = 0
    odd: frozenset[str] = frozenset()


def about_leaving(
    index: int,
    layout: Layout,
    filled: Sequence[str],
    rows: Sequence[TextRow],
    whom: tuple[int, ...],
    dates: LeavingDates,
) -> Iterator[WatchRule]:
    """The rules about pupils who leave, or about an adult whose time ended: `whom`."""
    title, cells = layout.titles[index], set(filled)
    in_heading = {*heading_words(title), *({squash(title)} & words.LEAVING)}  # `DoL`
    if ends_period(layout.titles, index, filled):
        of_adult = among_adults(index, layout) or of_one_adult(index, layout, rows)
        usual = usual_end(layout.titles, index, filled)
        yield WatchRule(RIGHTS, PERIOD_ENDED, whom) if of_adult else WatchRule(LEFT, PERIOD_ENDED, (), usual=usual)
    elif names_next_school(in_heading) and len(filled) <= HALF * len(rows):
        yield WatchRule(LEFT, PAST, ())
    elif (rule := leaving_rule(in_heading, all(read_date(cell) for cell in cells))) is not None:
        # `Date de fin responsable 1` is about that adult's rights, not about the child leaving the school.
        of_adult = _of_an_adult(rule, in_heading, index, layout, rows)
        clear = (rule == PAST and plainly_leaving(in_heading, len(filled), len(rows))) or (
            rule == PAST_ALONE and ends_enrolment(in_heading, len(filled), len(rows))
        )
        clear = clear or (rule in (STATUS, ABSENT) and _says_of_each_pupil(index, layout, rows))
        kind, about = (RIGHTS, whom) if of_adult else (LEFT, ())
        yield WatchRule(kind, rule, about, clear=clear and kind == LEFT)
        if rule == STATUS and (usual := usual_code(filled)):
            yield WatchRule(kind, CODED, about, usual=usual)
        elif rule == STATUS and (_mostly_there(filled) or (of_adult and len(filled) <= FEW * len(rows))):
            yield WatchRule(kind, UNKNOWN_STATUS, about)
    elif entry_words.entry_ends(in_heading) and sum(read_date(cell) is not None for cell in cells) > HALF * len(cells):
        yield WatchRule(RIGHTS, PAST_ALONE, whom)
    elif any(plain(cell).replace(" ", "") in words.GONE for cell in cells):
        yield WatchRule(LEFT, GONE, ())
    elif says_left(cells, dates):
        yield WatchRule(LEFT, LEFT_IN_TEXT, ())
    elif may_be_leaving(in_heading, filled, len(rows), dates) and not among_adults(index, layout):
        yield WatchRule(LEFT, PAST_ALONE, ())


def _says_of_each_pupil(index: int, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether a column says for most pupils that they are here, and the same in all rows of a pupil."""
    said = rows_of_pupils.values(layout, rows, index, squash, layout.child.keys())  # two of one name, too
    gone = sum(not some.isdisjoint(words.PLAINLY_GONE | words.NO) for some in said.values())
    return all(len(some) == 1 for some in said.values()) and gone <= HALF * len(said)


def _mostly_there(filled: Sequence[str]) -> bool:
    """Whether most cells say that a pupil is there, or that an adult's account is: `Active`, `Jamais connecté`."""
    there = sum(squash(cell) in words.THERE or entry_words.is_unused(plain(cell)) for cell in filled)
    return there > HALF * len(filled)


def _of_an_adult(rule: int, in_heading: set[str], index: int, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether such a column is about an adult's entry, and not about the pupil: `Compte actif`, `Date de fin du lien`,
    or `Actif` where the rows of a pupil differ in it."""
    owner, _group = owner_and_group(layout.titles[index])
    if owner in ("adult", "child"):
        return owner == "adult"
    plainly = rule == PAST and not entry_words.has_ended(in_heading) and in_heading.isdisjoint(words.ENDED_ON)
    if (plainly and not names_last_day(in_heading)) or not in_heading.isdisjoint(words.ENROLMENT):
        return False
    return entry_words.of_entry(in_heading) or of_one_adult(index, layout, rows)
