"""Remarks that keep something from one of the parents, in the words of a school."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import CLOSED, RIGHTS, Answers
from tests.support.files import as_csv

TITLES = ["Nom élève", "Prénom élève", "Nom mère", "Prénom mère", "Nom père", "Prénom père", "Remarques"]
CONTACTS = ["Stamnummer", "Naam leerling", "Voornaam leerling", "Naam ouder", "Voornaam ouder", "Opmerking"]

KEPT = (
    "vader krijgt geen mails|mum only|dad not to be contacted|père: pas de contact|kein Kontakt zum Vater"
    "|ne pas communiquer au papa|contact uitsluitend via moeder|NE RIEN ENVOYER AU PÈRE !!|seule la maman vient"
    "|Communiquer uniquement avec le papa|NE PAS donner d’infos au père (SAJ)|nur die Mutter informieren"
    "|geen info naar vader|don’t tell dad|everything via mum|tout via la maman|père éloigné|adresse de maman secrète"
    "|ne communiquer qu’avec papa|alle post naar mama|Papa n’est pas au courant|Mama darf keine Post bekommen"
    "|not dad! contact mum|Mails nur an Mutter|Monsieur ne doit rien recevoir|ne rien envoyer à Marc|solo madre"
    "|papa: eerst navragen bij directie|Vader: zie dossier|moeder – altijd overleg met secretariaat"
    "|père : voir direction|demander d’abord l’accord de la direction pour la maman|dad: check with head first"
    "|mum – refer to office"
    "|Vater: nur nach Rücksprache|bei Anruf vom Vater Schulleitung fragen|Barring order, ask before sending anything"
    "|Marc no longer has custody|Näherungsverbot|n’a plus l’autorité parentale|vader: straatverbod|protection order"
    "|s’est opposé(e) par écrit à ce que les parents reçoivent le bulletin|objects to reports for her parents"
    "|verzet zich tegen brieven aan ouders|Widerspruch gegen Post an die Eltern|Marc: ninguna comunicación"
    "|nessuna comunicazione al padre|nenhuma informação ao pai"
    "|vader: procedure loopt nog|papa – affaire en justice|mum: court case pending|Vater: Verfahren läuft"
)
HARMLESS = (
    "papa vient à 16h|allergie aux noix|Papa souvent à l’étranger, appeler d’abord la maman|bus 14"
    "|Parents séparés, bonne entente"
    "|Parents séparés, envoyer tout aux 2|Mère seule|maman ne parle pas français|papa n’a pas de GSM"
    "|mum only speaks Polish|Mama nicht erreichbar, bitte Oma anrufen|vader niet bereikbaar overdag|pas de porc"
    "|Garde alternée 1 sem./2, les deux parents reçoivent tout|Papa joignable uniquement le soir|geen varkensvlees"
    "|ne pas appeler papa avant 16h|grand-mère vient le vendredi|no nuts, mum has epipen|pas de photos"
    "|maman: voir dossier médical|papa est directeur|ask mum first|zie bus 3|maman est avocate|dad is a judge"
    "|papa court le marathon|mum late on Fridays|mama werkt tot 18u"
)


def read(remark: str, answers: Answers | None = None) -> Families:
    rows = [["Roy", "Zoé", "Petit", "Anne", "Roy", "Marc", remark], ["Blanc", "Léo", "Noir", "Eva", "Blanc", "Luc", ""]]
    return importing.read(as_csv(rows, TITLES), None, answers)


@pytest.mark.parametrize("remark", KEPT.split("|"))
def test_a_remark_that_keeps_something_from_a_parent_is_asked_about_for_each_adult(remark: str) -> None:
    asked = read(remark).blocking_questions
    assert [one.people for one in asked] == [("Anne Petit → Zoé Roy",), ("Marc Roy → Zoé Roy",)]
    assert {(one.kind, one.value, one.answer) for one in asked} == {(RIGHTS, remark, None)}


@pytest.mark.parametrize("remark", HARMLESS.split("|"))
def test_a_remark_that_keeps_nothing_from_anybody_is_not_asked_about(remark: str) -> None:
    assert not read(remark).blocking_questions


def test_one_parent_is_shut_out_and_the_other_stays() -> None:
    remark = "vader krijgt geen mails"
    father = read(remark).blocking_questions[1]
    families = read(remark, Answers({father.key: CLOSED}))
    assert [adult.first_name for adult in families.adults if adult.closed] == ["Marc"]


def test_a_remark_in_the_row_of_one_parent_is_asked_about_the_other_too() -> None:
    rows = [
        ["7", "Roy", "Zoé", "Petit", "Anne", "contact uitsluitend via moeder"],
        ["7", "Roy", "Zoé", "Roy", "Marc", ""],
        ["8", "Blanc", "Léo", "Noir", "Eva", ""],
    ]
    asked = importing.read(as_csv(rows, CONTACTS)).blocking_questions
    assert [name for one in asked for name in one.people] == ["Anne Petit → Zoé Roy", "Marc Roy → Zoé Roy"]


def test_each_of_many_remarks_is_a_question_of_its_own() -> None:
    rows = [["Roy", f"Z{chr(97 + n)}", "Petit", "Anne", "", "", f"mum only, dossier {n}"] for n in range(12)]
    assert len(importing.read(as_csv(rows, TITLES)).blocking_questions) == 12


SITUATIONS = ["Situation", "Situation familiale", "Statut", "Gezinssituatie", "Sit. fam."]


@pytest.mark.parametrize("heading", SITUATIONS)
def test_the_family_s_situation_is_not_about_leaving(heading: str) -> None:
    rows = [
        ["Roy", "Zoé", "Petit", "Anne", "", "", "Mère seule"],
        ["Blanc", "Léo", "Noir", "Eva", "Blanc", "Luc", "Mariés"],
        ["Vert", "Tom", "Vert", "Ida", "Vert", "Max", "Séparés"],
    ]
    families = importing.read(as_csv(rows, [*TITLES[:6], heading]))
    assert not families.blocking_questions, "there is no father beside her"
    assert not [one for column in families.columns for one in column.uses if one == "watched left"]


@pytest.mark.parametrize("heading", SITUATIONS)
def test_the_other_parent_of_who_is_alone_is_asked_about(heading: str) -> None:
    rows = [
        ["Roy", "Zoé", "Petit", "Anne", "Roy", "Marc", "Mère seule"],
        ["Blanc", "Léo", "Noir", "Eva", "Blanc", "Luc", "Couple"],
    ]
    (asked,) = importing.read(as_csv(rows, [*TITLES[:6], heading])).blocking_questions
    assert (asked.kind, asked.value, asked.people) == (RIGHTS, "Mère seule", ("Marc Roy → Zoé Roy",))


DIED = (
    "Père décédé 05/2026|vader overleden|Vater verstorben 05/2026|father died in May|papa est décédé|papa dcd"
    "|papa ontvallen in maart|halfwees (vaderskant)|orphelin de père|Halbwaise, Vater 2024|late dad’s mailbox"
)


@pytest.mark.parametrize("remark", DIED.split("|"))
def test_of_a_parent_who_died_the_other_is_not_asked_about(remark: str) -> None:
    (asked,) = read(remark).blocking_questions
    assert (asked.value, asked.people) == (remark, ("Marc Roy → Zoé Roy",))
    rows = [["Roy", "Zoé", "Petit", "Anne", "", "", remark], ["Blanc", "Léo", "Noir", "Eva", "Blanc", "Luc", ""]]
    assert not importing.read(as_csv(rows, TITLES)).blocking_questions, "he is not in the file"


def test_beside_more_than_a_death_each_parent_is_asked_about() -> None:
    assert len(read("Père décédé, maman ne doit rien recevoir").blocking_questions) == 2


@pytest.mark.parametrize(
    "remark", ["ne rien envoyer à Marc", "Marc mag niets ontvangen", "do not tell Marc", "Marc darf nichts bekommen"]
)
@pytest.mark.parametrize("mother_first", [True, False])
def test_a_name_in_a_remark_may_be_that_of_an_adult_in_another_row(remark: str, *, mother_first: bool) -> None:
    rows = [["7", "Roy", "Zoé", "Petit", "Anne", remark], ["7", "Roy", "Zoé", "Roy", "Marc", ""]]
    rows = [*(rows if mother_first else rows[::-1]), ["8", "Blanc", "Léo", "Noir", "Eva", ""]]
    asked = importing.read(as_csv(rows, CONTACTS)).blocking_questions
    assert {name for one in asked for name in one.people} == {"Anne Petit → Zoé Roy", "Marc Roy → Zoé Roy"}


def test_a_name_in_a_remark_of_another_pupils_parent_is_nobody() -> None:
    rows = [["7", "Roy", "Zoé", "Petit", "Anne", "ne rien dire avec Eva"], ["8", "Blanc", "Léo", "Noir", "Eva", ""]]
    assert not importing.read(as_csv(rows, CONTACTS)).blocking_questions
