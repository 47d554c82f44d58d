import asyncio
from typing import Any

import pytest

from models.desk import custody, entries, pupil_changes
from models.desk.entries import BadEntries
from models.desk.pupil_changes import NumberTaken, come_back, correct_pupil, leave
from models.desk.pupils import ChildChanged
from models.families.child import children_of, has_no_number
from settings import Settings
from tests.support.families import parent
from tests.support.files import LONG, apply, as_csv, row
from tests.support.people import BY, details, standing
from tests.support.sql import query

TYPED = {"first_name": "Léa", "last_name": "Dupont", "class_name": "P1A", "register_number": ""}
FILE = as_csv([row(), row(adult="Petit Jean", email="jean@example.org")])
UNNUMBERED = [cells[1:] for cells in [row(), row(adult="Petit Jean", email="jean@example.org", relation="père")]]


async def pupil(number: int = 1) -> dict[str, Any]:
    return (await query("SELECT * FROM child WHERE id = ?", number))[0]


async def corrected(version: int = 0, **changes: str) -> None:
    await correct_pupil(1, entries.pupil({**TYPED, **changes}), version, BY)


async def test_a_corrected_class_is_searched_and_recorded_for_each_parent(opened: Settings) -> None:
    await apply(FILE)
    await corrected(class_name=" P2B ")
    assert ((await pupil())["class_name"], (await pupil())["file_class_name"]) == ("P2B", "P1A")
    assert all("p2b" in found["search"] for found in await query("SELECT search FROM directory"))
    assert await details("pupil corrected") == ['{"child": "Léa Dupont", "change": "P1A → P2B"}'] * 2


async def test_the_same_again_changes_nothing_and_an_older_page_is_refused(opened: Settings) -> None:
    await apply(FILE)
    await corrected(class_name="P2B")
    await corrected(class_name="P2B")
    with pytest.raises(ChildChanged):
        await corrected(class_name="P3C")
    assert (await pupil())["class_name"] == "P2B"
    assert len(await details("pupil corrected")) == 2


async def test_of_two_corrections_at_once_one_is_stored(opened: Settings) -> None:
    await apply(FILE)
    done = await asyncio.gather(*(corrected(class_name=name) for name in ("P2B", "P3C")), return_exceptions=True)
    assert [type(one) for one in done if one is not None] == [ChildChanged]


async def test_the_files_value_is_kept_until_the_office_writes_the_same(opened: Settings) -> None:
    await apply(FILE)
    await corrected(first_name="Lea-Marie", class_name="P2B")
    await corrected(1, class_name="P2B")
    assert [(await pupil())[f"file_{name}"] for name in ("first_name", "last_name", "class_name")] == [
        None,
        None,
        "P1A",
    ]
    await corrected(2)
    assert (await pupil())["file_class_name"] is None


async def test_a_register_number_is_added_to_a_pupil_without_one_and_stays(opened: Settings) -> None:
    await apply(as_csv(UNNUMBERED, LONG[1:]))
    assert has_no_number((await pupil())["register_number"])
    await corrected(register_number="123")
    await corrected(1, register_number="456", class_name="P2B")
    assert (await pupil())["register_number"] == "123"
    assert (await details("pupil corrected"))[0] == '{"child": "Léa Dupont", "change": "— → 123"}'


async def test_the_number_of_another_pupil_is_refused_with_whose_it_is(opened: Settings) -> None:
    await apply(as_csv(UNNUMBERED, LONG[1:]))
    await query(
        "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES ('9', 'Tom', 'Petit', '')"
    )
    with pytest.raises(NumberTaken) as taken:
        await corrected(register_number="9")
    assert taken.value.holder.full_name == "Tom Petit"
    assert has_no_number((await pupil())["register_number"])


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"first_name": "", "last_name": " "}, {"first_name": "missing", "last_name": "missing"}),
        ({"class_name": "P" * 61}, {"class_name": "too_long"}),
        ({"register_number": "~abc"}, {"register_number": "number"}),
        ({"last_name": "=1+1", "class_name": "P\x001"}, {"last_name": "formula", "class_name": "control"}),
    ],
)
def test_every_wrong_field_is_named(changes: dict[str, str], problems: dict[str, str]) -> None:
    with pytest.raises(BadEntries) as refused:
        entries.pupil({**TYPED, **changes})
    assert refused.value.problems == problems


async def test_nobody_sees_a_pupil_who_left_and_its_parents_have_no_child_here(opened: Settings) -> None:
    marie = await parent("marie.dupont", activated=True)
    child = (await children_of(marie))[0].id
    await leave(child, 0, BY)
    await leave(child, 0, BY)  # pressed twice
    assert await children_of(marie) == []
    assert await standing(marie) == "no_child"
    assert await details("pupil left") == ['{"child": "Zoé Dupont"}']
    await come_back(child, 1, BY)
    await come_back(child, 1, BY)
    assert len(await children_of(marie)) == 1
    assert await standing(marie) == "in"
    assert await details("pupil returned") == ['{"child": "Zoé Dupont"}']


async def test_a_pupil_who_left_with_an_import_comes_back_with_the_parents_it_had(opened: Settings) -> None:
    both = [row(), row(adult="Petit Jean", email="jean@example.org"), row("2", "Martin Tom"), row("3", "Martin Max")]
    await apply(as_csv(both))
    await apply(as_csv(both[:1] + both[2:]))  # Jean's access ends before
    await apply(as_csv(both[2:]))
    assert (await pupil())["left_at"]
    await come_back(1, (await pupil())["version"], BY)
    assert {child.id for child in await children_of(1)} == {1, 2, 3}
    assert await children_of(2) == []


async def test_what_the_office_ended_stays_ended_when_the_pupil_comes_back(opened: Settings) -> None:
    await apply(FILE)
    await custody.end(2, 1, 0, BY, because="jugement")
    await leave(1, 0, BY)
    await come_back(1, 1, BY)
    assert len(await children_of(1)) == 1
    assert await children_of(2) == []


async def test_a_page_made_before_a_colleagues_change_neither_sends_away_nor_takes_back(opened: Settings) -> None:
    await apply(FILE)
    await corrected(class_name="P2B")
    with pytest.raises(ChildChanged):
        await leave(1, 0, BY)
    await leave(1, 1, BY)
    with pytest.raises(ChildChanged):
        await come_back(1, 1, BY)
    for change in (leave, come_back):
        with pytest.raises(LookupError):
            await change(99, 0, BY)


async def test_an_event_about_a_pupil_without_parents_holds_no_name(opened: Settings) -> None:
    await query(
        "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES ('9', 'Tom', 'Petit', '')"
    )
    await pupil_changes.leave(1, 0, BY)
    assert await details("pupil left") == ['{"child": "n° 1"}']
