"""Whose columns the short headings of a row are: what the marks of owners in them mean.

A mark is what is left of a heading without its field: `EL` of `NOMEL`, `P1` of `P1_Fname`. One of one or two letters
counts only where the row has it beside a name and a second field.
"""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass

from models.importing.reading.headings.headings import heading
from models.importing.reading.headings.short_words import begins, is_beginning, owners_of
from models.importing.reading.headings.vocabulary import CHILD as CHILDREN

NAMES, OF_A_PUPIL, CONTACTS = {"last", "first", "name"}, {"class", "birth"}, {"email", "phone", "mobile"}
CHILD, MOTHER, FATHER, UNSURE = "eleve", "mere", "pere", "referent"
OUTSIDERS = ("professeur", "urgence")  # beside whom the parents are somebody else
BY_SEX = (("w", "m"), ("f", "h"))  # `Name_W`, `Name_M`: a woman and a man
LONG = 4  # letters of a mark that is a parent's without the other parent beside it
ALONE = frozenset(("sorge",))  # nobody's mark without a field: `Sorge` over `KM/KV`


@dataclass(frozen=True, slots=True)
class Parts:
    """A heading taken apart: the word of its field, the mark of its owner, and the owner's number."""

    field: str
    mark: str
    number: str
    said: str


class Marks:
    """What each mark means in the row with these `titles`: `owners` has the vocabulary's word for it."""

    def __init__(self, titles: Sequence[str], ways: Mapping[int, tuple[Parts, ...]]) -> None:
        self.fields: defaultdict[str, set[str]] = defaultdict(set)
        self.numbers: defaultdict[str, set[str]] = defaultdict(set)
        for parts in (parts for some in ways.values() for parts in some):
            if parts.mark in ALONE and not (parts.field or parts.number):
                continue
            meant = heading(parts.field) if parts.field else None
            if parts.mark and (meant or not parts.field):
                self.fields[parts.mark].add(meant.field if meant else "name")  # `Mdr` alone is above her name
                self.numbers[parts.mark].add(parts.number)
        named = {mark: owners_of(mark) for mark, some in self.fields.items() if len(some) > 1 and some & NAMES}
        long = [mark for mark in self.fields if len(mark) > 2 and not is_beginning(mark)]  # not `Klass / Classe`
        certain = {mark: begins(mark) for mark in long if len(begins(mark)) == 1}
        certain |= {mark: owners_of(mark) for mark in self.fields if len(mark) > 2 and mark in CHILDREN}
        may = {mark: owners for mark, owners in {**named, **certain}.items() if owners}
        known = [
            one for at, title in enumerate(titles) if (one := heading(title)) and self._stays(ways.get(at, ()), may)
        ]
        whole = [some[0].field for some in ways.values() if some and not some[0].mark]
        known += [one for field in whole if (one := heading(field))]
        bare = any(one.field in ("last", "name") and not (one.owner or one.group) for one in known)
        self.owners: dict[str, str] = {}
        self._find_parents(may, {one.group for one in known})
        others = {mark: owners for mark, owners in may.items() if mark not in self.owners}
        adults = bool(self.owners) or any(one.owner == "adult" for one in known)
        pupil = bare or any(one.owner == "child" and one.field in NAMES for one in known)
        children = self._children(others, pupil, adults)
        self.owners |= dict.fromkeys(children, CHILD)
        for mark, owners in others.items():
            left = owners - {CHILD} - ({MOTHER, FATHER} if len(owners) > 1 or len(mark) < LONG else set())
            alone = len(mark) > 2 or self.numbers[mark] != {""} or not (adults or self._has_others(mark, may))
            if len(left) == 1 and alone and (children or bare or CHILD not in owners):
                self.owners.setdefault(mark, min(left))
        if (children or pupil) and not (adults or set(self.owners.values()) - {CHILD, *OUTSIDERS}):
            self.owners |= dict.fromkeys(self._strangers()[:1], UNSURE)

    def _has_others(self, mark: str, may: Mapping[str, frozenset[str]]) -> bool:
        """Whether the row has another mark of an adult: then one of one or two letters may be anybody's."""
        others = (owners for one, owners in may.items() if one != mark and self.owners.get(one) != CHILD)
        return any(owners - {CHILD} for owners in others)

    def _stays(self, ways: Sequence[Parts], may: Container[str]) -> bool:
        """Whether the heading says what the vocabulary knows of it: `Nome` beside `Prene` does not."""
        return not any(one.mark in may and len(one.mark) < 3 and len(self.fields[one.mark]) > 1 for one in ways)

    def _children(self, may: Mapping[str, frozenset[str]], known: bool, adults: bool) -> list[str]:
        """The marks of pupils. `known`: the vocabulary knows the pupil's name already; `adults`: and some adult's."""
        sure = [mark for mark in may if CHILD in may[mark] and self.fields[mark] & OF_A_PUPIL]
        found = [mark for mark in may if CHILD in may[mark]]
        found = [mark for mark in found if not self.fields[mark] & CONTACTS] or found
        certain = [mark for mark in found if may[mark] == {CHILD} and len(mark) > 1]
        if sure or known or (certain and certain == found[:1]):  # by the order of columns
            return sure or certain
        first = [mark for mark in found if self.numbers[mark] == {""}][:1]
        return first if adults or len(may) > 1 else []

    def _find_parents(self, may: Mapping[str, frozenset[str]], groups: Set[str]) -> None:
        """A mother beside a father, whether by two marks or by one and a heading that the vocabulary knows."""
        plain = [mark for mark in may if self.numbers[mark] == {""} and not self.fields[mark] & OF_A_PUPIL]
        mothers = [mark for mark in plain if MOTHER in may[mark]]
        fathers = [mark for mark in plain if FATHER in may[mark]]
        if len(mothers) == 1 and mothers != fathers and "mère" not in groups and (fathers or "père" in groups):
            self.owners[mothers[0]] = MOTHER
        if len(fathers) == 1 and fathers != mothers and "père" not in groups and (mothers or "mère" in groups):
            self.owners[fathers[0]] = FATHER
        for woman, man in BY_SEX:
            same = self.fields.get(woman, set()) & self.fields.get(man, set())
            if not (self.owners or groups - {""}) and same & NAMES and same & CONTACTS:
                self.owners |= {woman: MOTHER, man: FATHER}
        if {"mère", "père"} <= set(groups) or {MOTHER, FATHER} <= set(self.owners.values()):
            self._find_letters()

    def _find_letters(self) -> None:
        """`Tél. M`, `Tél. P` beside `Maman` and `Papa`."""
        for mark in self.fields:
            for other in self.fields:
                pair = (
                    MOTHER in owners_of(mark) and FATHER in owners_of(other) and self.fields[mark] == self.fields[other]
                )
                if len(mark) == len(other) == 1 and mark != other and pair:
                    self.owners |= {mark: MOTHER, other: FATHER}

    def _strangers(self) -> list[str]:
        """Unknown marks of somebody with a name and a mail address or telephone: the office is asked who that is."""
        found = (mark for mark, some in self.fields.items() if some & NAMES and some & CONTACTS)
        return [mark for mark in found if mark not in self.owners and len(mark) > 1 and not owners_of(mark)]

    def said(self, parts: Parts) -> str:
        """The heading in full. A mother or father has no number: `TelM1` is her telephone."""
        owner = self.owners.get(parts.mark, "")
        return " ".join(filter(None, (parts.field, owner, "" if owner in (MOTHER, FATHER) else parts.number)))

    def is_name(self, parts: Parts) -> bool:
        """Whether the row has a last name and a first name with this mark: then `NOME` beside `PRENE` is one too. Or a
        name and an address or phone, each with a number: then `V1 naam` is no first name."""
        if self.support(parts) < 2:
            return False
        numbered = bool(parts.number) and parts.said.startswith(f"{parts.mark} ") and "" not in self.numbers[parts.mark]
        with_contacts = bool(self.fields[parts.mark] & CONTACTS) and "first" not in self.fields[parts.mark]
        return {"last", "first"} <= self.fields[parts.mark] or (numbered and with_contacts)

    def support(self, parts: Parts) -> int:
        """How many fields of the row have this mark."""
        return len(self.fields[parts.mark]) if parts.mark in self.owners else 0
