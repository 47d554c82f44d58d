"""A pupil who leaves on a day that is past or to come."""

from datetime import date, timedelta

import pytest

from models.core import clock
from models.core.days import BadDay, day_of, midnight
from models.desk import class_list, classes, custody, personal_data
from models.desk.family import family
from models.desk.pupil_changes import come_back, leave
from models.desk.pupils import editable_child
from models.families import directory
from models.families.child import children_of, year_begins
from models.families.classes import names
from models.importing.applying import import_run
from models.importing.applying.import_run import UndoRefused
from models.invitations import invitation
from models.office import welcome
from settings import Settings
from tests.support.clock import Clock
from tests.support.files import apply, as_csv, preview, row
from tests.support.people import BY, details, standing
from tests.support.sql import query

OTHERS = [row(str(number), f"Martin Tom{number}", "P2B", "Martin Anne", "anne@example.org") for number in range(2, 6)]
JEAN = row(adult="Petit Jean", email="jean@example.org")
FILE = [row(), JEAN, *OTHERS]


@pytest.fixture
def today(opened: Settings, time: Clock) -> date:
    """In the middle of a school year."""
    here = day_of(clock.now())
    time.move(days=(date(here.year + 1, 1, 15) - here).days)
    return day_of(clock.now())


async def left(day: date | None = None) -> None:
    await leave(1, (await editable_child(1)).version, BY, day)


async def back() -> None:
    await come_back(1, (await editable_child(1)).version, BY)


async def seen_in() -> tuple[bool, ...]:
    """Whether parents and each list of the office still have the pupil."""
    return (
        bool(await children_of(1)),
        bool(await class_list.of_class("P1A")),
        "P1A" in await names(),
        "P1A" in {one.name for one in await classes.progress()},
        "P1A" in await invitation.classes(),
        (await family(1))[0].with_child,
        await welcome._count_children() == 5,
    )


async def test_until_the_day_nothing_changes_and_from_then_on_nobody_sees_the_pupil(today: date, time: Clock) -> None:
    await apply(as_csv(FILE))
    await left(today + timedelta(days=10))
    assert await seen_in() == (True,) * 7
    assert not (await editable_child(1)).left
    assert await details("pupil left") == [f'{{"child": "Léa Dupont", "from": "{today + timedelta(days=10)}"}}'] * 2
    time.move(days=9)
    assert await seen_in() == (True,) * 7
    time.move(days=1)
    assert await seen_in() == (False,) * 7
    assert (await editable_child(1)).left
    await directory.refresh_all()  # as each hour
    assert [await standing(number) for number in (1, 2)] == ["no_child"] * 2


async def test_an_access_that_ends_sooner_ends_sooner(today: date, time: Clock) -> None:
    await apply(as_csv(FILE))
    await left(today + timedelta(days=10))
    await custody.end(1, 1, 0, BY, because="jugement", since=midnight(today + timedelta(days=3)))
    await custody.end(2, 1, 0, BY, because="jugement", since=midnight(today + timedelta(days=30)))
    assert [len(await children_of(number)) for number in (1, 2)] == [1, 1]
    time.move(days=4)
    assert [len(await children_of(number)) for number in (1, 2)] == [0, 1]
    time.move(days=7)
    assert [len(await children_of(number)) for number in (1, 2)] == [0, 0]


async def test_the_day_is_changed_and_taken_back(today: date, time: Clock) -> None:
    await apply(as_csv(FILE))
    for days in (10, 10, 20):
        await left(today + timedelta(days=days))
    assert (await editable_child(1)).version == 2
    time.move(days=12)
    assert await children_of(1)
    await back()
    await back()
    assert await details("departure cancelled") == ['{"child": "Léa Dupont"}'] * 2
    assert await details("pupil returned") == []
    child = await editable_child(1)
    assert (child.left_at, child.left_by, child.added_by_hand_at) == (None, "", None)
    time.move(days=30)
    assert await children_of(1)


async def test_a_day_to_come_becomes_today(today: date) -> None:
    await apply(as_csv(FILE))
    await left(today + timedelta(days=10))
    await left()
    assert not await children_of(1)
    assert (await details("pupil left"))[-1] == '{"child": "Léa Dupont"}'


async def test_a_past_day_is_shown_and_the_pupil_is_gone_at_once(today: date) -> None:
    await apply(as_csv(FILE))
    await left(year_begins(today))
    child = await editable_child(1)
    assert child.left_at
    assert (day_of(child.left_at), child.left) == (year_begins(today), True)
    assert not await children_of(1)
    assert (await details("pupil left"))[0] == f'{{"child": "Léa Dupont", "on": "{year_begins(today)}"}}'
    await left(today)  # was it today?
    child = await editable_child(1)
    assert child.left_at
    assert day_of(child.left_at) == today
    gathered = await personal_data.gather(1)
    assert gathered["children"][0]["left_at"].startswith(child.left_at.date().isoformat())


@pytest.mark.parametrize(("days", "problem"), [(-200, "before"), (2 * 366 + 1, "far")])
async def test_a_day_of_another_school_year_or_far_away_is_refused(today: date, days: int, problem: str) -> None:
    await apply(as_csv(FILE))
    with pytest.raises(BadDay) as refused:
        await left(today + timedelta(days=days))
    assert refused.value.problem == problem
    assert (await editable_child(1)).left_at is None


async def test_a_pupil_who_left_is_not_let_in_by_a_later_day(today: date) -> None:
    await apply(as_csv(FILE))
    await left()
    with pytest.raises(BadDay) as refused:
        await left(today + timedelta(days=1))
    assert refused.value.problem == "left"
    assert not await children_of(1)


async def test_the_day_of_a_pupil_who_left_with_an_import_stays(today: date) -> None:
    await apply(as_csv(FILE))
    await apply(as_csv(OTHERS))
    before = await query("SELECT * FROM child WHERE id = 1")
    await left(today - timedelta(days=3))
    assert await query("SELECT * FROM child WHERE id = 1") == before


async def test_what_an_import_ended_before_the_departure_was_noted_stays_ended(today: date, time: Clock) -> None:
    await apply(as_csv(FILE))
    time.move(days=5)
    await apply(as_csv([row(), *OTHERS]))  # Jean is no longer beside the pupil
    time.move(days=5)
    await left(today)
    await back()
    assert (len(await children_of(1)), len(await children_of(2))) == (1, 0)


async def test_a_file_that_still_has_the_pupil_leaves_the_day_to_the_office(today: date, time: Clock) -> None:
    await apply(as_csv(FILE))
    await left(today + timedelta(days=10))
    plan = await apply(as_csv([row(class_name="P3C"), JEAN, *OTHERS]))
    assert [each.child.class_name for each in plan.changed_children] == ["P3C"]
    assert plan.questions == ()
    child = await editable_child(1)
    assert (child.class_name, child.left_by, child.left) == ("P3C", "office", False)
    time.move(days=11)
    plan = await apply(as_csv([row(), JEAN, *OTHERS]))
    assert plan.changes_nothing
    assert [notice.kind for notice in plan.notices] == ["sent_away"]


async def test_a_file_that_lacks_the_pupil_ends_it_sooner_and_its_undo_restores_the_day(today: date) -> None:
    await apply(as_csv(FILE))
    await left(today + timedelta(days=10))
    before = await query("SELECT left_at, left_by FROM child WHERE id = 1")
    plan = await apply(as_csv(OTHERS))
    assert [child.full_name for child in plan.gone_children] == ["Léa Dupont"]
    child = await editable_child(1)
    assert (child.left, child.left_by) == (True, "")
    await import_run.undo(plan.run or 0, BY.name)
    assert await query("SELECT left_at, left_by FROM child WHERE id = 1") == before
    assert await children_of(1)
    assert not (await preview(as_csv(FILE))).questions


async def test_a_departure_that_was_noted_since_an_import_refuses_its_undo(today: date) -> None:
    await apply(as_csv(FILE))
    plan = await apply(as_csv([row(class_name="P3C"), JEAN, *OTHERS]))
    await left(today + timedelta(days=10))
    with pytest.raises(UndoRefused) as refused:
        await import_run.undo(plan.run or 0, BY.name)
    assert refused.value.reason == "touched"
