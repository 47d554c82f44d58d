"""The questions that block an import until the school has answered (catalogue 65)."""

import json
from collections.abc import Sequence
from datetime import timedelta

import pytest

from models import importing
from models.core.clock import now
from models.families import end_reason
from models.importing import Families, Plan, Unreadable
from models.importing.applying import apply as applying
from models.importing.applying import import_run, memory
from models.importing.applying.apply import ImportRefused
from models.importing.comparing import blocking_words, summary
from models.importing.reading.columns import by_hand
from models.importing.reading.questions import (
    CLOSED,
    CONTACT,
    GONE,
    LEFT,
    MANY,
    OPEN,
    OPTIONS,
    PARENT,
    PERSON,
    PUPIL,
    RIGHTS,
    ROLE,
    STAFF,
    STAYS,
    Answers,
    BlockingQuestion,
    choices,
)
from settings import Settings
from tests.support.files import LONG, Row, as_csv, as_workbook, row, stored
from tests.support.sql import query

CHILD = ["Matricule", "Nom élève", "Prénom élève", "Classe"]
LEA = ["1", "Dupont", "Léa", "P1A"]
ADULT = ["Nom responsable", "Prénom responsable"]
MARIE = ["Dupont", "Marie"]


async def read(data: bytes, decisions: dict[str, str] | None = None) -> Families:
    return importing.read(data, answers=Answers(decisions, await memory.answers()))


async def preview(data: bytes, decisions: dict[str, str] | None = None) -> Plan:
    return await applying.preview(await read(data, decisions), decisions)


def open_questions(plan: Plan) -> list[BlockingQuestion]:
    """What nobody at the school answered: questions that wait, and those that the file answers plainly."""
    return [one for one in plan.blocking_questions if one.answer is None or one.by_file]


async def carry_out(data: bytes, *answers: str) -> Plan:
    """Import, each question answered in turn; one answer may bring the next question."""
    decisions: dict[str, str] = {}
    for answer in answers:
        one, *_others = [each for each in open_questions(await preview(data, decisions)) if each.key not in decisions]
        decisions[one.key] = answer
    return await applying.carry_out(await read(data, decisions), decisions, allow_leavers=True)


def table(headings: Sequence[str], *rows: Sequence[str]) -> bytes:
    return as_csv([[*cells] for cells in rows], [*headings], ";")


async def asked(data: bytes) -> list[tuple[str, str, str]]:
    return [(one.kind, one.heading, one.value) for one in open_questions(await preview(data))]


async def sees() -> set[tuple[str, str]]:
    """Which adult sees which child, by first names."""
    return {(access[5], access[2]) for access in await stored()}


TEACHERS = [
    ("Nom titulaire;Prénom titulaire", PERSON),
    ("Titulaire nom;Titulaire prénom", PERSON),
    ("Nom tuteur;Prénom tuteur", PERSON),
    ("Naam opvoeder;Voornaam opvoeder", PERSON),
    ("Titulaire;Nom;Prénom", PERSON),
    ("Klastitularis;Naam;Voornaam", PERSON),
    ("Nom professeur;Prénom professeur", None),
    ("Professeur nom;Professeur prénom", None),
    ("Naam leerkracht;Voornaam leerkracht", None),
    ("Klassenlehrer Nom;Klassenlehrer Prénom", None),
    ("Form teacher surname;Form teacher forename", None),
    ("Nom de l’enseignant;Prénom de l’enseignant", None),
    ("Nom responsable de classe;Prénom responsable de classe", None),
]


@pytest.mark.parametrize(("titles", "kind"), TEACHERS)
async def test_a_class_teachers_columns_are_not_a_parents(opened: Settings, titles: str, kind: str | None) -> None:
    names = titles.split(";")
    headings = [*CHILD, *names, "E-mail titulaire", *ADULT, "E-mail responsable"]
    cells = [*LEA, *["x"] * (len(names) - 2), "Petit", "Anne", "anne@school.example", *MARIE, "marie@example.org"]
    plan = await preview(table(headings, cells))
    assert [adult.full_name for adult in plan.new_adults] == ["Marie Dupont"]
    assert plan.new_adults[0].email == "marie@example.org"
    assert [one.kind for one in plan.unanswered] == ([kind] if kind else [])
    if kind:
        with pytest.raises(ImportRefused, match="unclear"):
            await applying.carry_out(await read(table(headings, cells)))


async def test_a_teachers_columns_under_two_rows_of_headings_are_not_a_parents(opened: Settings) -> None:
    under = ["Matricule", "Nom", "Prénom", "Classe", *["Nom", "Prénom", "E-mail"] * 2]
    both = [*LEA, *MARIE, "marie@example.org", "Petit", "Anne", "anne@school.example"]
    over = ["Élève", "", "", "", "Responsable", "", "", "Professeur", "", ""]
    plan = await preview(table(over, under, both))
    assert ([adult.full_name for adult in plan.new_adults], plan.blocking_questions) == (["Marie Dupont"], ())
    named = [*CHILD, "Nom responsable", "Prénom responsable", "E-mail", "Nom", "Prénom", "E-mail"]
    for title in ("Professeur", "Klastitularis"):
        data = table(["", "", "", "", "", "", "", title, "", ""], named, both)
        plan = await preview(data)
        assert ([adult.full_name for adult in plan.new_adults], plan.blocking_questions) == (["Marie Dupont"], ())
        assert "outsiders" in [notice.kind for notice in plan.notices]


async def test_columns_confirmed_as_a_parents_are_read_and_not_asked_about_again(opened: Settings) -> None:
    data = table([*CHILD, "Nom tuteur", "Prénom tuteur", "E-mail tuteur"], [*LEA, "Roy", "Luc", "luc@example.org"])
    await carry_out(data, PARENT)
    assert await sees() == {("Luc", "Léa")}
    again = await preview(data)
    assert (again.changes_nothing, [one.remembered for one in again.blocking_questions]) == (True, [True])


async def test_a_file_with_teachers_alone_is_refused(opened: Settings) -> None:
    data = table([*CHILD, "Nom titulaire", "Prénom titulaire", "E-mail titulaire"], [*LEA, "Roy", "Luc", "luc@x.be"])
    (one,) = (await preview(data)).unanswered
    with pytest.raises(Unreadable, match="no_headings"):
        await read(data, {one.key: STAFF})


@pytest.mark.parametrize(
    ("titles", "clear"),
    [
        ([*CHILD, "E-mail", *ADULT], False),
        (["Matricule", "Nom", "Prénom", "E-mail", "Classe", *ADULT], False),
        ([*CHILD, *ADULT, "E-mail"], True),
        ([*CHILD, *ADULT, "Lien", "Adresse", "E-mail"], True),
        ([*CHILD, "E-mail responsable", *ADULT], True),
        ([*CHILD, *ADULT, "Nom professeur", "Prénom professeur", "E-mail"], False),
        ([*CHILD, *ADULT, "Professeur", "E-mail"], False),
        ([*CHILD, "E-mail élève", *ADULT], None),
    ],
)
async def test_a_bare_address_column_beside_the_pupil_is_read_only_after_an_answer(
    opened: Settings, titles: list[str], clear: bool | None
) -> None:
    values = {"Matricule": "1", "E-mail": "a@x.be", "E-mail responsable": "a@x.be", "E-mail élève": "a@x.be"}
    people = {"Nom élève": "Dupont", "Prénom élève": "Léa", "Nom": "Dupont", "Prénom": "Léa", "Classe": "P1A"}
    adults = {"Nom responsable": "Dupont", "Prénom responsable": "Marie", "Nom professeur": "Petit"}
    data = table(titles, [{**values, **people, **adults}.get(title, "") for title in titles])
    plan = await preview(data)
    if clear is None:
        assert ([adult.email for adult in plan.new_adults], plan.unanswered) == ([""], [])
        return
    assert [adult.email for adult in plan.new_adults] == (["a@x.be"] if clear else [""])
    assert [one.kind for one in plan.unanswered] == ([] if clear else [CONTACT])
    if not clear:
        (one,) = plan.unanswered
        assert (one.people, one.choices[0].value) == (("a@x.be",), PUPIL)
        for answer, email in ((PUPIL, ""), (one.choices[1].value, "a@x.be")):
            assert [adult.email for adult in (await preview(data, {one.key: answer})).new_adults] == [email]


async def test_an_address_column_after_the_last_of_two_adults_is_asked_about(opened: Settings) -> None:
    two = ["Nom resp 1", "Prénom resp 1", "Nom resp 2", "Prénom resp 2"]
    data = table([*CHILD, *two, "E-mail"], [*LEA, *MARIE, "Petit", "Jean", "famille@x.be"])
    (one,) = (await preview(data)).unanswered
    assert [choice.name for choice in one.choices] == ["", "Nom resp 1", "Nom resp 2", ""]
    plan = await preview(data, {one.key: one.choices[2].value})
    assert {adult.first_name: adult.email for adult in plan.new_adults} == {"Marie": "", "Jean": "famille@x.be"}


def with_column(title: str, *cells: str, adults: int = 2) -> bytes:
    """A child with two parents, a row each; the cells below one more column."""
    rows = [[*row(), cells[0]], [*row(adult="Petit Jean", email="jean@example.org", relation="père"), cells[-1]]]
    return as_csv(rows[:adults], [*LONG, title])


PLAIN = [
    *("Autorité parentale", "autorite_parentale", "Autorité parentale (O/N)", "Droit d’accès", "Ouderlijk gezag"),
    *("Gezag", "Parental Responsibility", "Has parental responsibility", "Sorgerecht", "Interdiction de contact"),
    *("Pas d’accès", "Geen ouderlijk gezag", "Autorité parentale (oui/non)", "Décédé"),
    *("Responsable légal", "Resp. légal", "RESP_LEGAL", "Legal guardian"),
]


async def test_a_plain_no_shuts_out_without_a_question_and_is_named(opened: Settings) -> None:
    data = with_column("Autorité parentale", "Oui", "Non")
    plan = await preview(data)
    assert plan.unanswered == []
    said = {section.title: section.lines for section in summary.sections(plan)}
    assert said["Accès fermés : le fichier le dit"] == ("Jean Petit → Léa Dupont (1, P1A), Autorité parentale : Non",)
    await applying.carry_out(await read(data))
    assert await sees() == {("Marie", "Léa")}


@pytest.mark.parametrize(
    ("title", "yes", "no"),
    [
        ("Autorité parentale", "Oui", "Non"),
        ("autorite_parentale", "O", "N"),
        ("Autorité parentale (O/N)", "1", "0"),
        ("Garde", "oui", "non"),
        ("Droit d’accès", "Oui", "Non"),
        ("Droit de visite", "Oui", "Non"),
        ("Parent autorisé à voir l’enfant", "Oui", "Non"),
        ("Hébergement", "Oui", "Non"),
        ("Responsable légal", "Oui", "Non"),
        ("Resp. légal", "1", "0"),
        ("RESP_LEGAL", "1", "0"),
        ("Représentant légal", "x", ""),
        ("Ouderlijk gezag", "Ja", "Nee"),
        ("Gezag", "J", "N"),
        ("Parental Responsibility", "Yes", "No"),
        ("Has parental responsibility", "Y", "N"),
        ("Legal guardian", "true", "false"),
        ("Sorgerecht", "Ja", "Nein"),
        ("Interdiction de contact", "", "Oui"),
        ("Court order", "No", "Yes"),
        ("Geen contact", "nee", "ja"),
        ("Pas d’accès", "", "x"),
        ("Parent non autorisé", "Non", "Oui"),
        ("Droit de visite suspendu", "0", "1"),
        ("Geen ouderlijk gezag", "nee", "ja"),
        ("Autorité parentale (oui/non)", "Oui", "Non"),
        ("Décédé", "", "Oui"),
        ("Remarques", "", "Le père n’a plus le droit de voir Léa"),
        ("Remarques", "", "Pas de contact avec l’enfant (jugement du 3 mars)"),
        ("Divers", "", "Papa : droit de visite seulement"),
    ],
)
async def test_an_adult_without_a_right_is_shut_out_or_asked_about(
    opened: Settings, title: str, yes: str, no: str
) -> None:
    data = with_column(title, yes, no)
    (one,) = open_questions(await preview(data))
    assert (one.kind, one.people) == (RIGHTS, ("Jean Petit → Léa Dupont",))
    assert one.by_file == (title in PLAIN)
    plan = await carry_out(data, CLOSED)
    ended = [(access.adult.first_name, end_reason.words(access.because)) for access in plan.closed]
    assert ended == [("Jean", f"{title} : {no or '–'}")]
    assert await sees() == {("Marie", "Léa")}


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Autorité parentale", ("Oui", "Oui")),
        ("Autorité parentale", ("", "")),
        ("Autorité parentale", ("Conjointe", "Conjointe")),
        ("Gezag", ("gezamenlijk", "Gezamenlijk")),
        ("Droit à l’image", ("Oui", "Non")),
        ("Responsabilité civile", ("Oui", "Non")),
        ("Cantine", ("Oui", "Non")),
        ("Garderie", ("Oui", "Non")),
        ("Autorisation de sortie", ("Oui", "Non")),
        ("Régime de sortie", ("seul", "bus")),
        ("Heure de départ", ("16h", "17h")),
        ("Profession", ("Enseignante", "Professeur")),
        ("Responsable légal", ("DUPONT Marie", "DUPONT Marie")),
        ("Commune de résidence", ("Namur", "Huy")),
        ("Date de sortie", ("31/08/2099", "")),
        ("Date de sortie", ("06/2099", "")),
        ("Fin de scolarité", ("juin 2099", "")),
        ("Date d’entrée", ("01/09/2020", "01/09/2020")),
        ("Statut", ("Actif", "Actif")),
        ("Régime", ("Externe", "Externe")),
        ("Remarques", ("allergie aux noix", "")),
        ("Professeur principal", ("Mme Petit", "Mme Petit")),
        ("Nom professeur", ("Prof", "Maître")),
        ("Nom usuel élève", ("Titulaire", "Titulaire")),
    ],
)
async def test_columns_without_words_of_rights_roles_or_leaving_are_not_asked_about(
    opened: Settings, title: str, cells: tuple[str, str]
) -> None:
    plan = await preview(with_column(title, *cells))
    assert (plan.blocking_questions, len(plan.begun)) == ((), 2)


async def test_a_yes_holds_for_the_people_it_was_about_and_not_for_later_ones(opened: Settings) -> None:
    data = with_column("Autorité parentale", "Oui", "Non")
    await carry_out(data, OPEN)
    assert await sees() == {("Marie", "Léa"), ("Jean", "Léa")}
    assert (await preview(data)).unanswered == []
    more = [
        *([*row(), "Oui"], [*row(adult="Petit Jean", email="jean@example.org", relation="père"), "Non"]),
        [*row("2", "Roy Max", adult="Roy Luc", email="luc@example.org"), "Non"],
    ]
    (one,) = open_questions(await preview(as_csv(more, [*LONG, "Autorité parentale"])))
    assert len(one.people_keys) == 2, "and the first is named again: one answer for all"


async def test_a_no_is_remembered_for_later_people_and_shown(opened: Settings) -> None:
    await carry_out(with_column("Autorité parentale", "Oui", "Non"), CLOSED)
    rows = [[*row(), "Oui"], [*row("2", "Roy Max", adult="Roy Luc", email="luc@example.org"), "Non"]]
    plan = await carry_out(as_csv(rows, [*LONG, "Autorité parentale"]))
    assert [access.adult.full_name for access in plan.closed] == ["Luc Roy"]
    assert await sees() == {("Marie", "Léa")}
    said = {section.title: section.lines for section in summary.sections(plan)}
    assert said["Accès fermés : le fichier le dit"] == ("Luc Roy → Max Roy (2, P1A), Autorité parentale : Non",)
    assert any("répondu à un import d’avant" in line for line in said["Ce que l’école a répondu"])


async def test_a_later_file_without_the_column_restores_no_access(opened: Settings) -> None:
    await carry_out(with_column("Autorité parentale", "Oui", "Non"), CLOSED)
    bare = as_csv([row(), row(adult="Petit Jean", email="jean@example.org", relation="père")])
    plan = await carry_out(bare)
    assert [access.adult.first_name for access in plan.withheld] == ["Jean"]
    assert await sees() == {("Marie", "Léa")}


async def test_an_existing_access_ends_when_the_file_says_no(opened: Settings) -> None:
    await carry_out(with_column("Autorité parentale", "Oui", "Oui"))
    plan = await carry_out(with_column("Autorité parentale", "Oui", "Non"), CLOSED)
    assert ([one.adult.first_name for one in plan.ended], await sees()) == (["Jean"], {("Marie", "Léa")})
    assert (await preview(with_column("Autorité parentale", "Oui", "Non"))).changes_nothing
    await import_run.undo(plan.run or 0, "office:x")
    assert await sees() == {("Marie", "Léa"), ("Jean", "Léa")}
    (one,) = open_questions(await preview(with_column("Autorité parentale", "Oui", "Non")))
    assert (one.kind, one.by_file) == (RIGHTS, True)


async def test_an_end_that_the_office_set_for_later_is_immediate_when_the_file_says_no(opened: Settings) -> None:
    await carry_out(with_column("Autorité parentale", "Oui", "Oui"))
    await query(
        "UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE relation = 'père'", now() + timedelta(days=9)
    )
    plan = await carry_out(with_column("Autorité parentale", "Oui", "Non"), CLOSED)
    assert [one.adult.first_name for one in plan.ended] == ["Jean"]
    (ended,) = await query("SELECT ended_at, ended_by FROM guardianship WHERE relation = 'père'")
    assert (ended["ended_at"] <= now(), ended["ended_by"]) == (True, "office")


async def test_a_right_beside_one_of_two_adults_is_about_that_one(opened: Settings) -> None:
    two = ["Nom resp 1", "Prénom resp 1", "E-mail resp 1", "Nom resp 2", "Prénom resp 2", "E-mail resp 2"]
    cells = [*LEA, *MARIE, "m@x.be", "Petit", "Jean", "j@x.be", "Non"]
    one, both = "Jean Petit → Léa Dupont", ("Marie Dupont → Léa Dupont", "Jean Petit → Léa Dupont")
    for title, people in (("Autorité parentale resp 2", (one,)), ("Autorité parentale", both)):
        (question,) = open_questions(await preview(table([*CHILD, *two, title], cells)))
        assert question.people == people


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("Date de sortie", "30/06/2025"),
        ("Date de sortie", "2025-06-30 00:00:00"),
        ("Date de sortie", "45838"),
        ("DATE_SORTIE", "30.06.25"),
        ("Sorti le", "30-06-2025"),
        ("Date de départ", "1/7/2025"),
        ("Date de radiation", "30/06/2025"),
        ("Uitschrijvingsdatum", "30/06/2025"),
        ("Einddatum", "30/06/2025"),
        ("Date of leaving", "30/06/2025"),
        ("Leaving Date", "2025-06-30"),
        ("Abgangsdatum", "30.06.2025"),
        ("Date de fin", "30/06/2025"),
        ("Date de sortie", "06/2025"),
        ("Fin de scolarité", "juin 2025"),
        ("Datum uit", "30.06.2025"),
        ("Dat. uit", "30.06.2025"),
        ("st_date_out", "2025-06-30"),
        ("Inscrit jusqu’au", "30/06/2025"),
        ("Ingeschreven tot", "2025-06"),
        ("Date de sortie", "juin"),
        ("Motif de sortie", "Déménagement"),
        ("Statut", "Sorti"),
        ("Statut", "Sorti le 12/3/2024"),
        ("État", "A quitté l’école"),
        ("Statut élève", "Exclue définitivement"),
        ("Autre", "Démissionnée"),
        ("Status", "Inactief"),
        ("Actif", "Non"),
        ("On roll", "No"),
        ("Situation", "Ancien"),
        ("Autre", "Désinscrit"),
    ],
)
async def test_a_pupil_who_has_left_is_asked_about(opened: Settings, title: str, cell: str) -> None:
    rows = [[*row(), ""], [*row("2", "Roy Max", adult="Roy Luc", email="luc@example.org"), cell]]
    data = as_csv(rows, [*LONG, title])
    (one,) = open_questions(await preview(data))
    assert (one.kind, one.people) == (LEFT, ("Max Roy (P1A)",))
    stays = await preview(data, {one.key: STAYS})
    assert [child.first_name for child in stays.new_children] == ["Léa", "Max"]
    await carry_out(data, GONE)
    assert await sees() == {("Marie", "Léa")}


async def test_a_pupil_who_has_left_is_a_leaver(opened: Settings) -> None:
    rows = [[*row(), ""], [*row("2", "Roy Max", adult="Roy Luc", email="luc@example.org"), ""]]
    await carry_out(as_csv(rows, [*LONG, "Date de sortie"]))
    rows[1][-1] = "30/06/2025"
    plan = await carry_out(as_csv(rows, [*LONG, "Date de sortie"]), GONE)
    assert ([child.first_name for child in plan.gone_children], await sees()) == (["Max"], {("Marie", "Léa")})


async def test_columns_named_by_hand_leave_the_others_watched_though_they_have_no_heading(opened: Settings) -> None:
    fields = ["child register", "child last", "child first", "child class", "adult 1 last", "adult 1 first", "", ""]
    rows = [
        [*LEA, *MARIE, "Désinscrite", ""],
        ["2", "Roy", "Max", "P1A", "Roy", "Luc", "", "pas de contact (jugement)"],
    ]
    data = as_csv(rows[1:], rows[0], ";")
    families = importing.read(data, {by_hand.NO_HEADINGS: fields})
    assert [(one.kind, one.heading, one.people, one.topic) for one in families.blocking_questions] == [
        (LEFT, "Colonne 7", ("Léa Dupont (P1A)",), ""),
        (RIGHTS, "Colonne 8", ("Luc Roy → Max Roy",), ""),
    ]
    status = with_column("Statut", "Actif", "père déchu de son autorité parentale")
    assert [one.kind for one in (await preview(status)).unanswered] == [RIGHTS]


async def test_sheets_with_the_same_headings_are_asked_about_once(opened: Settings) -> None:
    headings = [*CHILD, "E-mail", *ADULT, "Autorité parentale"]
    sheets = {name: [headings, [name, *LEA[1:], "a@x.be", "Roy", f"Luc {name}", "Non"]] for name in ("A", "B")}
    unclear = importing.read(as_workbook(sheets)).blocking_questions
    assert [(one.kind, len(one.people_keys)) for one in unclear] == [(CONTACT, 0), (RIGHTS, 2)]


async def test_a_relation_that_is_a_teachers_is_left_out_and_named(opened: Settings) -> None:
    for relation in ("Professeur", "titulaire", "Leerkracht", "Professeur principal", "Voisine", "GP"):
        rows = [row(), row(adult="Petit Anne", email="anne@school.example", relation=relation)]
        (one,) = open_questions(await preview(as_csv(rows)))
        assert (one.kind, one.value, one.people) == (ROLE, relation, ("Anne Petit → Léa Dupont",))
        plan = await preview(as_csv(rows))
        assert ([adult.first_name for adult in plan.new_adults], plan.unanswered) == (["Marie"], [])
        plan = await preview(as_csv(rows), {one.key: OPEN})
        assert [adult.first_name for adult in plan.new_adults] == ["Marie", "Anne"]


async def test_a_teacher_called_prof_makes_nobody_else_a_teacher(opened: Settings) -> None:
    data = table(
        [*CHILD, *ADULT, "E-mail", "Nom titulaire", "Prénom titulaire"], [*LEA, *MARIE, "m@x.be", "Prof", "Anne"]
    )
    for decisions in ({}, {(await preview(data)).unanswered[0].key: STAFF}):
        plan = await preview(data, decisions)
        assert {one.kind for one in plan.blocking_questions} == {PERSON}
    assert [adult.first_name for adult in plan.new_adults] == ["Marie"]


async def test_the_question_of_a_role_says_that_the_word_may_be_a_surname(opened: Settings) -> None:
    (one,) = (await preview(with_column("Nom de jeune fille", "Meester", ""))).unanswered
    assert (one.kind, one.value) == (ROLE, "Meester")
    _staff, parent = (blocking_words.choice_text(one, choice) for choice in one.choices)
    assert "ou quelqu’un de l’école ?" in blocking_words.blocking_text(one)
    assert "nom de famille" in parent


def crowd(count: int, adult: str = "Petit Anne") -> list[Row]:
    return [row(f"c{n}", f"Enfant Un{n}", adult=adult, email="anne@example.org") for n in range(count)]


async def test_an_adult_with_more_than_six_children_is_asked_about_once(opened: Settings) -> None:
    assert (await preview(as_csv(crowd(6)))).unanswered == []
    data = as_csv(crowd(7))
    (one,) = (await preview(data)).unanswered
    assert (one.kind, one.heading, len(one.people)) == (MANY, "Anne Petit (anne@example.org)", 7)
    await carry_out(data, OPEN)
    assert len(await sees()) == 7
    assert (await preview(data)).unanswered == []
    assert (await preview(as_csv(crowd(13)))).unanswered == [], "as many more as anybody may have"
    assert [one.kind for one in (await preview(as_csv(crowd(14)))).unanswered] == [MANY]


async def test_a_yes_about_many_children_holds_for_the_account_not_for_the_name(opened: Settings) -> None:
    await carry_out(as_csv(crowd(7)), OPEN)
    other = [row(f"d{n}", f"Autre Deux{n}", adult="Petit Anne", email="other@example.org") for n in range(7)]
    (one,) = (await preview(as_csv([*crowd(7), *other]))).unanswered
    assert one.heading == "Anne Petit (other@example.org)"
    await query("DELETE FROM guardian WHERE username = 'anne.petit'")
    assert await memory.answers() == {}, "who is erased is forgotten here too"


async def test_an_adult_who_is_not_the_parent_of_so_many_sees_no_child(opened: Settings) -> None:
    plan = await carry_out(as_csv([*crowd(7), row()]), CLOSED)
    assert (await sees(), len(plan.new_adults)) == ({("Marie", "Léa")}, 1)


async def test_seven_homonyms_are_seven_accounts_and_not_asked_about(opened: Settings) -> None:
    rows = [row(f"c{n}", f"Enfant Un{n}", adult="Petit Anne", email=f"{n}@example.org") for n in range(7)]
    assert (await preview(as_csv(rows))).unanswered == []


async def test_the_audit_has_the_answers_and_no_names(opened: Settings) -> None:
    await carry_out(with_column("Autorité parentale", "Oui", "Non"), CLOSED)
    (event,) = await query("SELECT detail FROM event WHERE action = 'import'")
    assert json.loads(event["detail"])["answers"] == [
        {"kind": RIGHTS, "about": "Autorité parentale : Non", "answer": CLOSED, "of": 1, "before": False}
    ]


async def test_more_than_a_few_different_words_are_asked_about_together(opened: Settings) -> None:
    rows = [
        [
            *row(f"c{n}", f"Enfant Un{n}", adult=f"Enfant Parent{n}", email=f"{n}@example.org"),
            f"jugement {'abcdefghij'[n]}",
        ]
        for n in range(10)
    ]
    plan = await preview(as_csv(rows, [*LONG, "Autorité parentale"]))
    assert [len(one.people_keys) for one in plan.unanswered] == [*[1] * 6, 4]
    assert "d’autres mots" in blocking_words.blocking_text(plan.unanswered[-1])


@pytest.mark.parametrize("kind", OPTIONS)
def test_every_answer_has_its_words(kind: str) -> None:
    one = BlockingQuestion("k", "t", kind, "Titre", "Non", choices(kind), ("x",), frozenset("x"))
    assert all(blocking_words.choice_text(one, choice) for choice in one.choices)
    assert "Titre" in blocking_words.blocking_text(one)
