"""What the office types of a pupil or an adult, cleaned as an import would clean it."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.core.address import BadAddress, clean_address
from models.core.phone import phone_key
from models.families.marks import NO_NUMBER
from models.importing.reading import cells
from models.importing.reading.names import NamedPerson
from models.importing.reading.remarks import Remark

CHILD_FIELDS = ("first_name", "last_name", "class_name", "register_number")
ADULT_FIELDS = ("first_name", "last_name", "email", "phone", "relation")
NEEDED = ("first_name", "last_name")
COLUMNS = {
    **{"first_name": "first", "last_name": "last", "class_name": "class", "register_number": "register"},
    **{"email": "email", "phone": "phone", "relation": "relation"},
}


class BadEntries(ValueError):
    """`problems` has for each wrong field what is wrong: `missing`; what an import calls it (`formula`, `control`,
    `too_long`, `not_a_name`); `address`; `no_number`, of a phone; `number`, of a register number."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class PupilEntry(NamedPerson):
    """A pupil as typed. `register_number` is empty where the school has none."""

    first_name: str
    last_name: str
    class_name: str
    register_number: str


@dataclass(frozen=True, slots=True)
class AdultEntry(NamedPerson):
    """An adult as typed."""

    first_name: str
    last_name: str
    email: str
    phone: str
    relation: str


def pupil(typed: Mapping[str, str]) -> PupilEntry:
    """Raises `BadEntries`."""
    values, problems = _clean(typed, "child", CHILD_FIELDS)
    if values["register_number"].startswith(NO_NUMBER):
        problems.setdefault("register_number", "number")
    if problems:
        raise BadEntries(problems)
    return PupilEntry(**values)


def adult(typed: Mapping[str, str]) -> AdultEntry:
    """Raises `BadEntries`."""
    values, problems = _clean(typed, "adult", ADULT_FIELDS)
    try:
        values["email"] = clean_address(values["email"]) if values["email"] else ""
    except BadAddress:
        problems["email"] = "address"
    if values["phone"] and not phone_key(values["phone"]):
        problems.setdefault("phone", "no_number")
    if problems:
        raise BadEntries(problems)
    return AdultEntry(**values)


def relation(typed: str) -> str:
    """Raises `BadEntries`."""
    values, problems = _clean({"relation": typed}, "adult", ("relation",))
    if problems:
        raise BadEntries(problems)
    return values["relation"]


def _clean(typed: Mapping[str, str], whose: str, fields: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    values, problems = dict[str, str](), dict[str, str]()
    for field in fields:
        wrong: list[Remark] = []
        values[field] = cells.text(typed.get(field, ""), f"{whose} {COLUMNS[field]}", 0, wrong.append)
        if wrong:
            problems[field] = wrong[0].kind
        elif field in NEEDED and not values[field]:
            problems[field] = "missing"
    return values, problems
