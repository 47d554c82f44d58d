from models.core.clock import now
from models.importing import Plan
from settings import Settings
from tests.support.files import apply, as_csv, row, stored, usernames
from tests.support.sql import query

MARIED = row(adult="Petit Marie", email="marie@example.org", phone="0478 54 55 58")


def kinds(plan: Plan) -> list[str]:
    return [notice.kind for notice in plan.notices]


async def test_an_adult_with_a_new_surname_keeps_the_account(opened: Settings) -> None:
    await apply(as_csv([row()]))
    plan = await apply(as_csv([MARIED]))
    assert kinds(plan) == ["renamed"]
    assert (plan.new_adults, plan.begun, plan.ended) == ((), (), ())
    assert [one.adult.full_name for one in plan.changed_adults] == ["Marie Petit"]
    assert await usernames() == ["marie.dupont"]
    again = await apply(as_csv([MARIED]))
    assert again.changes_nothing
    assert not again.notices


async def test_with_the_phone_alone_there_is_a_notice_and_another_account(opened: Settings) -> None:
    await apply(as_csv([row(phone="0478 54 55 58")]))
    plan = await apply(as_csv([row(adult="Petit Marie", email="new@example.org", phone="0478545558")]))
    assert kinds(plan) == ["perhaps_renamed"]
    assert await usernames() == ["marie.dupont", "marie.petit"]


async def test_an_adult_who_is_still_in_the_file_was_not_renamed(opened: Settings) -> None:
    await apply(as_csv([row()]))
    plan = await apply(as_csv([row(), MARIED]))
    assert kinds(plan) == []
    assert await usernames() == ["marie.dupont", "marie.petit"]


async def test_of_two_who_may_be_one_renamed_person_neither_gets_the_account(opened: Settings) -> None:
    await apply(as_csv([row()]))
    plan = await apply(as_csv([MARIED, row(adult="Durand Marie")]))
    assert kinds(plan) == ["perhaps_renamed", "perhaps_renamed"]
    assert await usernames() == ["marie.dupont", "marie.petit", "marie.durand"]


async def test_a_namesake_beside_another_child_is_not_a_renamed_person(opened: Settings) -> None:
    await apply(as_csv([row()]))
    plan = await apply(as_csv([row("2", child="Petit Max", adult="Petit Marie")]), leavers=True)
    assert kinds(plan) == []
    assert await usernames() == ["marie.dupont", "marie.petit"]


async def test_a_new_surname_restores_no_access_that_the_office_ended(opened: Settings) -> None:
    await apply(as_csv([row(), row(adult="Petit Jean", email="jean@example.org")]))
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE guardian = 1", now())
    for number in ("1", "999"):
        plan = await apply(as_csv([[number, *MARIED[1:]], row(number, adult="Petit Jean", email="jean@example.org")]))
        assert len(plan.withheld) == 1
        assert {access[5] for access in await stored()} == {"Jean"}
