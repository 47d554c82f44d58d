"""Parents of whom a file has an address and no name: what they are called, and what later files change."""

import pytest

from models import importing
from models.core.clock import now
from models.desk import merge_undo
from models.desk.correction import correct_name
from models.importing import Plan
from models.importing.applying import apply as applying
from models.importing.applying import import_change, import_run
from models.importing.comparing import summary
from models.importing.reading.questions import MANY, Answers
from settings import Settings
from tests.support.files import apply, as_csv, preview, row, stored, usernames
from tests.support.merging import last_merge, merged
from tests.support.people import BY
from tests.support.people import row as guardian
from tests.support.sql import query

UNNAMED = [
    "Matricule",
    "Nom élève",
    "Prénom élève",
    "Classe",
    "E-mail parent 1",
    "E-mail parent 2",
    "Téléphone parent 1",
]
LEA = ["1", "Dupont", "Léa", "P1A", "marie@example.org", "jean@example.org", ""]
MAX = ["2", "Dupont", "Max", "P3B", "jean@example.org", "", ""]
TOM = ["3", "Martin", "Tom", "P1A", "anne@example.org", "", ""]
FILE = [LEA, MAX, TOM]
NAMED = [
    row(),
    row(adult="Leroy Jean", email="jean@example.org", relation="père"),
    row("2", "Dupont Max", "P3B", "Leroy Jean", "jean@example.org", relation="père"),
    row("3", "Martin Tom", "P1A", "Petit Anne", "anne@example.org"),
]


def unnamed(rows: list[list[str]]) -> bytes:
    return as_csv(rows, UNNAMED)


def kinds(plan: Plan) -> set[str]:
    return {notice.kind for notice in plan.notices}


def said(plan: Plan) -> str:
    return "\n".join(line for section in summary.sections(plan) for line in [section.title, *section.lines])


async def names() -> list[tuple[str, str, str]]:
    rows = await query("SELECT username, first_name, last_name, name_from FROM guardian ORDER BY id")
    return [(one["username"], f"{one['first_name']} {one['last_name']}", one["name_from"]) for one in rows]


async def sees(email: str) -> list[str]:
    """The children whom the accounts with this address see."""
    rows = await query(
        "SELECT g.username, c.first_name FROM guardian g JOIN guardianship s ON s.guardian = g.id"
        " JOIN child c ON c.id = s.child WHERE g.email = ? AND s.ended_at IS NULL ORDER BY g.id, c.id",
        email,
    )
    return [f"{one['username']}: {one['first_name']}" for one in rows]


async def shut_out() -> None:
    """The office ends the accesses of the first account."""
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE guardian = 1", now())


async def answered(data: bytes, decisions: dict[str, str]) -> Plan:
    families = importing.read(data, None, Answers(decisions))
    return await applying.carry_out(families, decisions)


async def test_each_address_is_an_account_named_after_the_pupil_and_siblings_share_it(opened: Settings) -> None:
    plan = await apply(unnamed(FILE))
    assert await names() == [
        ("parent1.dupont", "Parent 1 Dupont", "pupil"),
        ("parent2.dupont", "Parent 2 Dupont", "pupil"),
        ("parent1.martin", "Parent 1 Martin", "pupil"),
    ]
    assert await sees("jean@example.org") == ["parent2.dupont: Léa", "parent2.dupont: Max"]
    assert [notice.kind for notice in plan.notices] == ["unnamed_adults"]
    assert said(plan).count("« Parent 1 Dupont »") == 1


async def test_the_same_file_again_changes_nothing_even_with_the_columns_exchanged(opened: Settings) -> None:
    await apply(unnamed(FILE))
    before = await stored(), await names()
    plan = await apply(unnamed(FILE))
    assert plan.changes_nothing
    assert not plan.questions
    exchanged = [[*one[:4], one[5], one[4], one[6]] for one in FILE]
    assert (await apply(unnamed(exchanged))).changes_nothing
    assert (await stored(), await names()) == before


async def test_a_later_file_with_names_gives_them_without_a_question(opened: Settings) -> None:
    await apply(unnamed(FILE))
    plan = await apply(as_csv(NAMED))
    assert not plan.questions
    assert (plan.new_adults, plan.begun, plan.ended) == ((), (), ())
    assert await names() == [
        ("parent1.dupont", "Marie Dupont", ""),
        ("parent2.dupont", "Jean Leroy", ""),
        ("parent1.martin", "Anne Petit", ""),
    ]
    assert "Parent 2 Dupont → Jean Leroy" in said(plan)
    assert plan.run is not None
    changed = [one for one in await import_change.changes(plan.run) if one.kind == "changed_adults"]
    assert [(one.field, one.before, one.after) for one in changed[0].changes] == [
        ("first_name", "Parent 1", "Marie"),
        ("language", "", ""),  # only the later file says one; its values are not kept
    ]
    assert (await apply(as_csv(NAMED))).changes_nothing


async def test_undoing_that_import_makes_the_names_made_up_again(opened: Settings) -> None:
    await apply(unnamed(FILE))
    before = await names()
    plan = await apply(as_csv(NAMED))
    assert plan.run is not None
    await import_run.undo(plan.run, BY.name)
    assert await names() == before


async def test_a_file_without_names_takes_none_away(opened: Settings) -> None:
    await apply(as_csv(NAMED))
    before = await names()
    plan = await apply(unnamed(FILE))
    assert not plan.questions
    assert plan.changes_nothing
    assert await names() == before


async def test_a_name_that_the_office_wrote_stays(opened: Settings) -> None:
    await apply(unnamed(FILE))
    await correct_name(1, "Maria", "Dupont", (await guardian(1))["version"], BY)
    assert (await names())[0] == ("parent1.dupont", "Maria Dupont", "")
    plan = await apply(unnamed(FILE))
    assert plan.changes_nothing
    assert (await names())[0] == ("parent1.dupont", "Maria Dupont", "")


async def test_parents_who_share_an_address_all_keep_their_access(opened: Settings) -> None:
    shared = [row(), row(adult="Leroy Jean"), row("2", "Dupont Max", "P3B", "Leroy Jean")]
    await apply(as_csv(shared))
    plan = await apply(unnamed([[*LEA[:5], "", ""], [*MAX[:4], "marie@example.org", "", ""]]))
    assert plan.changes_nothing
    assert not plan.questions


async def test_parents_without_an_address_keep_their_access_beside_addresses_alone(opened: Settings) -> None:
    await apply(as_csv([row(), row(adult="Leroy Jean", email="")]))
    plan = await apply(unnamed([[*LEA[:5], "", ""]]))
    assert plan.changes_nothing


async def test_a_shared_address_gets_the_name_of_the_first_parent(opened: Settings) -> None:
    await apply(unnamed([[*LEA[:5], "", ""]]))
    plan = await apply(as_csv([row(), row(adult="Leroy Jean")]))
    assert await names() == [("parent1.dupont", "Marie Dupont", ""), ("jean.leroy", "Jean Leroy", "")]
    assert not plan.ended
    assert (await apply(as_csv([row(), row(adult="Leroy Jean")]))).changes_nothing


async def test_an_unknown_address_beside_a_known_parent_is_a_question_and_else_another_account(
    opened: Settings,
) -> None:
    await apply(as_csv([row()]))
    moved = [[*LEA[:4], "new@example.org", "", ""]]
    plan = await preview(unnamed(moved))
    (question,) = plan.questions
    assert (question.kind, [option.value for option in question.options]) == (
        "perhaps_moved",
        ["account:marie.dupont", "new"],
    )
    assert "perhaps_moved" in kinds(plan)
    plan = await answered(unnamed(moved), {question.key: "account:marie.dupont"})
    assert [one.new_address.after for one in plan.changed_adults if one.new_address] == ["new@example.org"]
    assert await names() == [("marie.dupont", "Marie Dupont", "")]


async def test_without_an_answer_the_unknown_address_is_another_account(opened: Settings) -> None:
    await apply(as_csv([row()]))
    plan = await apply(unnamed([[*LEA[:4], "new@example.org", "", ""]]))
    assert await usernames() == ["marie.dupont", "parent1.dupont"]
    assert [access.adult.username for access in plan.ended] == ["marie.dupont"]


async def test_a_name_with_another_address_is_asked_about(opened: Settings) -> None:
    await apply(unnamed([[*LEA[:5], "", ""]]))
    plan = await preview(as_csv([row(email="new@example.org")]))
    assert [question.kind for question in plan.questions] == ["perhaps_renamed"]


async def test_an_address_of_two_families_is_asked_about_once(opened: Settings) -> None:
    rows = [LEA, MAX, [*TOM[:4], "marie@example.org", "anne@example.org", ""]]
    plan = await preview(unnamed(rows))
    (question,) = plan.unanswered
    assert question.kind == MANY
    assert question.heading == "Parent 1 Dupont (marie@example.org)"
    await answered(unnamed(rows), {question.key: "open"})
    assert await sees("marie@example.org") == ["parent1.dupont: Léa", "parent1.dupont: Tom"]
    plan = await apply(unnamed(rows))
    assert plan.changes_nothing
    assert not plan.unanswered


async def test_children_with_other_surnames_and_the_same_other_parent_are_one_family(opened: Settings) -> None:
    rows = [LEA, [*TOM[:4], "marie@example.org", "jean@example.org", ""]]
    assert not (await apply(unnamed(rows))).blocking_questions
    assert await sees("marie@example.org") == ["parent1.dupont: Léa", "parent1.dupont: Tom"]


async def test_who_was_shut_out_comes_back_by_no_address(opened: Settings) -> None:
    await apply(as_csv(NAMED))
    await shut_out()
    plan = await apply(unnamed(FILE))
    assert [access.adult.username for access in plan.withheld] == ["marie.dupont"]
    assert await sees("marie@example.org") == []
    other = [[*LEA[:4], "jean@example.org", "new@example.org", ""], MAX, TOM]
    plan = await apply(unnamed(other))
    assert [question.kind for question in plan.questions] == ["beside_barred"]
    assert await sees("new@example.org") == []


async def test_a_shared_address_opens_nothing_to_the_one_who_was_shut_out(opened: Settings) -> None:
    await apply(as_csv([row(), row(adult="Leroy Jean")]))
    await shut_out()
    plan = await apply(unnamed([[*LEA[:5], "", ""]]))
    assert plan.changes_nothing
    assert await sees("marie@example.org") == ["jean.leroy: Léa"]


async def test_a_bar_on_a_parent_without_a_name_holds_when_the_name_comes(opened: Settings) -> None:
    await apply(unnamed(FILE))
    await shut_out()
    plan = await apply(as_csv(NAMED))
    assert [access.adult.full_name for access in plan.withheld] == ["Marie Dupont"]
    assert await sees("marie@example.org") == []


async def test_a_pupil_with_another_number_is_found_by_the_address(opened: Settings) -> None:
    await apply(unnamed(FILE))
    plan = await apply(unnamed([["91", *LEA[1:]], ["92", *MAX[1:]], ["93", *TOM[1:]]]))
    assert (plan.new_children, plan.gone_children, plan.new_adults) == ((), (), ())
    plan = await apply(as_csv([[f"8{cells[0]}", *cells[1:]] for cells in NAMED]))
    assert (plan.new_children, plan.gone_children, plan.new_adults) == ((), (), ())


async def test_a_phone_alone_is_no_parent_and_ends_no_access(opened: Settings) -> None:
    await apply(as_csv([row()]))
    plan = await apply(unnamed([[*LEA[:4], "", "", "0470 11 22 33"]]))
    assert "no_name_no_address" in kinds(plan)
    assert "« 0470 11 22 33 », à côté de Léa Dupont" in said(plan)
    assert plan.changes_nothing


async def test_an_address_to_mend_leaves_its_parent_out_until_it_is_mended(opened: Settings) -> None:
    rows = [[*LEA[:4], "marie@example", "jean@example.org", ""]]
    plan = await preview(unnamed(rows))
    (mend,) = plan.mends
    assert mend.unnamed
    assert "sans elles, ces parents ne sont pas importés" in said(plan)
    assert [adult.email for adult in plan.new_adults] == ["jean@example.org"]
    plan = await answered(unnamed(rows), {mend.key: "mail:marie@example.org"})
    assert [adult.email for adult in plan.new_adults] == ["marie@example.org", "jean@example.org"]


async def test_the_pupils_own_address_is_left_out_and_named(opened: Settings) -> None:
    plan = await preview(unnamed([[*LEA[:4], "lea.dupont@example.org", "jean@example.org", ""]]))
    assert [mend.kind for mend in plan.mends] == ["pupils_address"]
    assert [adult.email for adult in plan.new_adults] == ["jean@example.org"]


async def test_merging_keeps_the_name_of_the_account_that_has_one(opened: Settings) -> None:
    await apply(unnamed(FILE))
    await query("UPDATE guardian SET first_name = 'Marie', last_name = 'Dupont', name_from = '' WHERE id = 2")
    await merged(1, 2)
    assert (await names())[0] == ("parent1.dupont", "Marie Dupont", "")
    await merge_undo.undo(await last_merge(), 1, BY)
    assert (await names())[0] == ("parent1.dupont", "Parent 1 Dupont", "pupil")


@pytest.mark.parametrize("relation", ["mère", "père"])
async def test_a_heading_that_says_mother_or_father_is_the_name(opened: Settings, relation: str) -> None:
    head = ["Nom élève", "Prénom élève", "Classe", f"E-mail {relation}"]
    plan = await apply(as_csv([["Dupont", "Léa", "P1A", "a@example.org"]], head))
    assert [adult.full_name for adult in plan.new_adults] == [f"{relation.title()} Dupont"]
    assert [access.relation for access in plan.begun] == [relation]
