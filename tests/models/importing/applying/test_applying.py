import asyncio
import json

import pytest

from models.access import token
from models.access.token_refused import TokenReplaced
from models.core.clock import now
from models.database import transaction
from models.importing.applying.apply import ImportRefused
from models.importing.comparing import summary
from models.importing.comparing.plan import Change
from models.importing.reading import cells, names
from settings import Settings
from tests.support.files import apply, as_csv, preview, row, sample, stored, usernames
from tests.support.sql import query

SCHOOL = [
    row(str(n), child=f"Dupont Enfant{'abcdef'[n]}", adult=f"Dupont Adulte{'abcdef'[n]}", email=f"{n}@x.be")
    for n in range(6)
]


async def test_a_dry_run_changes_nothing(opened: Settings) -> None:
    plan = await preview(sample("families-small"))
    assert len(plan.new_children) == 18
    assert await stored() == set()


@pytest.mark.parametrize("name", ["families-small", "families-school", "export-bom-tab", "export-excel-fr"])
async def test_every_sample_imports_and_the_second_time_changes_nothing(opened: Settings, name: str) -> None:
    first = await apply(sample(name))
    assert not first.faults
    before = await stored(), await usernames()
    second = await apply(sample(name))
    assert second.changes_nothing
    assert (await stored(), await usernames()) == before


async def test_an_import_of_the_next_term_changes_classes_and_ends_the_accesses_of_leavers(opened: Settings) -> None:
    await apply(sample("families-school"))
    known = await usernames()
    plan = await apply(sample("families-school-next-term"))
    assert (len(plan.gone_children), len(plan.new_children), len(plan.changed_children)) == (15, 11, 19)
    assert sum(one.moved for one in plan.changed_adults) == len(plan.changed_adults) == 18
    after = await usernames()
    assert after[: len(known)] == known
    assert len(after) == len(known) + len(plan.new_adults)
    assert not {access[0] for access in await stored()} & {child.register_number for child in plan.gone_children}
    assert (await apply(sample("families-school-next-term"))).changes_nothing


async def test_a_plan_lists_the_accounts_that_get_another_address(opened: Settings) -> None:
    await apply(as_csv(SCHOOL))
    changed = [[*cells] for cells in SCHOOL]
    changed[0][6] = "new@example.org"
    changed[1][7] = "0470 11 22 33"
    plan = await apply(as_csv(changed))
    said = {each.adult.username: each.new_address for each in plan.changed_adults}
    assert said == {"adultea.dupont": Change("email", "0@x.be", "new@example.org"), "adulteb.dupont": None}


async def test_a_file_with_faults_changes_nothing_unless_told_to_skip(opened: Settings) -> None:
    with pytest.raises(ImportRefused) as refused:
        await apply(sample("broken"))
    assert (refused.value.reason, len(refused.value.plan.faults)) == ("faults", 3)
    assert await usernames() == []
    plan = await apply(sample("broken"), skip=True)
    assert (len(plan.new_children), len(plan.mends)) == (12, 1)


async def test_skipping_a_bad_row_takes_no_access_away(opened: Settings) -> None:
    await apply(as_csv(SCHOOL))
    before = await stored()
    bad = [[*cells] for cells in SCHOOL]
    bad[0][6] = "no address"
    bad[1][0] = ""  # the register number is gone: the pupil is known by name
    plan = await apply(as_csv(bad), skip=True)
    assert (len(plan.faults), len(plan.mends)) == (1, 1)
    assert await stored() == before


async def test_a_child_that_returns_gets_its_parents_back(opened: Settings) -> None:
    await apply(as_csv(SCHOOL))
    before = await stored()
    gone = await apply(as_csv(SCHOOL[1:]))
    assert [len(gone.gone_children), len(gone.ended)] == [1, 1]
    back = await apply(as_csv(SCHOOL))
    assert [len(back.returned_children), len(back.begun), len(back.new_adults)] == [1, 1, 0]
    assert await stored() == before


async def test_an_access_that_the_office_ended_is_restored_by_no_import(opened: Settings) -> None:
    await apply(as_csv(SCHOOL))
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE id = 1", now())
    capitals = [[*cells] for cells in SCHOOL]
    capitals[0][4:7] = ["DUPONT", "ADULTEA", "another@example.org"]
    for rows in (SCHOOL, SCHOOL[1:], SCHOOL, capitals):
        plan = await apply(as_csv(rows))
        assert "0" not in {access[0] for access in await stored()}
    assert [access.child.register_number for access in plan.withheld] == ["0"]
    assert not plan.new_adults


async def test_a_changed_address_ends_the_token_that_was_sent_to_the_old_one(opened: Settings) -> None:
    await apply(as_csv(SCHOOL))
    async with transaction():
        codes = [token.code_of((await token.issue(guardian, token.INVITATION))[0]) for guardian in (1, 2)]
    moved = [[*cells] for cells in SCHOOL]
    moved[0][6] = "new@example.org"
    await apply(as_csv(moved))
    with pytest.raises(TokenReplaced):
        await token.find(codes[0])
    assert (await token.find(codes[1])).guardian == 2


async def test_an_empty_cell_keeps_the_known_value(opened: Settings) -> None:
    await apply(as_csv([row(phone="0478 54 55 58", language="nl")]))
    before = await stored()
    assert (await apply(as_csv([row(email="", class_name="", relation="", language="")]))).changes_nothing
    assert await stored() == before


async def test_more_than_half_leaving_is_refused_unless_allowed(opened: Settings) -> None:
    await apply(as_csv(SCHOOL))
    assert not (await preview(as_csv(SCHOOL[3:]))).too_many_leavers
    with pytest.raises(ImportRefused) as refused:
        await apply(as_csv(SCHOOL[4:]))
    assert refused.value.reason == "leavers"
    assert len(await stored()) == 6
    await apply(as_csv(SCHOOL[4:]), leavers=True)
    assert len(await stored()) == 2


async def test_more_than_a_quarter_and_more_than_ten_leaving_is_refused_too(opened: Settings) -> None:
    school = [row(str(n), child=f"Dupont N{n}", adult=f"Dupont A{n}", email=f"{n}@x.be") for n in range(43)]
    await apply(as_csv(school))
    assert not (await preview(as_csv(school[10:]))).too_many_leavers
    assert (await preview(as_csv(school[11:]))).too_many_leavers
    await apply(as_csv([*school, row("44", child="Petit Max", adult="Petit A", email="p@x.be")]))
    assert not (await preview(as_csv(school[10:]))).too_many_leavers  # 11 of 44 are a quarter, not more


async def test_register_numbers_that_now_belong_to_other_children_are_refused_unless_allowed(
    opened: Settings,
) -> None:
    school = [row(str(n), child=f"Dupont N{n}", adult=f"Dupont A{n}", email=f"{n}@x.be") for n in range(44)]
    await apply(as_csv(school))
    corrected = [row(str(n), child=f"Durand N{n}", adult=f"Dupont A{n}", email=f"{n}@x.be") for n in range(44)]
    assert not (await preview(as_csv(corrected))).doubtful  # a new surname is the same child
    other = [row(str(n), child=f"Petit M{n}", adult=f"Petit P{n}", email=f"p{n}@x.be") for n in range(12)]
    assert not (await preview(as_csv([*other[:11], *school[11:]]))).doubtful
    with pytest.raises(ImportRefused) as refused:
        await apply(as_csv([*other, *school[12:]]))
    assert refused.value.reason == "leavers"
    assert "12 matricules sur 44" in summary.doubt(refused.value.plan)
    await apply(as_csv([*other, *school[12:]]), leavers=True)


async def test_a_guardian_no_longer_beside_a_child_loses_access(opened: Settings) -> None:
    await apply(as_csv([*SCHOOL, row("0", child="Dupont Enfanta", adult="Petit Anne", email="anne@x.be")]))
    plan = await apply(as_csv(SCHOOL))
    assert [access.adult.username for access in plan.ended] == ["anne.petit"]


async def test_two_imports_at_once_duplicate_nobody(opened: Settings) -> None:
    plans = await asyncio.gather(*(apply(sample("families-small")) for _ in range(3)))
    assert sorted(len(plan.new_children) for plan in plans) == [0, 0, 18]
    assert len(await usernames()) == len(set(await usernames())) == 22


async def test_the_audit_of_an_import_has_counts_and_no_names(opened: Settings) -> None:
    await apply(sample("families-small"))
    events = await query("SELECT action, actor, detail FROM event")
    assert [(one["action"], one["actor"]) for one in events] == [("import", "cli")]
    assert json.loads(events[0]["detail"])["new_children"] == 18
    assert await query("SELECT id FROM mail") == []


async def test_an_error_in_the_middle_of_writing_changes_nothing(opened: Settings) -> None:
    await query("CREATE UNIQUE INDEX one_relation ON guardianship (relation)")  # the last table written refuses
    with pytest.raises(Exception, match=r"(?i)unique"):
        await apply(sample("families-small"))
    assert await usernames() == []
    assert await query("SELECT id FROM child") == []


async def test_an_adult_shut_out_by_the_office_gets_no_new_account(opened: Settings) -> None:
    await apply(as_csv([row(), row(adult="Dupont Jean", email="jean@example.org")]))
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE guardian = 2", now())
    await query("UPDATE guardian SET last_name = '?upont' WHERE id = 2")  # as an old export left it
    plan = await apply(as_csv([row(), row(adult="Dupont Jean", email="other@example.org")]))
    assert [access.adult.full_name for access in plan.withheld] == ["Jean Dupont"]
    assert await usernames() == ["marie.dupont", "jean.dupont"]


@pytest.mark.parametrize("written", ["Dupond Jeannot", "Dupont Jean Paul", "De Dupont Jean"])
async def test_another_spelling_of_the_name_does_not_let_in_an_adult_shut_out(opened: Settings, written: str) -> None:
    await apply(as_csv([row(), row(adult="Dupont Jean", email="jean@example.org")]))
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE guardian = 2", now())
    plan = await apply(as_csv([row(), row(adult=written, email="jean@example.org")]))
    assert len(plan.withheld) == 1
    assert not plan.begun
    assert await usernames() == ["marie.dupont", "jean.dupont"]
    live = await query("SELECT guardian FROM guardianship WHERE ended_at IS NULL")
    assert live == [{"guardian": 1}]


async def test_after_a_preview_no_family_stays_in_the_caches(opened: Settings) -> None:
    await preview(as_csv(SCHOOL))
    for cache in (cells.trimmed, cells.phone_key, names.name_key, names.squash):
        assert cache.cache_info().currsize == 0
