"""Columns named by the office: a field for each column, in place of its heading.

`Columns` maps the `key` of a row of headings to the fields below it, left to right; an empty key stands for a table
without headings. A field is one of `CHILD`, `adult 1 last` … `adult 4 language`, or empty: not used.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from language.text import _
from models.importing.reading.cells import trimmed
from models.importing.reading.layout import OF_ADULT, OF_CHILD, AdultColumns, Layout
from models.importing.reading.remarks import Remark, remark

Columns = Mapping[str, Sequence[str]]
NO_HEADINGS = ""
MOST_ADULTS = 4  # beside one pupil in one row
CHILD = tuple(f"child {name}" for name in OF_CHILD)
ADULTS = tuple(tuple(f"adult {n} {name}" for name in OF_ADULT) for n in range(1, MOST_ADULTS + 1))
FIELDS = frozenset((*CHILD, *(field for adult in ADULTS for field in adult)))


def filled(cells: Sequence[str]) -> list[str]:
    """The row without the empty cells at its end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return list(cells[:end])


def key(headings: Sequence[str]) -> str:
    """The key of a row of headings, whatever their case and spaces."""
    plain = "\x1f".join(trimmed(cell).casefold() for cell in filled(headings))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def find(rows: Sequence[Sequence[str]], columns: Columns) -> tuple[int, Sequence[str]] | None:
    """The index of the row whose headings were named by hand, and their fields; -1 for a named table without headings;
    None where nothing was named."""
    for at, cells in enumerate(rows):
        if (fields := columns.get(key(cells))) is not None:
            return at, fields
    fields = columns.get(NO_HEADINGS)
    return (-1, fields) if fields is not None and width(rows) == len(fields) else None


def width(rows: Sequence[Sequence[str]]) -> int:
    """How many columns the widest of these rows has."""
    widest = 0
    for cells in rows:
        if len(cells) > widest:
            widest = max(widest, len(filled(cells)))
    return widest


def layout(fields: Sequence[str], headings: Sequence[str] = ()) -> Layout:
    """What each column is, of fields that have no `wrong` ones."""
    child: dict[str, int] = {}
    adults: dict[str, dict[str, tuple[int, ...]]] = {}
    for index, field in enumerate(fields):
        owner, _space, name = field.rpartition(" ")
        if owner == "child":
            child[name] = index
        elif owner:
            known = adults.setdefault(owner, {})
            known[name] = (*known.get(name, ()), index)
    ordered = tuple(AdultColumns("", adults[owner], owner.removeprefix("adult ")) for owner in sorted(adults))
    titles = (*(cell.strip() for cell in headings), *[""] * (len(fields) - len(headings)))
    return Layout((child,) if child else (), ordered, titles, (), ())


def fields_of(layout: Layout, count: int) -> list[str]:
    """The reverse of `layout`: the fields of `count` columns, empty where a column is not recognised."""
    fields = [""] * max(count, len(layout.titles))
    for name, index in layout.child.items():
        fields[index] = f"child {name}"
    for adult, names in zip(layout.adults, ADULTS, strict=False):
        for name, field in zip(OF_ADULT, names, strict=True):
            for index in adult.columns.get(name, ()):
                fields[index] = field
    return fields


def wrong(fields: Sequence[str]) -> Iterator[tuple[int, Remark]]:
    """The faults of a choice: a needed field that is missing, and a field chosen twice; each with the index of the
    column where to show it."""
    chosen = Counter(filter(None, fields))
    adults = [f"adult {n}" for n in range(1, MOST_ADULTS + 1)]
    there = [owner for owner in adults if any(field.startswith(owner) for field in chosen)] or adults[:1]
    missing = [
        f"{owner} {name}"
        for owner in ("child", *there)
        if not chosen[f"{owner} name"]
        for name in ("last", "first")
        if not chosen[f"{owner} {name}"]
    ]
    if missing:
        unused = next((index for index, field in enumerate(fields) if not field), 0)
        names = ", ".join(_("« {field} »").format(field=field_label(field)) for field in missing)
        yield unused, remark(0, "columns_missing", fields=names)
    for field, count in chosen.items():
        if count > 1 and not field.endswith((" phone", " email")):  # several such columns are read in turn
            last = max(index for index, one in enumerate(fields) if one == field)
            yield last, remark(0, "column_doubled", field=field_label(field))


def field_label(field: str) -> str:
    """The field in words: `Élève : classe`, `Parent 2 : nom`; of the second pupil of a row `Élève 2 : nom`."""
    owner, _space, name = field.rpartition(" ")
    what = {
        "register": _("matricule"),
        "last": _("nom"),
        "first": _("prénom"),
        "second": _("deuxième nom de famille"),
        "prefix": _("particule du nom"),
        "name": _("nom et prénom"),
        "class": _("classe"),
        "year": _("année"),
        "birth": _("date de naissance"),
        "email": _("adresse mail"),
        "phone": _("téléphone"),
        "relation": _("lien avec l’élève"),
        "language": _("langue"),
    }[name]
    if owner == "child":
        return _("Élève : {field}").format(field=what)
    if owner.startswith("child "):
        return _("Élève {n} : {field}").format(n=owner.removeprefix("child "), field=what)
    return _("Parent {n} : {field}").format(n=owner.removeprefix("adult "), field=what)
