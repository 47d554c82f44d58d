"""What each heading of a row means, beside the others and by the cells below it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.headings.class_column import with_class
from models.importing.reading.headings.evidence import MOST, NOTHING, Cells
from models.importing.reading.headings.family_names import with_family_name
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import Heading, heading, owner_and_group
from models.importing.reading.headings.other_headings import (
    called,
    names_beside_surnames,
    numbered,
    of_the_child_before,
    second_surnames,
    without_initials,
    without_loose,
    without_owner_alone,
    without_strangers,
)
from models.importing.reading.headings.phone_columns import with_phones
from models.importing.reading.headings.prefix_columns import with_prefixes
from models.importing.reading.headings.pupil_numbers import with_number, without_ranks
from models.importing.reading.headings.religions import are_religions
from models.importing.reading.headings.vocabulary import RELATIVES, YOURS, words_of
from models.importing.reading.layout import NAMES, OF_ADULT, OF_CHILD
from models.importing.reading.names import squash
from models.importing.reading.rights.right_words import NO, YES, about_rights

NEARLY = 0.9  # of the cells
FEW_TICKS = 0.5  # of the cells below `PR`: then they are no first names
PLACES = words_of("dom domicile fixe fisso fijo fixo maison travail bureau thuis werk vast home work")  # of a telephone
PHONES = ("tel", "gsm", "mob", "mov", "handy", "natel", "phone", "fon", "cel", "port", "contact", "kontakt")
AUTHORITY = words_of("autorita autorite parentale parental authority ouderlijk gezag elterliche sorge")
FEW_NAMES = 0.3  # of the cells below `Responsable 1`: then they are whole names

ANSWERS = YES | NO


def meanings(titles: Sequence[str], cells: Sequence[Cells]) -> list[Heading | None]:
    """The meaning of each heading, None where it has none that is used. `cells` is the evidence below each; it may be
    empty."""
    given = [*cells, *[NOTHING] * (len(titles) - len(cells))]
    found = [_meaning(title, below, bool(cells)) for title, below in zip(titles, given, strict=False)]
    found = without_owner_alone(titles, found)
    found = without_strangers(titles, without_ranks(found, given))
    found = with_family_name(titles, found, given)
    found = of_the_child_before(second_surnames(titles, found))
    found = names_beside_surnames(titles, _pupils_twice(with_number(titles, found, given), given))
    found = _last_beside_first(titles, _yours(titles, found), given)
    found = _first_beside_last(numbered(without_loose(called(titles, without_initials(titles, found), given))))
    if not cells:
        return found
    return with_class(titles, with_prefixes(titles, with_phones(titles, found, given), given), given)


def _meaning(title: str, cells: Cells, judged: bool) -> Heading | None:
    """What the heading means, as far as the cells below it agree."""
    meaning = heading(title)
    plain = bool(title.strip()) and not about_rights(frozenset(heading_words(title)))
    if cells.email >= MOST and plain and (meaning is None or meaning.field not in ("email", "name")):
        owner, group = owner_and_group(title)
        alone = meaning is not None and not meaning.field  # `Contact` over addresses is anybody's
        return Heading("email", "" if alone else owner, group if owner and not alone else "", True)
    if meaning is None and cells.phone >= MOST and plain and _may_be_phone(title):
        owner, group = owner_and_group(title)
        return Heading("phone", owner, group if owner else "", True, ordinal="" if owner else group)
    if meaning is None:
        return _with_authority(title, cells)
    if meaning.field == "email" and len(cells.filled) > 2 and not cells.email:
        return None
    if meaning.field == "relation" and are_religions(cells.filled):
        return None
    if not meaning.field:
        named = "name" if cells.names >= FEW_NAMES else "relation" if _are_relatives(cells) else ""
        return replace(meaning, field=named) if named else None
    answers = "pr" in heading_words(title) and _answers(cells)
    if meaning.field == "first" and (answers or cells.ticks >= (FEW_TICKS if "pr" in heading_words(title) else 1)):
        return None  # `PR` is a first name, or parental responsibility
    if meaning.field == "mobile":
        return replace(meaning, field="phone")
    if meaning.field in NAMES and cells.filled and all(map(str.isdecimal, cells.filled)):
        return None  # `Pr.` for *progressivo*
    if meaning.field in NAMES and not meaning.owner and judged and cells.empty:
        return None  # `Naam` of a form that asked nobody to sign in
    return meaning if meaning.field in OF_CHILD or meaning.field in OF_ADULT else None


def _are_relatives(cells: Cells) -> bool:
    """Whether most cells are a word for a mother or a father: `Ouder` over `mama`, `papa`."""
    return sum(squash(cell) in RELATIVES for cell in cells.filled) > MOST * len(cells.filled)


def _with_authority(title: str, cells: Cells) -> Heading | None:
    """`Autorità parentale 1` over whole names: who has it is the first parent."""
    words = heading_words(title)
    numbers = [word for word in words if word in ("1", "2")]
    if len(numbers) != 1 or not set(words) - set(numbers) or not set(words) - set(numbers) <= AUTHORITY:
        return None
    return Heading("name", "adult", numbers[0], False) if cells.names >= NEARLY else None


def _answers(cells: Cells) -> bool:
    """Whether each cell says yes or no: then they are no names."""
    return bool(cells.filled) and all(squash(cell) in ANSWERS for cell in cells.filled)


def _may_be_phone(title: str) -> bool:
    """Whether a word of a heading begins as one for a telephone: `TELM1`, `Telefon-Nummern: Nummer`."""
    return any(word.startswith(PHONES) or word in PLACES for word in heading_words(title))


def _pupils_twice(found: list[Heading | None], cells: Sequence[Cells]) -> list[Heading | None]:
    """Bare `Legal first name`, `Legal last name` beside `Student` are the pupil's where their cells are its words."""
    whole = [at for at, one in enumerate(found) if one and one.owner == "child" and one.field == "name"]
    bare = {
        field: [at for at, one in enumerate(found) if one and one.field == field and not one.owner and not one.group]
        for field in ("last", "first")
    }
    if len(whole) != 1 or any(len(at) != 1 for at in bare.values()):
        return found
    at = (whole[0], bare["last"][0], bare["first"][0])
    names, lasts, firsts = (cells[index].filled for index in at)
    seconds = [index for index, one in enumerate(found) if one and one.field == "second" and not one.owner]
    if not names or not len(names) == len(lasts) == len(firsts):
        return found
    rows = zip(names, lasts, firsts, strict=True)
    same = sum(_is_of(squash(name), squash(last), squash(first), bool(seconds)) for name, last, first in rows)
    if same < NEARLY * len(names):
        return found
    own = (*at[1:], *seconds)
    return [replace(one, owner="child") if one and index in own else one for index, one in enumerate(found)]


def _is_of(name: str, last: str, first: str, second: bool) -> bool:
    """Whether a whole name is made of these; `second`: another last name may stand between them."""
    if second:
        return (name.startswith(last) and name.endswith(first)) or name.startswith(first + last)
    return name in (first + last, last + first)


def _yours(titles: Sequence[str], found: list[Heading | None]) -> list[Heading | None]:
    """`Votre e-mail` is that of `Votre nom (parent 1)`."""
    yours = [not YOURS.isdisjoint(heading_words(title)) for title in titles]
    both = list(zip(found, yours, strict=True))
    groups = {one.group for one, your in both if one and your and one.field in NAMES and one.owner == "adult"}
    if len(groups) != 1:
        return found
    return [
        replace(one, group=min(groups)) if one and your and one.owner == "adult" and not one.group else one
        for one, your in both
    ]


def _last_beside_first(
    titles: Sequence[str], found: list[Heading | None], cells: Sequence[Cells]
) -> list[Heading | None]:
    """`Mère` beside `Prénom mère` has her last name, of two words here and there; beside `Nom mère` her first."""
    firsts = {(one.owner, one.group) for one in found if one and one.field == "first"}
    lasts = {(one.owner, one.group) for one in found if one and one.field == "last"}

    def settled(title: str, one: Heading | None, below: Cells) -> Heading | None:
        alone = heading(title)
        whole = one is not None and (one.field != "name" or below.names >= NEARLY)
        if whole or _answers(below) or alone is None or alone.field or (alone.owner, alone.group) not in firsts ^ lasts:
            return one
        return replace(alone, field="last" if (alone.owner, alone.group) in firsts else "first")

    return [settled(title, one, below) for title, one, below in zip(titles, found, cells, strict=True)]


def _first_beside_last(found: list[Heading | None]) -> list[Heading | None]:
    """A bare first name right after a pupil's last name is the pupil's, where no other column is: a form asks
    `Nom de l’enfant ?`, `Quel est son prénom ?`."""
    of_child = {one.field: at for at, one in enumerate(found) if one and one.owner == "child"}
    if "last" not in of_child or not {"first", "name"}.isdisjoint(of_child):
        return found
    after = of_child["last"] + 1
    if after < len(found) and (one := found[after]) and one.field == "first" and not one.owner:
        found[after] = replace(one, owner="child")
    return found


def blocks(titles: Sequence[str], found: list[Heading | None]) -> list[int]:
    """Which repetition of its owner's columns each column belongs to, from 1: a form may have `Nom enfant`, `Prénom
    enfant` three times."""
    seen: Counter[tuple[str, str, str, str]] = Counter()
    most: defaultdict[tuple[str, str], int] = defaultdict(lambda: 1)
    blocks = []
    for title, one in zip(titles, found, strict=True):
        if one is None:
            blocks.append(1)
            continue
        owner = one.owner, one.group
        if one.field in NAMES:
            key = (*owner, one.field, title.strip().casefold())
            seen[key] += 1
            most[owner] = max(most[owner], seen[key])
            blocks.append(seen[key])
        else:
            blocks.append(most[owner])
    return blocks
