"""Imports after the office added pupils and parents, corrected pupils or made them leave by hand."""

import asyncio

import pytest

from models import importing
from models.desk import entries
from models.desk.adding import add_pupil
from models.desk.granting import add_parent
from models.desk.pupil_changes import come_back, correct_pupil, leave
from models.desk.pupils import editable_child
from models.families.child import children_of
from models.importing import Plan
from models.importing.applying import apply as applying
from models.importing.applying import import_run
from models.importing.applying.import_run import UndoRefused
from models.importing.comparing import question_words, summary
from models.importing.comparing.count_words import brief
from models.importing.reading.questions import CLOSED, OPEN
from settings import Settings
from tests.support.files import LONG, apply, as_csv, preview, row, sample, stored
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
    assert "a noté que Léa Dupont a quitté l’école" in question_words.question_text(question)
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


ZOE = {"first_name": "Zoé", "last_name": "Benali", "class_name": "P2B", "register_number": ""}
ALI = {"first_name": "Ali", "last_name": "Benali", "email": "ali@example.org", "phone": "", "relation": "père"}
ZOES = row("77", "Benali Zoé", "P2B", "Benali Ali", "ali@example.org", relation="père")


async def zoe(**changes: str) -> int:
    return await add_pupil({**ZOE, **changes}, [ALI], "z" * 16, BY)


async def stepfather(child: int) -> int:
    nora = {"first_name": "Nora", "last_name": "Haddad", "email": "nora@example.org"}
    return await add_parent(nora, [await editable_child(child)], "n" * 16, BY)


@pytest.mark.parametrize("times", [1, 3])
async def test_the_same_file_again_leaves_whom_the_office_added_in_between(opened: Settings, times: int) -> None:
    await apply(as_csv(FILE))
    child = await zoe()
    nora = await stepfather(1)
    before = await stored()
    for _ in range(times):
        plan = await apply(as_csv(FILE))
        assert plan.changes_nothing
        assert await stored() == before
        assert [one.full_name for one in plan.kept_children] == ["Zoé Benali"]
        assert [access.adult.full_name for access in plan.kept_accesses] == ["Nora Haddad"]
    assert len(await children_of(nora)) == 1
    (section,) = [each for each in summary.sections(plan) if each.children]
    assert section.title == "Ajoutés à la main et absents du fichier : gardés"
    assert section.lines == ("Zoé Benali (sans matricule, P2B)", "Nora Haddad (nora.haddad) → Léa Dupont (1, P1A)")
    assert section.children == (child, 1)


async def test_a_large_school_keeps_everybody_who_was_added(opened: Settings) -> None:
    data = sample("families-school")
    await apply(data)
    for number in range(26):
        child = {**ZOE, "first_name": f"Zoé{chr(97 + number)}"}
        await add_pupil(child, [{**ALI, "email": f"ali{number}@example.org"}], f"{number:016}", BY)
    before = await stored()
    plan = await apply(data)
    assert plan.changes_nothing
    assert not plan.too_many_leavers
    assert len(plan.kept_children) == 26
    assert await stored() == before


async def test_whom_a_file_has_named_once_is_like_any_other(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await zoe()
    named = as_csv([*FILE, ZOES])
    plan = await apply(named)
    assert not plan.new_children
    assert not plan.new_adults
    assert [one.full_name for one in plan.confirmed_children] == ["Zoé Benali"]
    assert len(plan.confirmed_accesses) == 1
    assert not plan.kept_children
    assert "1 élève changé à la main, et maintenant dans le fichier aussi" in brief(plan.counts)
    assert (await apply(named)).changes_nothing
    plan = await apply(as_csv(FILE))
    assert [one.full_name for one in plan.gone_children] == ["Zoé Benali"]
    assert "Zoé" not in await here()


async def test_a_file_that_only_names_whom_the_office_added_changes_something(opened: Settings) -> None:
    """Else the page would offer no button, and the next file could not make the pupil a leaver."""
    await apply(as_csv(FILE))
    await zoe(register_number="77")
    plan = await preview(as_csv([*FILE, ZOES]))
    assert not plan.changes_nothing
    assert not plan.changed_children


async def test_an_access_given_by_hand_and_named_by_a_file_ends_with_the_next_that_lacks_it(opened: Settings) -> None:
    await apply(as_csv(FILE))
    nora = await stepfather(1)
    noras = row(adult="Haddad Nora", email="nora@example.org", relation="")
    plan = await apply(as_csv([*FILE, noras]))
    assert not plan.new_adults
    plan = await apply(as_csv(FILE))
    assert [access.adult.full_name for access in plan.ended] == ["Nora Haddad"]
    assert await children_of(nora) == []


async def test_an_access_given_by_hand_is_there_again_when_its_child_comes_back(opened: Settings) -> None:
    await apply(as_csv(FILE))
    nora = await stepfather(1)
    plan = await apply(as_csv(OTHERS))
    assert not plan.kept_accesses, "the child has left, there is nothing to decide"
    assert await children_of(nora) == []
    await apply(as_csv(FILE))
    assert len(await children_of(nora)) == 1


async def test_a_pupil_added_by_hand_is_found_by_the_files_number_and_by_a_made_one(opened: Settings) -> None:
    await apply(as_csv([cells[1:] for cells in FILE], LONG[1:]))
    await zoe()
    plan = await apply(as_csv([cells[1:] for cells in [*FILE, ZOES]], LONG[1:]))
    assert not plan.new_children
    plan = await apply(as_csv([*FILE, ZOES]))
    assert not plan.new_children
    assert (await query("SELECT register_number FROM child WHERE first_name = 'Zoé'")) == [{"register_number": "77"}]


async def test_a_pupil_who_left_by_hand_and_was_added_by_hand_stays_away(opened: Settings) -> None:
    await apply(as_csv(FILE))
    child = await zoe()
    await leave(child, 0, BY)
    plan = await apply(as_csv(FILE))
    assert not plan.kept_children
    assert "Zoé" not in await here()


async def test_a_pupil_taken_back_by_hand_is_kept_by_the_next_import(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await apply(as_csv(OTHERS))
    await come_back(1, (await query("SELECT version FROM child WHERE id = 1"))[0]["version"], BY)
    plan = await apply(as_csv(OTHERS))
    assert [one.full_name for one in plan.kept_children] == ["Léa Dupont"]
    assert len(await children_of(1)) == 1


async def test_undoing_an_import_that_named_whom_the_office_added_makes_it_by_hand_again(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await zoe()
    plan = await apply(as_csv([*FILE, ZOES]))
    await import_run.undo(plan.run or 0, BY.name)
    assert [one.full_name for one in (await preview(as_csv(FILE))).kept_children] == ["Zoé Benali"]


async def test_an_import_is_not_undone_when_the_office_has_added_a_parent_to_a_new_pupil(opened: Settings) -> None:
    plan = await apply(as_csv(FILE))
    await stepfather(1)
    with pytest.raises(UndoRefused) as why:
        await import_run.undo(plan.run or 0, BY.name)
    assert why.value.reason == "joined"


async def test_a_pupil_that_the_office_adds_during_an_import_is_not_the_imports(opened: Settings) -> None:
    done = await asyncio.gather(apply(as_csv(FILE)), zoe())
    await import_run.undo(done[0].run or 0, BY.name)
    assert await here() == ["Zoé"]


async def test_a_new_pupil_of_the_file_with_the_name_of_one_added_by_hand_is_shown_until_it_has_the_number(
    opened: Settings,
) -> None:
    await apply(as_csv(FILE))
    child = await zoe()
    file = as_csv([*FILE, row("77", "Benali Zoé", "P2B", "Haddad Nora", "nora@example.org")])
    plan = await preview(file)
    assert [one.full_name for one in plan.new_children] == ["Zoé Benali"]
    assert "Zoé Benali (sans matricule, P2B). Un nouvel élève du fichier a le même nom" in said(plan)
    await correct_pupil(child, entries.pupil({**ZOE, "register_number": "77"}), 0, BY)
    plan = await preview(file)
    assert not plan.new_children
    assert "Un nouvel élève du fichier a le même nom" not in said(plan)


LOU = row("1043", "Grand Lou", "P2B", "Grand Luc", "luc@example.org")


async def test_a_number_typed_wrongly_shows_nobody_the_child_who_has_it(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await zoe(register_number="1043")
    nora = await stepfather(1)
    (ali,) = await query("SELECT id FROM guardian WHERE username = 'ali.benali'")
    for file in ([*FILE, LOU], [*FILE, LOU, ZOES]):
        plan = await apply(as_csv(file))
        assert [access.adult.full_name for access in plan.kept_accesses] == ["Nora Haddad"]
        assert "Lou" not in [child.first_name for child in await children_of(ali["id"])]
    assert [child.first_name for child in await children_of(ali["id"])] == ["Zoé"]
    assert [child.first_name for child in await children_of(nora)] == ["Léa"]


async def test_another_spelling_of_a_pupil_added_by_hand_keeps_whom_the_file_lacks(opened: Settings) -> None:
    """The father is beside both: it is the same child."""
    await apply(as_csv(FILE))
    child = await zoe(register_number="77")
    nora = await stepfather(child)
    plan = await apply(as_csv([*FILE, row("77", "Benaly Zoë", "P2B", "Benali Ali", "ali@example.org")]))
    assert [access.adult.full_name for access in plan.kept_accesses] == ["Nora Haddad"]
    assert [one.last_name for one in await children_of(nora)] == ["Benaly"]
