"""Imports of a file that still names twice an adult whose two accounts the office merged."""

import pytest

from models.desk import custody, merge_undo
from models.desk.correction import correct_address, correct_name
from models.families.child import children_of
from models.importing import Plan
from models.importing.applying import import_run
from models.importing.applying.import_run import UndoRefused
from settings import Settings
from tests.support.family import count
from tests.support.files import Row, apply, as_csv, preview, row, usernames
from tests.support.merging import last_merge, merged
from tests.support.people import BY
from tests.support.people import row as guardian
from tests.support.sql import query

LEA = row(phone="0470 11 22 33")
MAX = row("2", child="Dupont Max", email="marie@work.example", phone="0470 44 55 66")
JEAN = row(adult="Petit Jean", email="jean@example.org")
FILE = [LEA, MAX, JEAN]
OLD, NEW = "marie.dupont", "marie.dupont2"


async def two(second: Row = MAX) -> tuple[int, int]:
    """Import Marie twice. Returns her accounts."""
    await apply(as_csv([LEA, second, JEAN]))
    names = {one["username"]: one["id"] for one in await query("SELECT id, username FROM guardian")}
    assert len(names) == 3
    first = names.pop(OLD)
    del names["jean.petit"]
    return first, next(iter(names.values()))


def quiet(plan: Plan) -> bool:
    """Nothing changes, nothing is asked, and no notice is about Marie."""
    return plan.changes_nothing and not plan.questions and not plan.settled and not plan.notices


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("other_address", [False, True])
@pytest.mark.parametrize(
    "second",
    [
        MAX,
        row("2", child="Dupont Max", adult="Dupond Marie", email="marie@work.example"),
        row(
            "2", child="Dupont Max", adult="Dupont-Leroy Marie-Anne", email="marie@work.example", phone="0470 44 55 66"
        ),
        row("1", adult="Dupont-Leroy Marie", email="marie@work.example"),
        row("1", adult="Dupont-Leroy Marie", email="marie@work.example", relation="maman", language="nl"),
    ],
    ids=["an address", "another spelling", "another name", "the same child", "another relation"],
)
async def test_the_same_file_changes_nothing(opened: Settings, second: Row, other_address: bool, turned: bool) -> None:
    marie, other = await two(second)
    kept, absorbed = (other, marie) if turned else (marie, other)
    await merged(kept, absorbed, other_address=other_address)
    before = await guardian(kept)
    for _ in range(2):
        plan = await apply(as_csv([LEA, second, JEAN]))
        assert quiet(plan), plan
    assert await guardian(kept) == before
    assert await count("guardian") == 3
    assert await query("SELECT id FROM guardianship WHERE guardian = ?", absorbed) == []


async def test_a_new_child_on_either_row_goes_to_the_kept_account(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    new = [row("3", child="Dupont Zoé"), row("4", child="Dupont Tom", email="marie@work.example")]
    plan = await apply(as_csv([*FILE, *new]))
    assert not plan.new_adults
    assert [child.first_name for child in await children_of(marie)] == ["Léa", "Max", "Tom", "Zoé"]
    assert await children_of(other) == []


async def test_one_of_the_two_rows_alone_keeps_the_chosen_address_and_name(opened: Settings) -> None:
    marie, other = await two(row("2", child="Dupont Max", adult="Dupond Marie", email="marie@work.example"))
    await merged(marie, other)
    one = row("2", child="Dupont Max", adult="Dupond Marie", email="marie@work.example")
    plan = await preview(as_csv([row("1", adult="Dupond Marie", email="marie@work.example"), one, JEAN]))
    assert not plan.new_adults
    assert not plan.gone_children
    (changed,) = plan.changed_adults
    assert [(change.field, change.after) for change in changed.changes] == [("last_name", "Dupond")]


async def test_a_new_address_in_the_file_is_taken(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    await apply(as_csv([row(email="new@example.org"), MAX, JEAN]))
    assert (await guardian(marie))["email"] == "new@example.org"
    assert await count("guardian") == 3


async def test_corrections_of_both_accounts_stay(opened: Settings) -> None:
    marie, other = await two()
    await correct_address(other, "office@example.org", 0, BY)
    await correct_name(other, "Marie-Anne", "Dupont", 1, BY)
    await correct_name(marie, "Marie-Anne", "Dupont", 0, BY)
    await merged(marie, other, other_address=True)
    for _ in range(2):
        plan = await apply(as_csv(FILE))
        assert plan.changes_nothing
        assert not plan.settled
    kept = await guardian(marie)
    assert (kept["email"], kept["first_name"]) == ("office@example.org", "Marie-Anne")


async def test_a_row_with_the_corrected_name_settles_no_correction_that_the_other_row_needs(opened: Settings) -> None:
    await apply(as_csv([row(adult="Dupon Mari"), MAX, JEAN]))
    names = {one["username"]: one["id"] for one in await query("SELECT id, username FROM guardian")}
    mari, other = names["mari.dupon"], names["marie.dupont"]
    await correct_name(mari, "Marie", "Dupont", 0, BY)
    await merged(mari, other)
    for _ in range(3):
        assert (await apply(as_csv([row(adult="Dupon Mari"), MAX, JEAN]))).changes_nothing
    assert sorted(await usernames()) == ["jean.petit", "mari.dupon", "marie.dupont"]


@pytest.mark.parametrize("adult", ["Dupont Marie", "Dupond Marie"])
async def test_a_bar_under_either_name_stays(opened: Settings, adult: str) -> None:
    second = row("2", child="Dupont Max", adult="Dupond Marie", email="marie@work.example")
    marie, other = await two(second)
    (child,) = await children_of(other)
    await custody.end(other, child.id, 0, BY, because="jugement")
    await merged(marie, other)
    for number in ("2", "22"):  # the same child, and then with another register number
        for email in ("marie@example.org", "marie@work.example", "third@example.org"):
            await apply(as_csv([LEA, row(number, child="Dupont Max", adult=adult, email=email), JEAN]))
            assert "Max" not in [one.first_name for one in await children_of(marie)]
            assert await children_of(other) == []
    assert await count("guardian") == 3


async def test_the_other_username_is_given_to_nobody_else(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    plan = await apply(as_csv([*FILE, row("9", child="Leroy Ève", adult="Dupont Marie", email="else@example.org")]))
    assert [adult.username for adult in plan.new_adults] == ["marie.dupont3"]


async def test_an_import_before_the_merge_can_no_longer_be_undone(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    run = await import_run.undoable()
    assert run
    with pytest.raises(UndoRefused) as refused:
        await import_run.undo(run, "office:sophie.office")
    assert refused.value.reason == "touched"
    assert "Marie Dupont" in refused.value.sentence
    assert [one.first_name for one in await children_of(marie)] == ["Léa", "Max"]


async def test_an_import_of_others_before_the_merge_can_be_undone(opened: Settings) -> None:
    marie, other = await two()
    run = (await apply(as_csv([*FILE, row("5", child="Petit Tom", adult="Petit Jean", email="jean@example.org")]))).run
    await merged(marie, other)
    assert run
    await import_run.undo(run, "office:sophie.office")
    assert [one.first_name for one in await children_of(marie)] == ["Léa", "Max"]


async def test_an_import_after_the_merge_can_be_undone_and_then_the_merge_cannot(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    run = (await apply(as_csv([*FILE, row("3", child="Dupont Zoé")]))).run
    with pytest.raises(merge_undo.MergeUndoRefused):
        await merge_undo.undo(await last_merge(), marie, BY)
    assert run
    await import_run.undo(run, "office:sophie.office")
    await merge_undo.undo(await last_merge(), marie, BY)  # as the merge left them again
    assert [[one.first_name for one in await children_of(each)] for each in (marie, other)] == [["Léa"], ["Max"]]
    assert (await apply(as_csv(FILE))).changes_nothing
