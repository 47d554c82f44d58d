import dataclasses

from models import importing
from models.core.clock import now
from models.importing.comparing import summary
from models.importing.comparing.compare import compare
from models.importing.comparing.stored import StoredFamilies
from settings import Settings
from tests.support.files import Row, apply, as_csv, preview, row, stored
from tests.support.sql import query

LEA = [row("240001"), row("240001", adult="Petit Jean", email="jean@example.org", relation="père")]
MAX = [
    row("240002", child="Dupont Max"),
    row("240002", child="Dupont Max", adult="Petit Jean", email="jean@example.org", relation="père"),
]


def numbered(rows: list[Row], **numbers: str) -> list[Row]:
    return [[numbers.get(f"_{cells[0]}", cells[0]), *cells[1:]] for cells in rows]


async def shut_out_jean(register: str = "240001") -> None:
    await query(
        "UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE child = (SELECT id FROM child"
        " WHERE register_number = ?) AND guardian = (SELECT id FROM guardian WHERE first_name = 'Jean')",
        now(),
        register,
    )


async def whom_jean_sees() -> set[str]:
    return {access[2] for access in await stored() if access[5] == "Jean"}


async def test_a_child_with_a_new_number_is_the_same_child(opened: Settings) -> None:
    await apply(as_csv(LEA + MAX))
    before = await query("SELECT id, guardian, child FROM guardianship ORDER BY id")
    plan = await apply(as_csv(numbered(LEA + MAX, _240001="999")))
    assert (plan.new_children, plan.gone_children, plan.begun, plan.ended) == ((), (), (), ())
    lines = [line for section in summary.sections(plan) for line in section.lines]
    assert any("nouveau matricule : 240001 → 999" in line for line in lines)
    assert await query("SELECT id, guardian, child FROM guardianship ORDER BY id") == before
    assert (await apply(as_csv(numbered(LEA + MAX, _240001="999")))).changes_nothing


async def test_a_school_that_renumbers_everybody_loses_nobody(opened: Settings) -> None:
    await apply(as_csv(LEA + MAX))
    await shut_out_jean()
    plan = await apply(as_csv(numbered(LEA + MAX, _240001="B-1", _240002="B-2")))
    assert (len(plan.changed_children), plan.new_children, plan.gone_children) == (2, (), ())
    assert [access.adult.full_name for access in plan.withheld] == ["Jean Petit"]
    assert await whom_jean_sees() == {"Max"}


async def test_an_access_ended_by_the_office_stays_ended_under_a_new_register_number(opened: Settings) -> None:
    await apply(as_csv(LEA + MAX))
    await shut_out_jean()
    gone = numbered(LEA[1:], _240001="999") + MAX
    for rows in (MAX, gone, gone):  # she leaves, and comes back under another number
        plan = await apply(as_csv(rows))
        assert await whom_jean_sees() == {"Max"}
    assert [access.child.register_number for access in plan.withheld] == ["999"]
    assert plan.changes_nothing


async def test_a_second_account_of_a_barred_name_gets_no_access(opened: Settings) -> None:
    await apply(as_csv(LEA + MAX))
    await shut_out_jean()
    other = row("999", adult="PETIT Jean", email="new@example.org")
    await apply(as_csv(MAX))
    plan = await apply(as_csv([other, *MAX]))
    assert (len(plan.withheld), len(plan.carried), plan.new_adults) == (1, 1, ())
    assert await whom_jean_sees() == {"Max"}


async def test_children_who_exchange_register_numbers_keep_the_accesses_that_the_office_ended(opened: Settings) -> None:
    await apply(as_csv(LEA + MAX))
    await shut_out_jean()
    exchanged = numbered(LEA + MAX, _240001="240002", _240002="240001")
    for _ in range(3):
        await apply(as_csv(exchanged))
        assert "Léa" not in await whom_jean_sees()
    assert (await apply(as_csv(exchanged))).changes_nothing


async def test_the_other_parent_at_a_barred_address_gets_access_again_when_the_child_returns(opened: Settings) -> None:
    home = [[*cells[:6], "famille@example.org", *cells[7:]] for cells in LEA + MAX]
    await apply(as_csv(home))
    await shut_out_jean()
    for rows in (home[2:], home):
        plan = await apply(as_csv(rows))
    assert [access.adult.first_name for access in plan.begun] == ["Marie"]
    assert [access.adult.first_name for access in plan.withheld] == ["Jean"]


async def test_a_barred_address_is_in_doubt_at_the_second_import_too(opened: Settings) -> None:
    await apply(as_csv(LEA + MAX))
    await shut_out_jean()
    moved = [[*cells[:6], "moved@example.org", *cells[7:]] if cells[5] == "Jean" else cells for cells in LEA + MAX]
    for contact in ("jean@example.org", "moved@example.org"):
        rows = [*moved, row("240001", adult="Durand Luc", email=contact)]
        await apply(as_csv(rows))
        assert (await apply(as_csv(rows))).changes_nothing


async def test_two_possible_children_are_reported_and_both_keep_what_the_office_ended(opened: Settings) -> None:
    await apply(as_csv(LEA + numbered(LEA, _240001="240009") + MAX))
    await shut_out_jean()
    plan = await apply(as_csv(numbered(LEA, _240001="999") + MAX), leavers=True)
    assert "renumbered_unclear" in [notice.kind for notice in plan.notices]
    assert [child.register_number for child in plan.new_children] == ["999"]
    assert await whom_jean_sees() == {"Max"}


async def test_a_namesake_with_other_parents_is_another_child(opened: Settings) -> None:
    await apply(as_csv(LEA + MAX))
    plan = await preview(as_csv([row("999", adult="Öztürk Ali", email="ali@example.org"), *MAX]))
    assert (len(plan.new_children), len(plan.gone_children)) == (1, 1)


async def test_comparing_twice_gives_the_same_plan(opened: Settings) -> None:
    await apply(as_csv(LEA + MAX))
    held = await StoredFamilies.load()
    families = importing.read(as_csv(numbered(LEA + MAX, _240001="999")))
    first, second = (compare(families, held) for _ in range(2))
    assert dataclasses.asdict(first) == dataclasses.asdict(second)
