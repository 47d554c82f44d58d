"""Imports after the office corrected pupils or made them leave by hand."""

import pytest

from models import importing
from models.desk import entries
from models.desk.pupil_changes import correct_pupil, leave
from models.families.child import children_of
from models.importing import Plan
from models.importing.applying import apply as applying
from models.importing.applying import import_run
from models.importing.comparing import question_words, summary
from models.importing.reading.questions import CLOSED, OPEN
from settings import Settings
from tests.support.files import LONG, apply, as_csv, preview, row
from tests.support.people import BY
from tests.support.sql import query

OTHERS = [row(str(number), f"Martin Tom{number}", "P1A", "Martin Anne", "anne@example.org") for number in range(2, 6)]
FILE = [row(), *OTHERS]
TYPED = {"first_name": "Léa", "last_name": "Dupont", "class_name": "P1A", "register_number": ""}


def kinds(plan: Plan) -> list[str]:
    return [notice.kind for notice in plan.notices]


def said(plan: Plan) -> str:
    return "\n".join(line for section in summary.sections(plan) for line in [section.title, *section.lines])


async def pupil() -> tuple[str, str, str]:
    (one,) = await query("SELECT first_name, last_name, class_name FROM child WHERE id = 1")
    return one["first_name"], one["last_name"], one["class_name"]


async def corrected(**changes: str) -> None:
    version = (await query("SELECT version FROM child WHERE id = 1"))[0]["version"]
    await correct_pupil(1, entries.pupil({**TYPED, **changes}), version, BY)


async def here() -> list[str]:
    return [one["first_name"] for one in await query("SELECT first_name FROM child WHERE left_at IS NULL ORDER BY id")]


async def test_the_offices_class_stays_until_the_file_has_another(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await corrected(class_name="P2B")
    for written in ("P1A", "p1a", ""):
        plan = await apply(as_csv([row(class_name=written), *OTHERS]))
        assert plan.changes_nothing
        assert ("office_class" in kinds(plan)) == bool(written)
    assert await pupil() == ("Léa", "Dupont", "P2B")
    plan = await apply(as_csv([row(class_name="P3C"), *OTHERS]))
    assert "file_class" in kinds(plan)
    assert "P2B → P3C" in said(plan)
    assert await pupil() == ("Léa", "Dupont", "P3C")
    assert kinds(await apply(as_csv([row(class_name="P3C"), *OTHERS]))) == []


async def test_a_file_with_the_offices_class_settles_the_correction(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await corrected(class_name="P2B")
    plan = await apply(as_csv([row(class_name="P2B"), *OTHERS]))
    assert plan.changes_nothing
    assert kinds(plan) == []
    await apply(as_csv(FILE))  # the old cell again is something new now
    assert await pupil() == ("Léa", "Dupont", "P1A")


@pytest.mark.parametrize("written", ["Dupont Léa", "DUPONT LÉA", "D?pont Léa"])
async def test_the_offices_name_of_a_pupil_stays_while_the_file_says_the_same(opened: Settings, written: str) -> None:
    await apply(as_csv(FILE))
    await corrected(last_name="Dupontel")
    plan = await apply(as_csv([row(child=written), *OTHERS]))
    assert plan.changes_nothing
    assert "office_child_name" in kinds(plan)
    assert await pupil() == ("Léa", "Dupontel", "P1A")
    plan = await apply(as_csv([row(child="Dupontin Léa"), *OTHERS]))
    assert "file_child_name" in kinds(plan)
    assert await pupil() == ("Léa", "Dupontin", "P1A")


async def test_a_pupil_whose_name_the_office_corrected_is_found_under_another_number_by_either_name(
    opened: Settings,
) -> None:
    await apply(as_csv(FILE))
    await corrected(last_name="Dupontel")
    for number, written in (("99", "Dupont Léa"), ("98", "Dupontel Léa")):
        plan = await apply(as_csv([row(number, written), *OTHERS]))
        assert not plan.new_children, written
        assert not plan.gone_children, written
    assert len(await query("SELECT id FROM child")) == 5


async def test_a_number_added_by_hand_is_the_one_by_which_the_next_file_finds_the_pupil(opened: Settings) -> None:
    await apply(as_csv([cells[1:] for cells in FILE], LONG[1:]))
    await corrected(register_number="123")
    plan = await apply(as_csv([row("123", "Dumont Léa", adult="Dumont Luc", email="luc@example.org"), *OTHERS]))
    assert [child.full_name for child in plan.new_children] == []
    assert (await pupil())[:2] == ("Léa", "Dumont")


async def test_a_pupil_who_left_by_hand_stays_away_though_the_file_has_it(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await leave(1, 0, BY)
    for _ in range(2):
        plan = await apply(as_csv([row(class_name="P3C"), *OTHERS]))
        assert plan.changes_nothing
        assert not plan.returned_children
        assert kinds(plan) == ["sent_away"]
        assert "Léa Dupont est encore dans le fichier" in said(plan)
        assert await children_of(1) == []
    (question,) = plan.questions
    assert (question.answer, question.decided, question.adult) == (CLOSED, False, None)
    assert question_words.who(question) == "Ligne 2 : Léa Dupont"
    assert "a noté que Léa Dupont a quitté l'école" in question_words.question_text(question)
    assert [question_words.option_text(question, option).partition(" ")[0] for option in question.options] == [
        "Léa"
    ] * 2


async def test_no_new_parent_sees_a_pupil_who_left_by_hand(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await leave(1, 0, BY)
    plan = await apply(as_csv([*FILE, row(adult="Petit Jean", email="jean@example.org")]))
    assert plan.changes_nothing
    assert await query("SELECT id FROM guardian WHERE username = 'jean.petit'") == []


async def test_the_office_takes_back_on_the_preview_a_pupil_who_left_by_hand(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await leave(1, 0, BY)
    file = as_csv([row(class_name="P3C"), *OTHERS])
    (question,) = (await preview(file)).questions
    plan = await applying.carry_out(importing.read(file), {question.key: OPEN})
    assert [child.full_name for child in plan.returned_children] == ["Léa Dupont"]
    assert len(await children_of(1)) == 1
    assert (await preview(file)).questions == ()
    assert await pupil() == ("Léa", "Dupont", "P3C")


async def test_a_pupil_who_left_by_hand_and_is_no_longer_in_the_file_is_an_ordinary_leaver(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await leave(1, 0, BY)
    plan = await apply(as_csv(OTHERS))
    assert not plan.gone_children
    assert [child.full_name for child in plan.confirmed_children] == ["Léa Dupont"]
    assert (await apply(as_csv(OTHERS))).changes_nothing
    plan = await apply(as_csv(FILE))
    assert [child.full_name for child in plan.returned_children] == ["Léa Dupont"]
    assert len(await children_of(1)) == 1


async def test_a_pupil_who_left_by_hand_does_not_come_back_under_another_number(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await leave(1, 0, BY)
    plan = await apply(as_csv([row("99"), *OTHERS]))
    assert not plan.new_children
    assert await children_of(1) == []


async def test_undoing_an_import_makes_a_pupil_who_left_by_hand_leave_by_hand_again(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await leave(1, 0, BY)
    before = await query("SELECT left_at, left_by FROM child WHERE id = 1")
    plan = await apply(as_csv(OTHERS))
    assert (await query("SELECT left_by FROM child WHERE id = 1"))[0]["left_by"] == ""
    await import_run.undo(plan.run or 0, BY.name)
    assert await query("SELECT left_at, left_by FROM child WHERE id = 1") == before


async def test_a_pupil_of_a_refused_line_who_left_by_hand_stays_as_it_is(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await leave(1, 0, BY)
    plan = await preview(as_csv([row(child="Dupont =1"), *OTHERS]))
    assert not plan.confirmed_children
    assert not plan.gone_children
