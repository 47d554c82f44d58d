"""Notices about what looks wrong in a file, when all of its rows are read."""

import re
from collections import defaultdict
from collections.abc import Iterator

from models.importing.reading.families import Families
from models.importing.reading.file_people import FileAdult, FilePupil
from models.importing.reading.names import damaged, squash
from models.importing.reading.remarks import Remark, cut, remark

NO_NUMBER = re.compile(r"[0-9][.,]?[0-9]*e[+]?[0-9]{1,3}|[0-9]+[.,][0-9]+", re.IGNORECASE)  # `2,4E+05`, `1001.5`
MONTHS = (
    "jan|janv|feb|fev|fév|févr|mars|mar|mrt|maart|avr|apr|mai|may|mei|juin|jun|juil|jul|aout|août|aug|sep|sept|oct|okt"
    "|nov|dec|déc"
)
DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+)?"
    r"|[0-9]{1,2}([/.-])[0-9]{1,2}\2[0-9]{2,4}"
    rf"|[0-9]{{1,2}}[-.]({MONTHS})\.?",
    re.IGNORECASE,
)


def look_over(families: Families) -> None:
    """Add the notices to the families, and sort all of them by line."""
    people: list[FilePupil | FileAdult] = [*families.pupils.values(), *families.adults]
    families.notices = [_with_hidden_pupils(notice, families) for notice in families.notices]
    families.notices += [*_pupils(families), *_names(people), *_same_children(families)]
    if unnamed := next((adult for adult in families.adults if adult.unnamed), None):
        families.notices.append(remark(0, "unnamed_adults", name=unnamed.full_name))
    families.notices.sort(key=lambda notice: (getattr(notice.line, "sheet", ""), notice.line))


def _with_hidden_pupils(notice: Remark, families: Families) -> Remark:
    """The notice of hidden rows, with the pupils who stand on them, and their parents."""
    if notice.kind != "hidden_rows":
        return notice
    shown = dict(notice.values)["lines"]
    lines = {int(line) for line in shown.split(", ") if line.isdigit()}
    sheets = {getattr(notice.line, "sheet", ""), ""}
    hidden = {
        number: pupil
        for number, pupil in families.pupils.items()
        if int(pupil.line) in lines and getattr(pupil.line, "sheet", "") in sheets
    }
    beside: dict[str, list[str]] = {number: [] for number in hidden}
    for adult in families.adults:
        if adult.register_number in beside:
            beside[adult.register_number].append(adult.full_name)
    found = [f"{pupil.full_name} ({', '.join(beside[number])})" for number, pupil in hidden.items()]
    return remark(notice.line, "hidden_pupils", lines=shown, found="; ".join(found)) if found else notice


def _pupils(families: Families) -> Iterator[Remark]:
    accompanied = {adult.register_number for adult in families.adults}
    dates: dict[str, int] = {}
    classes = any(pupil.class_name for pupil in families.pupils.values())
    if not classes and families.pupils:
        yield remark(0, "no_classes")
    for pupil in families.pupils.values():
        if pupil.register_number not in accompanied and pupil.register_number not in families.in_doubt:
            yield remark(pupil.line, "no_guardian", child=pupil.full_name)
        if NO_NUMBER.fullmatch(pupil.register_number):
            yield remark(pupil.line, "register_damaged", value=pupil.register_number, child=pupil.full_name)
        if not pupil.class_name and classes:
            yield remark(pupil.line, "no_class", child=pupil.full_name)
        elif DATE.fullmatch(pupil.class_name):
            dates.setdefault(pupil.class_name, pupil.line)
    yield from (remark(line, "class_is_date", value=cut(name)) for name, line in dates.items())


def _names(people: list[FilePupil | FileAdult]) -> Iterator[Remark]:
    """Names with lost letters, or decoded by the wrong encoding; each name once."""
    lost: dict[str, int] = {}
    garbled: dict[str, int] = {}
    for person in people:
        name = person.full_name
        if damaged(name):
            lost.setdefault(name, person.line)
        elif meant(name):
            garbled.setdefault(name, person.line)
    yield from (remark(line, "lost_letters", value=cut(name)) for name, line in lost.items())
    yield from (remark(line, "garbled", value=cut(name), meant=cut(meant(name))) for name, line in garbled.items())


def meant(name: str) -> str:
    """`Zoé` for `ZoÃ©`: UTF-8 that was decoded as Windows-1252. Empty for a correct name."""
    if name.isascii():
        return ""
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def _same_children(families: Families) -> Iterator[Remark]:
    """Pupils of the same name and with an adult in common, whose register numbers differ in zeros alone: `1` and `01`.

    With quite different numbers they may be siblings: half-brothers do have the same name.
    """
    pupils = families.pupils.values()
    both = [(pupil.key, squash(pupil.register_number).lstrip("0")) for pupil in pupils]
    if len(set(both)) == len(both):
        return
    adults: defaultdict[str, set[str]] = defaultdict(set)
    for adult in families.adults:
        adults[adult.register_number].add(adult.key)
    first: dict[tuple[str, str, str], FilePupil] = {}  # by name, number and an adult
    for pupil, alike in zip(pupils, both, strict=True):
        here = [(*alike, key) for key in adults[pupil.register_number]]
        if twins := [first[one] for one in here if one in first]:
            other = min(twins, key=lambda twin: twin.line)
            numbers = {"one": other.register_number, "other": pupil.register_number}
            yield remark(pupil.line, "same_child", child=pupil.full_name, at=other.line, **numbers)
        for one in here:
            first.setdefault(one, pupil)
