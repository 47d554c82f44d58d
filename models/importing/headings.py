"""Which column is what: headings in French, Dutch and English, found by the words in them.

`Nom responsable 1`, `resp1_nom`, `Parent 1 - Nom`, `Naam ouder 1` and `Guardian 1 last name` are one heading: an owner
(pupil or adult), a number, and a field.
"""

import re
import unicodedata
from dataclasses import dataclass

from models.importing.heading_words import (
    ADULT,
    CHILD,
    OF_A_CHILD,
    OF_AN_ADULT,
    QUALIFYING,
    RELATIVES,
    SMALL,
    WEAK,
    WORDS,
)

NEEDED_OF_CHILD = ("register", "last", "first", "class")
NEEDED_OF_ADULT = ("last", "first", "email")


@dataclass(frozen=True, slots=True)
class Heading:
    """`owner` is `child`, `adult` or empty; `group` tells adults beside each other apart. A heading that is `loose`
    (`Nom usuel`, `Groupe`) gives way to one that is not."""

    field: str
    owner: str
    group: str
    loose: bool


@dataclass(frozen=True, slots=True)
class AdultColumns:
    """Where one adult's cells are; several phone columns are read in turn. `relation` holds when no column says it."""

    relation: str
    columns: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a file is; `missing` names needed ones, `doubled` pairs of headings that say one thing."""

    child: dict[str, int]
    adults: tuple[AdultColumns, ...]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[tuple[str, str], ...]

    @property
    def recognised(self) -> int:
        return len(self.child) + sum(len(adult.columns) for adult in self.adults)


def heading(text: str) -> Heading | None:
    """What one heading means, or None."""
    owner, group, rest = "", "", []
    words = _words(text)
    for word in words:
        if word in CHILD:
            owner = owner or "child"
        elif _is_adult(word):
            owner = "adult"
            group += RELATIVES.get(word, "")
        elif word.isdigit():
            group += str(int(word[:4]))
        elif word not in QUALIFYING:
            rest.append(word)
    name = "".join(rest)
    field = WORDS.get(name) or {"child": OF_A_CHILD, "adult": OF_AN_ADULT}.get(owner, {}).get(name)
    return Heading(field, owner, group, name in WEAK or not QUALIFYING.isdisjoint(words)) if field else None


def owner_of(text: str) -> str:
    """Whose the columns are that one heading stands over: `responsable 1`, `enfant`; empty when it does not say."""
    words = _words(text)
    owners = [word for word in words if word in CHILD or _is_adult(word)]
    return " ".join([*owners, *(word for word in words if word.isdigit())]) if owners else ""


def _words(text: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", spaced).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"\bco[ -]account", "coaccount", plain)
    return [word for word in re.findall(r"[a-z]+|[0-9]+", plain) if word not in SMALL]


def _is_adult(word: str) -> bool:
    return word.removesuffix("s") in ADULT or word in RELATIVES


def layout(cells: list[str]) -> Layout:
    """The columns of a row of headings; nothing is missing in a good one."""
    found = _without_loose([heading(cell) for cell in cells])
    named_child = any(h and h.owner == "child" and h.field in ("last", "first") for h in found)
    child: dict[str, int] = {}
    groups: dict[str, dict[str, tuple[int, ...]]] = {}
    doubled = []
    for index, said in enumerate(found):
        if said is None or (place := _place(said, named_child)) is None:
            continue
        if place == "child":
            if said.field in child:
                doubled.append((cells[child[said.field]], cells[index]))
            child.setdefault(said.field, index)
        else:
            columns = groups.setdefault(said.group or "1", {})
            if said.field in columns and said.field != "phone":
                doubled.append((cells[columns[said.field][0]], cells[index]))
            columns[said.field] = (*columns.get(said.field, ()), index)
    whole = {name: columns for name, columns in groups.items() if "last" in columns and "first" in columns}
    best = max(groups.values(), key=len, default={})
    missing = [f"child {field}" for field in NEEDED_OF_CHILD if field not in child]
    missing += [f"adult {field}" for field in NEEDED_OF_ADULT if field not in best]
    used = {*child.values(), *(i for columns in whole.values() for some in columns.values() for i in some)}
    return Layout(
        child,
        tuple(AdultColumns(name if name in RELATIVES.values() else "", columns) for name, columns in whole.items()),
        tuple(cell.strip() for index, cell in enumerate(cells) if index not in used and cell.strip()),
        tuple(missing),
        tuple(doubled),
    )


def _without_loose(found: list[Heading | None]) -> list[Heading | None]:
    """`Nom usuel élève` is left aside where there is a `Nom élève`."""
    exact = {(said.field, said.owner, said.group) for said in found if said and not said.loose}
    classes = any(said.field == "class" and not said.loose and said.owner != "adult" for said in found if said)

    def aside(said: Heading) -> bool:
        return (said.field, said.owner, said.group) in exact or (said.field == "class" and classes)

    return [None if said and said.loose and aside(said) else said for said in found]


def _place(said: Heading, named_child: bool) -> str | None:
    """`child` or `adult`; None for what is not wanted, such as a pupil's own e-mail address."""
    if said.field in ("register", "class"):
        return None if said.owner == "adult" or said.group else "child"
    if said.field == "relation":
        return "adult"
    if said.field in ("last", "first"):
        if said.owner == "child":
            return None if said.group else "child"
        # A bare `Nom` is the pupil's, unless another column says that it is.
        return "adult" if said.owner == "adult" or said.group or named_child else "child"
    return None if said.owner == "child" else "adult"
