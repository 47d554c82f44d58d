"""The fingerprint of a plan tells two plans apart by what they do."""

import pytest

from models import importing
from models.importing.applying import apply as applying
from models.importing.applying.apply import ImportRefused
from models.importing.comparing.fingerprint import fingerprint
from settings import Settings
from tests.support.family import count
from tests.support.files import LONG, apply, as_csv, row, sample
from tests.support.sql import query

SCHOOL = [
    row(phone="0470 11 22 33"),
    row(adult="Dupont Jean", email="jean@example.org", relation="père"),
    row("2", "Petit Max", "P1A", "Petit Anne", "anne@example.org"),
]
# What a next file may do, each another thing.
NEXT = {
    "nothing": SCHOOL,
    "a new child": [*SCHOOL, row("3", "Roy Ali", "P1A", "Roy Zoé", "zoe@example.org")],
    "another new child": [*SCHOOL, row("3", "Roy Ada", "P1A", "Roy Zoé", "zoe@example.org")],
    "a new address": [*SCHOOL, row("3", "Roy Ali", "P1A", "Roy Zoé", "roy@example.org")],
    "a changed class": [row(class_name="P2A", phone="0470 11 22 33"), *SCHOOL[1:]],
    "a changed phone": [row(phone="0470 99 99 99"), *SCHOOL[1:]],
    "a leaver": SCHOOL[:2],
    "an access that ends": [SCHOOL[0], SCHOOL[2]],
    "another relation": [SCHOOL[0], row(adult="Dupont Jean", email="jean@example.org", relation="oncle"), SCHOOL[2]],
    "a refused row": [*SCHOOL, row("", "Roy Ali")],
}


async def of(data: bytes) -> str:
    return fingerprint(await applying.preview(importing.read(data)))


async def test_plans_that_do_different_things_have_different_fingerprints(opened: Settings) -> None:
    await apply(as_csv(SCHOOL))
    found = {name: await of(as_csv(rows)) for name, rows in NEXT.items()}
    closed = as_csv(
        [[*one, "Oui"] for one in SCHOOL[:1]] + [[*SCHOOL[1], "Non"], [*SCHOOL[2], "Oui"]], [*LONG, "Garde"]
    )
    assert len(set(found.values())) == len(NEXT)
    assert await of(closed) == found["nothing"], "unanswered, it closes nothing"


async def test_what_the_plan_leaves_as_it_is_and_the_order_of_rows_change_nothing(opened: Settings) -> None:
    await apply(as_csv(SCHOOL))
    file = [row(class_name="P2A", phone="0470 11 22 33"), *SCHOOL[1:], row("3", "Roy Ali", "P1A", "Roy Zoé", "z@x.be")]
    before = await of(as_csv(file))
    await query("UPDATE guardian SET former_contact = 'x', version = version + 1 WHERE username = 'anne.petit'")
    assert await of(as_csv(file)) == before
    assert await of(as_csv([file[3], *file[:3]])) == before


async def test_a_plan_that_is_not_the_confirmed_one_is_refused_and_changes_nothing(opened: Settings) -> None:
    families = importing.read(sample("families-small"))
    confirmed = fingerprint(await applying.preview(families))
    with pytest.raises(ImportRefused) as refused:
        await applying.carry_out(families, confirmed="0" * 32)
    assert refused.value.reason == "changed"
    assert await count("child") == 0
    await applying.carry_out(families, confirmed=confirmed)
    assert await count("child") == len(families.pupils)
