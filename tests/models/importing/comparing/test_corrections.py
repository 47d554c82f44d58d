"""Imports of a file after the office corrected or ended something."""

from datetime import timedelta

import pytest

from language.text import day, zone
from models.core.clock import now
from models.database import transaction
from models.desk import custody
from models.desk.correction import correct_address, correct_name, correct_phone
from models.families.child import children_of
from models.importing import Plan
from models.importing.applying import import_run, write_plan
from models.importing.comparing import summary
from settings import Settings
from tests.support.clock import Clock
from tests.support.files import apply, as_csv, preview, row, sample, usernames
from tests.support.people import BY
from tests.support.people import row as guardian
from tests.support.sql import query

FILE = [row(), row(adult="Petit Jean", email="jean@example.org")]


def kinds(plan: Plan) -> list[str]:
    return [notice.kind for notice in plan.notices]


def said(plan: Plan) -> str:
    return "\n".join(line for section in summary.sections(plan) for line in [section.title, *section.lines])


async def test_the_offices_address_stays_while_the_file_says_the_same(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await correct_address(1, "corrected@example.org", 0, BY)
    for _ in range(2):
        plan = await apply(as_csv(FILE))
        assert plan.changes_nothing
        assert kinds(plan) == ["office_address"]
        assert "« marie@example.org »" in said(plan)
        assert "est gardée : corrected@example.org" in said(plan)
    assert ((await guardian(1))["email"], (await guardian(1))["file_email"]) == (
        "corrected@example.org",
        "marie@example.org",
    )


async def test_a_new_value_in_the_file_replaces_the_offices_with_a_notice(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await correct_address(1, "corrected@example.org", 0, BY)
    newer = as_csv([row(email="newer@example.org"), FILE[1]])
    plan = await apply(newer)
    assert kinds(plan) == ["file_address"]
    assert "corrected@example.org → newer@example.org" in said(plan)
    kept = await guardian(1)
    assert (kept["email"], kept["email_key"], kept["file_email"]) == ("newer@example.org", "newer@example.org", None)
    again = await apply(newer)
    assert again.changes_nothing
    assert not again.notices


async def test_a_file_with_the_offices_value_settles_the_correction_without_a_notice(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await correct_address(1, "corrected@example.org", 0, BY)
    mended = as_csv([row(email="corrected@example.org"), FILE[1]])
    plan = await apply(mended)
    assert plan.changes_nothing
    assert not plan.notices
    assert (await guardian(1))["file_email"] is None
    plan = await apply(as_csv(FILE))  # the old cell again is something new now
    assert (await guardian(1))["email"] == "marie@example.org"
    assert kinds(plan) == []


async def test_an_address_that_the_office_took_away_does_not_come_back(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await correct_address(1, "", 0, BY)
    assert kinds(await apply(as_csv(FILE))) == ["office_address"]
    assert (await guardian(1))["email"] == ""
    assert kinds(await apply(as_csv([row(email=""), FILE[1]]))) == []
    await apply(as_csv([row(email="newer@example.org"), FILE[1]]))
    assert (await guardian(1))["email"] == "newer@example.org"


async def test_an_address_that_only_the_office_wrote_stays_until_the_file_has_one(opened: Settings) -> None:
    await apply(as_csv([row(email=""), FILE[1]]))
    await correct_address(1, "corrected@example.org", 0, BY)
    assert kinds(await apply(as_csv([row(email=""), FILE[1]]))) == ["address_kept"]
    assert (await guardian(1))["email"] == "corrected@example.org"
    assert kinds(await apply(as_csv([row(), FILE[1]]))) == ["file_address"]
    assert (await guardian(1))["email"] == "marie@example.org"


@pytest.mark.parametrize("written", ["Dupont Marie", "DUPONT MARIE", "Düpont Marie", "D?pont Marie"])
async def test_the_offices_name_stays_while_the_file_says_the_same(opened: Settings, written: str) -> None:
    await apply(as_csv(FILE))
    await correct_name(1, "Maria", "Dupontel", 0, BY)
    plan = await apply(as_csv([row(adult=written), FILE[1]]))
    assert plan.changes_nothing
    assert [kind for kind in kinds(plan) if kind != "lost_letters"] == ["office_name"]
    kept = await guardian(1)
    assert (kept["first_name"], kept["last_name"]) == ("Maria", "Dupontel")
    assert await usernames() == ["marie.dupont", "jean.petit"]


async def test_a_new_name_in_the_file_replaces_the_offices_and_makes_no_account(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await correct_name(1, "Maria", "Dupontel", 0, BY)
    plan = await apply(as_csv([row(adult="Dupontelle Maria"), FILE[1]]))
    assert "file_name" in kinds(plan)
    kept = await guardian(1)
    assert (kept["first_name"], kept["last_name"]) == ("Maria", "Dupontelle")
    assert (kept["file_first_name"], kept["file_last_name"]) == (None, None)
    assert await usernames() == ["marie.dupont", "jean.petit"]


async def test_a_file_with_the_offices_name_settles_the_correction(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await correct_name(1, "Maria", "Dupontel", 0, BY)
    for written in ("Dupontel Marie", "Dupontel Maria"):  # one half first, the other half with the next file
        plan = await apply(as_csv([row(adult=written), FILE[1]]))
        assert plan.changes_nothing
    assert kinds(plan) == []
    assert ((await guardian(1))["file_first_name"], (await guardian(1))["file_last_name"]) == (None, None)
    assert await usernames() == ["marie.dupont", "jean.petit"]


async def test_an_adult_known_only_by_the_files_address_is_still_recognised(opened: Settings) -> None:
    """Another child, another phone: only the old address, under the old name, says that this is the same parent."""
    await apply(as_csv(FILE))
    await correct_address(1, "corrected@example.org", 0, BY)
    await correct_name(1, "Maria", "Dupontel", 1, BY)
    plan = await apply(as_csv([*FILE, row("2", child="Dupont Tom")]))
    assert not plan.new_adults
    assert [access.adult.username for access in plan.begun] == ["marie.dupont"]


async def test_corrections_hold_in_a_whole_school(opened: Settings) -> None:
    """A real export: every adult corrected, the same file again, then a file with everybody's addresses new."""
    data = sample("families-school")
    await apply(data)
    people = await query("SELECT id, email FROM guardian ORDER BY id")
    for one in people:
        await correct_address(one["id"], f"office{one['id']}@example.org", 0, BY)
        await correct_name(one["id"], f"Prénom{one['id']}x", "Nomx", 1, BY)
    before = await usernames()
    plan = await apply(data)
    assert plan.changes_nothing
    assert await usernames() == before
    assert {one["email"] for one in await query("SELECT email FROM guardian")} == {
        f"office{one['id']}@example.org" for one in people
    }


async def test_undoing_an_import_restores_the_offices_correction(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await correct_address(1, "corrected@example.org", 0, BY)
    before = await guardian(1)
    plan = await apply(as_csv([row(email="newer@example.org"), FILE[1]]))
    await import_run.undo(plan.run or 0, BY.name)
    after = await guardian(1)
    assert {**after, "version": 0} == {**before, "version": 0}


async def test_a_new_address_from_the_file_is_no_longer_a_refused_one(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await query("UPDATE guardian SET refused_at = ?, refused_words = '550 unknown' WHERE id = 1", now())
    await apply(as_csv([row(email="newer@example.org"), FILE[1]]))
    assert ((await guardian(1))["refused_at"], (await guardian(1))["refused_words"]) == (None, "")


async def test_a_page_opened_before_the_import_overwrites_nothing_of_it(opened: Settings) -> None:
    await apply(as_csv(FILE))
    version = (await guardian(1))["version"]
    await apply(as_csv([row(email="newer@example.org"), FILE[1]]))
    assert (await guardian(1))["version"] > version


async def test_an_access_that_ends_on_a_later_day_is_neither_restored_nor_ended_by_an_import(
    opened: Settings, time: Clock
) -> None:
    await apply(as_csv(FILE))
    since = custody.first_moment((now() + timedelta(days=3)).astimezone(zone()).date().isoformat())
    assert since
    await custody.end(2, 1, 0, BY, because="jugement", since=since)
    for plan in (await preview(as_csv(FILE)), await apply(as_csv(FILE))):
        assert [access.adult.full_name for access in plan.withheld] == ["Jean Petit"]
        assert f"Jean Petit → Léa Dupont (1, P1A), à partir du {day(since)}" in said(plan)
        assert plan.changes_nothing
    assert await children_of(2)
    time.move(days=4)
    assert not await children_of(2)
    plan = await apply(as_csv(FILE))
    assert "Jean Petit → Léa Dupont (1, P1A)" in said(plan)
    assert not await children_of(2)


async def test_an_adult_who_leaves_the_file_before_that_day_loses_access_at_once(opened: Settings) -> None:
    await apply(as_csv(FILE))
    since = custody.first_moment((now() + timedelta(days=3)).astimezone(zone()).date().isoformat())
    await custody.end(2, 1, 0, BY, because="jugement", since=since)
    plan = await apply(as_csv(FILE[:1]))
    assert [access.adult.full_name for access in plan.ended] == ["Jean Petit"]
    assert not await children_of(2)
    assert (await apply(as_csv(FILE[:1]))).changes_nothing
    assert len((await apply(as_csv(FILE))).withheld) == 1
    assert not await children_of(2)
    assert (await query("SELECT ended_by, ended_because FROM guardianship WHERE guardian = 2")) == [
        {"ended_by": "office", "ended_because": "jugement"}
    ]


async def test_a_bar_that_follows_the_child_keeps_its_day_and_reason(opened: Settings) -> None:
    await apply(as_csv(FILE))
    since = custody.first_moment((now() + timedelta(days=3)).astimezone(zone()).date().isoformat())
    await custody.end(2, 1, 0, BY, because="jugement", since=since)
    other = [["99", *cells[1:]] for cells in FILE]
    await apply(as_csv([*FILE, *other]))
    assert await query(
        "SELECT ended_at, ended_by, ended_because FROM guardianship WHERE guardian = 2 AND child = 2"
    ) == [{"ended_at": since, "ended_by": "office", "ended_because": "jugement"}]


async def test_an_adult_shut_out_gets_no_access_by_an_earlier_address(opened: Settings) -> None:
    """The file gives the barred father a newer address, then lists another spelling of him with the old one."""
    await apply(as_csv(FILE))
    await custody.end(2, 1, 0, BY, because="jugement")
    await apply(as_csv([FILE[0], row(adult="Petit Jean", email="newer@example.org")]))
    assert (await guardian(2))["email"] == "newer@example.org"
    for email in ("jean@example.org", "newer@example.org"):
        plan = await apply(as_csv([FILE[0], row(adult="Petite Jeannot", email=email)]))
        assert len(plan.withheld) == 1
        assert not plan.begun
    assert await usernames() == ["marie.dupont", "jean.petit"]


async def test_an_adult_shut_out_gets_no_access_by_an_address_that_the_office_corrected(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await custody.end(2, 1, 0, BY, because="jugement")
    await correct_address(2, "one@example.org", 1, BY)
    await correct_address(2, "two@example.org", 2, BY)
    await correct_name(2, "Johannes", "Klein", 3, BY)
    for email in ("jean@example.org", "one@example.org", "two@example.org"):
        plan = await preview(as_csv([FILE[0], row(adult="Petite Jeannot", email=email)]))
        assert len(plan.withheld) == 1, email
    for name in ("Petit Jean", "Klein Johannes"):
        plan = await preview(as_csv([FILE[0], row(adult=name, email="unknown@example.org")]))
        assert len(plan.withheld) == 1, name
        assert not plan.new_adults


async def test_earlier_contacts_are_kept_only_of_adults_who_were_shut_out(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await correct_address(1, "corrected@example.org", 0, BY)
    await apply(as_csv([row(email="newer@example.org", phone="0478 11 22 33"), FILE[1]]))
    assert (await guardian(1))["former_contact"] == ""


async def test_an_edit_made_while_an_import_compares_is_not_overwritten(opened: Settings) -> None:
    await apply(as_csv(FILE))
    plan = await preview(as_csv([row(email="newer@example.org"), FILE[1]]))
    await correct_address(1, "corrected@example.org", plan.changed_adults[0].adult.version, BY)
    async with transaction():
        await write_plan.write(plan, lambda done, whole: None)
    assert (await guardian(1))["email"] == "corrected@example.org"


async def test_a_telephone_that_one_row_of_several_adds_is_stored(opened: Settings) -> None:
    second = row("2", "Dupont Max", "P3A")
    await apply(as_csv([row(), second]))
    plan = await apply(as_csv([row(phone="0478 11 22 33"), second]))
    assert [each.adult.phone for each in plan.changed_adults] == ["0478 11 22 33"]
    assert (await apply(as_csv([row(phone="0478 11 22 33"), second]))).changes_nothing


async def test_the_offices_phone_stays_until_the_file_has_another(opened: Settings) -> None:
    await apply(as_csv([row(phone="0478 12 34 56")]))
    await correct_phone(1, "0499 00 11 22", 0, BY)
    for written in ("0478 12 34 56", "+32 478 123456"):
        plan = await apply(as_csv([row(phone=written)]))
        assert plan.changes_nothing
        assert kinds(plan) == ["office_phone"]
        assert "est gardé : 0499 00 11 22" in said(plan)
    assert kinds(await apply(as_csv([row()]))) == []
    assert (await guardian(1))["phone"] == "0499 00 11 22"
    plan = await apply(as_csv([row(phone="0470 99 88 77")]))
    assert kinds(plan) == ["file_phone"]
    assert ((await guardian(1))["phone"], (await guardian(1))["file_phone"]) == ("0470 99 88 77", None)


async def test_a_file_with_the_offices_phone_settles_the_correction(opened: Settings) -> None:
    await apply(as_csv([row(phone="0478 12 34 56")]))
    await correct_phone(1, "0499 00 11 22", 0, BY)
    plan = await apply(as_csv([row(phone="0499/001122")]))
    assert plan.changes_nothing
    assert kinds(plan) == []
    assert ((await guardian(1))["phone"], (await guardian(1))["file_phone"]) == ("0499 00 11 22", None)


async def test_an_adult_shut_out_gets_no_access_by_a_phone_that_the_office_corrected(opened: Settings) -> None:
    await apply(as_csv([FILE[0], row(adult="Petit Jean", email="", phone="0478 12 34 56")]))
    await custody.end(2, 1, 0, BY, because="jugement")
    await correct_phone(2, "0499 00 11 22", 1, BY)
    await correct_phone(2, "0470 99 88 77", 2, BY)
    for phone in ("0478 12 34 56", "0499 00 11 22", "0470 99 88 77"):
        plan = await preview(as_csv([FILE[0], row(adult="Petite Jeannot", email="", phone=phone)]))
        assert len(plan.withheld) == 1, phone
