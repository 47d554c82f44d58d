"""An access that a file closed by its own words, where a later file says the contrary: the office is asked."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from language.text import speak
from models import importing
from models.database import transaction
from models.desk import custody, merge_undo
from models.importing import Plan
from models.importing.applying import apply as applying
from models.importing.applying import import_change, import_run, memory, write_plan
from models.importing.comparing import plan_words, question_words, summary
from models.importing.comparing.count_words import parts
from models.importing.comparing.file_ends import from_file
from models.importing.reading.questions import CLOSED, OPEN, PERMITTED_AGAIN, Answers, Question
from settings import Settings
from tests.support.files import LONG, Row, as_csv, row
from tests.support.merging import last_merge, merged
from tests.support.people import BY
from tests.support.sql import query

RIGHT = "Autorité parentale"
SLOW = trying(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def rows(*cells: str) -> list[Row]:
    """Léa with her father, who has these cells, and her mother, whose cells are no tick: an empty one says nothing."""
    mother = [*row(), *["conjointe"] * len(cells)]
    return [mother, [*row(adult="Petit Jean", email="jean@example.org", relation="père"), *cells]]


def school(*cells: str, titles: tuple[str, ...] = (RIGHT,), more: list[Row] | None = None) -> bytes:
    return as_csv([*rows(*cells), *(more or [])], [*LONG, *titles[: len(cells)]])


async def planned(data: bytes, decisions: dict[str, str] | None = None) -> Plan:
    families = importing.read(data, answers=Answers(decisions, await memory.answers()))
    return await applying.preview(families, decisions)


async def asked(data: bytes) -> list[Question]:
    """The questions about such an access that wait for an answer."""
    questions = (await planned(data)).questions
    return [one for one in questions if one.kind == PERMITTED_AGAIN and not one.decided]


async def carry_out(data: bytes, answer: str = "") -> Plan:
    """Import, each question answered so; none where `answer` is empty."""
    decisions = {one.key: answer for one in (await planned(data)).questions} if answer else {}
    families = importing.read(data, answers=Answers(decisions, await memory.answers()))
    return await applying.carry_out(families, decisions, allow_leavers=True)


async def fathers_access() -> dict[str, Any]:
    (one,) = await query("SELECT * FROM guardianship WHERE relation = 'père'")
    return one


async def closed() -> bool:
    return (await fathers_access())["ended_at"] is not None


async def pair() -> tuple[int, int, int]:
    """The father, the child and the version of his account."""
    one = await fathers_access()
    (father,) = await query("SELECT version FROM guardian WHERE id = ?", one["guardian"])
    return one["guardian"], one["child"], father["version"]


async def test_a_later_yes_is_asked_about_and_opens_nothing_by_itself(opened: Settings) -> None:
    await carry_out(school("Non"))
    (question,) = await asked(school("Oui"))
    assert (question.kind, question.answer) == (PERMITTED_AGAIN, CLOSED)
    assert question_words.who(question) == "Ligne 3 : Jean Petit, jean@example.org, parent de Léa Dupont"
    assert question_words.question_text(question) == (
        "Un fichier d’avant a fermé l’accès à Léa Dupont (« Autorité parentale : Non »)."
        " Ce fichier dit maintenant : « Autorité parentale : Oui ». Cette personne peut-elle voir Léa Dupont ?"
    )
    assert [question_words.option_text(question, option) for option in question.options] == [
        "Non, ou je ne sais pas : l’accès à Léa Dupont reste fermé.",
        "Oui : cette personne voit de nouveau Léa Dupont.",
    ]
    plan = await carry_out(school("Oui"))
    assert (plan.changes_nothing, [one.kind for one in plan.notices]) == (True, [PERMITTED_AGAIN])
    assert await closed()
    assert await asked(school("Oui")), "nobody has answered"


async def test_an_answer_opens_the_access_and_an_undo_closes_it_as_it_was(opened: Settings) -> None:
    await carry_out(school("Non"))
    before = await fathers_access()
    plan = await carry_out(school("Oui"), OPEN)
    assert ([one.adult.first_name for one in plan.reopened], plan.withheld, plan.notices) == (["Jean"], (), ())
    said = {section.title: section.lines for section in summary.sections(plan)}
    opened_again = "Jean Petit → Léa Dupont (1, P1A), Autorité parentale : Oui"
    assert said["Accès rouverts : l’école l’a décidé"] == (opened_again,)
    after = await fathers_access()
    empty = {"ended_at": None, "ended_by": "", "ended_because": "", "ended_from": "", "kept_closed": ""}
    assert after == {**before, **empty}
    assert (await carry_out(school("Oui"))).changes_nothing
    run = await import_run.run(plan.run or 0)
    assert parts(run.counts) == ["1 accès rouvert"]
    assert [(one.kind, one.adult_name) for one in await import_change.changes(run.id)] == [("reopened", "Jean Petit")]
    (event,) = await query("SELECT detail FROM event WHERE action = 'import' AND detail LIKE '%permitted_again%'")
    (answer,) = json.loads(event["detail"])["answers"]
    assert (answer["answer"], answer["about"]) == (OPEN, "Autorité parentale : Non → Autorité parentale : Oui")
    await import_run.undo(run.id, "office:x")
    assert await fathers_access() == before
    assert len(await asked(school("Oui"))) == 1


async def test_a_no_to_the_question_is_remembered_until_the_cell_changes(opened: Settings) -> None:
    await carry_out(school("Non"))
    plan = await carry_out(school("Oui"), CLOSED)
    assert (plan.reopened, plan.changes_nothing, await closed()) == ((), False, True)
    again = await planned(school("OUI"))
    assert (again.changes_nothing, again.notices, await asked(school("OUI"))) == (True, (), [])
    (remembered,) = again.questions
    assert (remembered.decided, remembered.answer) == (True, CLOSED), "the office may change it"
    assert len(await asked(school("Oui / ja"))) == 1
    await carry_out(school(""))
    assert not await asked(school("Oui")), "an empty cell says nothing"
    await carry_out(school("Non"))
    assert len(await asked(school("Oui"))) == 1, "the file had closed it again"
    await carry_out(school("Oui"), CLOSED)
    await carry_out(school("Oui"), OPEN)
    assert not await closed()


async def test_undoing_an_import_forgets_the_answer_that_the_access_stays_closed(opened: Settings) -> None:
    await carry_out(school("Non"))
    plan = await carry_out(school("Oui"), CLOSED)
    await import_run.undo(plan.run or 0, "office:x")
    assert len(await asked(school("Oui"))) == 1


async def test_without_the_column_or_with_an_empty_cell_nothing_is_asked(opened: Settings) -> None:
    await carry_out(school("Non"))
    for data in (school(), school("")):
        assert await asked(data) == []
        await carry_out(data)
        assert await closed()


async def test_what_the_office_ended_by_hand_is_not_asked_about(opened: Settings) -> None:
    await carry_out(school("Oui"))
    guardian, child, version = await pair()
    await custody.end(guardian, child, version, BY, because="Autorité parentale : Non")
    assert await asked(school("Oui")) == []
    plan = await carry_out(school("Oui"), OPEN)
    assert ([one.adult.first_name for one in plan.withheld], await closed()) == (["Jean"], True)
    await carry_out(school("Non"))
    assert await asked(school("Oui")) == [], "the file says no too, and the office had ended it before"


async def test_what_the_file_closed_and_the_office_ended_too_is_the_offices(opened: Settings) -> None:
    await carry_out(school("Non"))
    guardian, child, version = await pair()
    await custody.end(guardian, child, version, BY, because="Autorité parentale : Non")
    assert (await fathers_access())["ended_from"] == "hand"
    assert await asked(school("Oui")) == []


async def test_an_access_that_the_office_restored_may_be_closed_by_the_file_and_is_asked_about(
    opened: Settings,
) -> None:
    await carry_out(school("Non"))
    await carry_out(school("Oui"), CLOSED)
    guardian, child, version = await pair()
    await custody.restore(guardian, child, version, BY, because="erreur")
    restored = await fathers_access()
    assert (restored["ended_from"], restored["kept_closed"]) == ("", "")
    await carry_out(school("Non"))
    assert len(await asked(school("Oui"))) == 1


async def test_each_child_is_a_question_of_its_own(opened: Settings) -> None:
    def both(lea: str, zoe: str) -> bytes:
        jean = {"adult": "Petit Jean", "email": "jean@example.org", "relation": "père"}
        return school(lea, more=[[*row("2", "Dupont Zoé", **jean), zoe]])

    await carry_out(both("Non", "Non"))
    (question,) = await asked(both("Oui", "Non"))
    assert question.children == ("Léa Dupont",)
    await carry_out(both("Oui", "Non"), OPEN)
    sees = await query(
        "SELECT c.first_name FROM guardianship s JOIN child c ON c.id = s.child"
        " WHERE s.relation = 'père' AND s.ended_at IS NULL"
    )
    assert [one["first_name"] for one in sees] == ["Léa"]
    assert [one.children for one in await asked(both("Oui", "Oui"))] == [("Zoé Dupont",)]


BOTH = (RIGHT, "Droit d’accès")


@pytest.mark.parametrize(
    ("first", "then", "questions"),
    [
        (("Non", "Oui"), ("Oui", "Oui"), 1),
        (("Non", "Oui"), ("Oui", "Non"), 0),
        (("Non", "Oui"), ("", "Oui"), 1),
        (("Non", "Non"), ("Oui", ""), 1),
        (("Non", "Non"), ("", ""), 0),
    ],
)
async def test_of_two_columns_a_no_in_either_closes(
    opened: Settings, first: tuple[str, ...], then: tuple[str, ...], questions: int
) -> None:
    await carry_out(school(*first, titles=BOTH))
    assert len(await asked(school(*then, titles=BOTH))) == questions


@pytest.mark.parametrize(
    ("title", "no", "yes"),
    [
        (RIGHT, "Non", "conjointe"),
        ("Ouderlijk gezag", "Nee", "Ja"),
        ("Retrait de l’autorité parentale", "Oui", "Non"),
        ("Parental responsibility", "No", "Yes"),
    ],
)
async def test_a_plain_yes_in_any_words_is_asked_about(opened: Settings, title: str, no: str, yes: str) -> None:
    def with_cell(mother: str, father: str) -> bytes:
        two = rows(father)
        two[0][-1] = mother
        return as_csv(two, [*LONG, title])

    await carry_out(with_cell(yes, no))
    assert await closed()
    assert len(await asked(with_cell(yes, yes))) == 1


async def test_a_no_below_an_interdiction_permits_only_what_that_column_closed(opened: Settings) -> None:
    titles = (RIGHT, "Interdiction de contact")
    two = [[*row(), "Oui", "Non"], rows("Non", "Non")[1]]
    await carry_out(as_csv(two, [*LONG, *titles]))
    two[1][-2] = ""
    assert await asked(as_csv(two, [*LONG, *titles])) == []


async def test_a_column_about_the_children_of_a_row_opens_nothing(opened: Settings) -> None:
    titles = ["Matricule", "Nom élève", "Prénom élève", "Classe", "Matricule 2", "Nom élève 2", "Prénom élève 2"]
    titles += ["Classe 2", "Nom parent", "Prénom parent", "E-mail", "Parent est parent de l’enfant"]
    cells = ["1", "Dupont", "Léa", "P1A", "2", "Dupont", "Zoé", "P1A", "Petit", "Jean", "jean@example.org"]
    for of in ("2", "1, 2"):
        assert await asked(as_csv([[*cells, of]], titles)) == []
        await carry_out(as_csv([[*cells, of]], titles))
    ended = await query("SELECT c.first_name FROM guardianship s JOIN child c ON c.id = s.child WHERE s.ended_by <> ''")
    assert [one["first_name"] for one in ended] == ["Léa"]


async def _second_account(*, because: str, ended_from: str) -> int:
    """Another account of the father's name, shut out of the child."""
    one = await fathers_access()
    await query(
        "INSERT INTO guardian (username, first_name, last_name, email, email_key, phone, language, created_at)"
        " SELECT 'jean.petit2', first_name, last_name, '', '', '', 'fr', created_at FROM guardian WHERE id = ?",
        one["guardian"],
    )
    (other,) = await query("SELECT id FROM guardian WHERE username = 'jean.petit2'")
    await query(
        "INSERT INTO guardianship (guardian, child, relation, ended_at, ended_by, ended_because, ended_from)"
        " VALUES (?, ?, 'oncle', ?, 'office', ?, ?)",
        *(other["id"], one["child"], one["ended_at"], because, ended_from),
    )
    return int(other["id"])


async def test_another_account_of_the_name_that_the_office_shut_out_by_hand_prevents_the_question(
    opened: Settings,
) -> None:
    await carry_out(school("Non"))
    other = await _second_account(because="jugement", ended_from="hand")
    assert await asked(school("Oui")) == []
    await query("UPDATE guardianship SET ended_from = 'file' WHERE guardian = ?", other)
    (question,) = await asked(school("Oui"))
    assert question.adult
    assert question.adult.username == "jean.petit"
    await carry_out(school("Oui"), OPEN)
    still = await query("SELECT guardian FROM guardianship WHERE ended_by = 'office'")
    assert [one["guardian"] for one in still] == [other], "the answer is about one account"
    assert (await carry_out(school("Oui"))).changes_nothing


@pytest.mark.parametrize("by_hand", [False, True])
async def test_a_merge_keeps_who_ended_the_access(opened: Settings, by_hand: bool) -> None:
    await carry_out(school("Non"))
    before = await query("SELECT * FROM guardianship ORDER BY id")
    other = await _second_account(
        because="jugement" if by_hand else "Droit d’accès : Non", ended_from="hand" if by_hand else "file"
    )
    guardian, _child, _version = await pair()
    await merged(guardian, other)
    one = await fathers_access()
    assert (one["ended_from"], one["ended_because"]) == (
        ("hand", "jugement") if by_hand else ("file", '["Autorité parentale","Non"]')
    )
    assert len(await asked(school("Oui"))) == (0 if by_hand else 1)
    await merge_undo.undo(await last_merge(), guardian, BY)
    assert await query("SELECT * FROM guardianship WHERE guardian <> ? ORDER BY id", other) == before


async def test_a_closed_access_stays_the_files_under_another_register_number(opened: Settings) -> None:
    await carry_out(school("Non"))
    renumbered = [["9", *one[1:]] for one in rows("Non")]
    await carry_out(as_csv(renumbered, [*LONG, RIGHT]))
    assert len(await asked(as_csv([["9", *one[1:]] for one in rows("Oui")], [*LONG, RIGHT]))) == 1


@pytest.mark.parametrize(
    ("because", "by_file"),
    [
        ("Autorité parentale : Non", True),
        ("Ouderlijk gezag: Nee", True),
        ("Parental responsibility: No", True),
        ("Autorité parentale : –", True),
        ("Retrait de l’autorité parentale : Oui", True),
        ("jugement du 3 mars", False),
        ("Jugement : garde exclusive à la mère", False),
        ("demande de la mère : non", False),
        ("", False),
    ],
)
async def test_of_an_earlier_end_the_reason_says_whether_a_file_closed_it(
    opened: Settings, because: str, by_file: bool
) -> None:
    assert from_file("", because) == by_file
    await carry_out(school("Non"))
    await query("UPDATE guardianship SET ended_from = '', ended_because = ? WHERE ended_by = 'office'", because)
    assert len(await asked(school("Oui"))) == by_file
    if by_file:
        await carry_out(school("Oui"), OPEN)
        assert not await closed()


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
async def test_a_reason_in_any_language_of_the_office_is_known_again(opened: Settings, language: str) -> None:
    speak(language)
    await carry_out(school("Non"))
    because = (await fathers_access())["ended_because"]
    speak("fr")
    assert from_file("", because)
    await carry_out(school("Oui"), CLOSED)
    speak(language)
    assert await asked(school("Oui")) == [], "what was answered is the same in every language"


async def test_the_reason_that_an_import_writes_is_read_in_each_language(opened: Settings) -> None:
    speak("nl")
    plan = await carry_out(school("Non"))
    lines = {}
    for language in ("fr", "nl", "en"):
        speak(language)
        lines[language] = plan_words.closed_text(plan.closed[0]).partition(", Autorité")[2]
        guardian, child, _version = await pair()
        assert (await custody.access(guardian, child)).because == f"Autorité{lines[language]}"
    assert lines == {"fr": " parentale : Non", "nl": " parentale: Non", "en": " parentale: Non"}
    (question,) = await asked(school("Oui"))
    assert "(“Autorité parentale: Non”)" in question_words.question_text(question)


async def test_a_reason_stored_as_a_sentence_stays_as_it_is(opened: Settings) -> None:
    await carry_out(school("Non"))
    await query("UPDATE guardianship SET ended_because = 'Autorité parentale : Non' WHERE ended_by = 'office'")
    guardian, child, _version = await pair()
    speak("en")
    assert (await custody.access(guardian, child)).because == "Autorité parentale : Non"
    assert len(await asked(school("Oui"))) == 1


async def test_an_edit_by_the_office_between_the_plan_and_the_writing_stays(opened: Settings) -> None:
    await carry_out(school("Non"))
    plan = await planned(school("Oui"), {one.key: OPEN for one in await asked(school("Oui"))})
    guardian, child, version = await pair()
    await custody.end(guardian, child, version, BY, because="jugement")
    async with transaction():
        await write_plan.write(plan, lambda done, whole: None)
    assert await closed()


cells = st.lists(
    st.tuples(st.sampled_from(["Oui", "Non", "", "column missing"]), st.sampled_from(["", OPEN, CLOSED, "by hand"])),
    min_size=1,
    max_size=6,
)


@SLOW
@given(files=cells)
async def test_only_an_answer_opens_what_a_file_closed_and_nothing_what_the_office_ended(
    opened: Settings, files: list[tuple[str, str]]
) -> None:
    """Any sequence of files, each answered so; or the office ends the access by hand before it."""
    for name in ("guardianship", "child", "guardian", "import_run", "event"):
        await query(f"DELETE FROM {name}")
    await carry_out(school("Oui"))
    state, kept = "open", False
    for cell, how in files:
        if how == "by hand":
            guardian, child, version = await pair()
            await custody.end(guardian, child, version, BY, because="jugement")
            state, kept = "ended by hand", False
        data = school() if cell == "column missing" else school(cell)
        waits = state == "closed" and cell == "Oui" and not kept
        assert len(await asked(data)) == waits
        await carry_out(data, how if how in (OPEN, CLOSED) else "")
        if cell == "Non":
            state, kept = ("closed" if state == "open" else state), False
        elif state == "closed" and cell == "Oui" and how == OPEN:
            state = "open"
        elif waits:
            kept = how == CLOSED
        assert await closed() == (state != "open")
        plan = await planned(data)
        assert plan.changes_nothing


async def test_an_old_answer_does_not_open_an_access_that_was_closed_anew(opened: Settings) -> None:
    await carry_out(school("Non"))
    old = {one.key: OPEN for one in await asked(school("Oui"))}
    await carry_out(school("Oui"), OPEN)
    assert not await closed()
    await carry_out(school("Non"))
    plan = await planned(school("Oui"), old)
    assert [one.decided for one in plan.questions if one.kind == PERMITTED_AGAIN] == [False]


async def test_an_answer_that_does_not_open_what_was_closed_before_says_so(opened: Settings) -> None:
    await carry_out(school("Non"))
    data = school("Oui, sous réserve")
    (question,) = (await planned(data)).unanswered
    plan = await planned(data, {question.key: OPEN})
    (notice,) = [one for one in plan.notices if one.kind == "insisted"]
    said = importing.sentence(notice)
    assert "Jean Petit" in said
    assert "Léa Dupont" in said
    assert "sous réserve" in said
    assert "il reste fermé" in said


async def test_an_answer_holds_for_the_heading_that_it_was_asked_about(opened: Settings) -> None:
    (one,) = (await planned(school("sous réserve"))).unanswered
    (other,) = (await planned(school("sous réserve", titles=("Droit de visite",)))).unanswered
    assert one.key != other.key
