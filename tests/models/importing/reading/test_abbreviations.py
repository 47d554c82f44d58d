"""Headings in the short and technical words of programs' databases, and in further languages."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.headings.headings import Heading, heading
from models.importing.reading.questions import CLOSED, GONE, LEFT, RIGHTS
from tests.support.files import as_csv


def read(titles: str, *rows: str) -> Families:
    return importing.read(as_csv([row.split(";") for row in rows], titles.split(";"), ";"))


@pytest.mark.parametrize(
    ("titles", "cells"),
    [
        ("NOM;PRENOM;NOMPERE;PRENPERE;GSMPERE;MAILPERE", "Dupont;Léa;Petit;Jean;0470;j@x.be"),
        (
            "TE_NOM;TE_PRENOM;TE_PRENOM_AUTR;RESP1_NOM;RESP1_PRENOM;RESP1_TEL1;RESP1_EMAIL",
            "Dupont;Léa;;Petit;Jean;0470;j@x.be",
        ),
        ("Naam;Voornaam;OUDER1_NAAM;OUDER1_VNAAM;OUDER1_GSM;OUDER1_MAIL", "Dupont;Léa;Petit;Jean;0470;j@x.be"),
        ("S_Name;S_Vorname;V_Name;V_Vorname;V_Mobil;V_EMail", "Dupont;Léa;Petit;Jean;0470;j@x.be"),
        ("Enfant;Père Nom;Père Prénom;Port. père;Courriel père", "Dupont, Léa;Petit;Jean;0470;j@x.be"),
        (
            "Schueler_Nachname;Schueler_Vorname;Ansprechpartner1_Nachname;Ansprechpartner1_Vorname;"
            "Ansprechpartner1_Mobil;Ansprechpartner1_Email",
            "Dupont;Léa;Petit;Jean;0470;j@x.be",
        ),
        (
            "Surname;Forename;1st Person Forename;1st Person Surname;1st Person Mobile;1st Person Email",
            "Dupont;Léa;Jean;Petit;0470;j@x.be",
        ),
        (
            "Nom;Prénom;Nom du parent 1 (facultatif);Prénom du parent 1;GSM du parent 1;E-mail du parent 1",
            "Dupont;Léa;Petit;Jean;0470;j@x.be",
        ),
        ("Student Name;Primary Guardians;Guardian Mobiles;Guardian Emails", "Dupont, Léa;Petit, Jean;0470;j@x.be"),
        ("Schüler*innen (Name);Nachname;Vorname;Mobil;E-Mail", "Dupont, Léa;Petit;Jean;0470;j@x.be"),
        (
            "Apellidos alumno;Nombre alumno;Apellidos padre;Nombre padre;Móvil padre;Correo padre",
            "Dupont;Léa;Petit;Jean;0470;j@x.be",
        ),
        (
            "Cognome alunno;Nome alunno;Cognome padre;Nome padre;Cellulare padre;E-mail padre",
            "Dupont;Léa;Petit;Jean;0470;j@x.be",
        ),
        (
            "Naam;Voornaam;Naam co-account 1;Voornaam co-account 1;Mobiele telefoon co-account 1;E-mail co-account 1",
            "Dupont;Léa;Petit;Jean;0470;j@x.be",
        ),
        ("Apelido aluno;Nome aluno;Apelido pai;Nome pai;Telemóvel pai;E-mail pai", "Dupont;Léa;Petit;Jean;0470;j@x.be"),
    ],
)
def test_short_technical_and_foreign_headings_are_one_pupil_and_one_parent(titles: str, cells: str) -> None:
    families = read(titles, cells)
    assert not families.faults
    (adult,) = families.adults
    assert (adult.full_name, adult.email, adult.phone) == ("Jean Petit", "j@x.be", "0470")
    assert [pupil.full_name for pupil in families.pupils.values()] == ["Léa Dupont"]


@pytest.mark.parametrize(
    ("title", "number", "class_name"),
    [
        ("NS_ENFT_ID;TE_CLASSE", "12", "1CA"),
        ("School ID;Form", "12", "1CA"),
        ("Adno;Reg", "12", "1CA"),
        ("Nº matrícula;Clase", "12", "1CA"),
        ("Schüler*innen (Externe ID);Klassen_Klassenbezeichnung", "12", "1CA"),
    ],
)
def test_the_pupils_number_and_class_have_further_names(title: str, number: str, class_name: str) -> None:
    families = read(f"{title};Nom élève;Prénom élève;Nom mère;Prénom mère", f"{number};{class_name};Dupont;Léa;Roy;Eve")
    (pupil,) = families.pupils.values()
    assert (pupil.register_number, pupil.class_name) == (number, class_name)


@pytest.mark.parametrize("heading", ["Aut. par.", "AUT PAR", "Autor. parent.", "Parental Responsibility"])
def test_an_abbreviated_parental_authority_of_no_closes(heading: str) -> None:
    titles = f"Nom élève;Prénom élève;Nom mère;Prénom mère;{heading}"
    families = read(titles, "Dupont;Léa;Roy;Eve;O", "Petit;Tom;Petit;Anne;N", "Blanc;Max;Blanc;Lou;F")
    assert [bool(adult.closed) for adult in families.adults] == [False, True, True]
    assert {(one.kind, one.answer) for one in families.blocking_questions} == {(RIGHTS, CLOSED)}


@pytest.mark.parametrize(
    "heading", ["DSORTIE", "Uitschrijfdatum", "Uitschrijvingsdatum", "Vertrekdatum", "Austrittsdatum", "Abmeldedatum"]
)
def test_a_past_date_of_leaving_under_a_glued_word_is_read(heading: str) -> None:
    titles = f"Nom élève;Prénom élève;Nom mère;Prénom mère;{heading}"
    families = read(titles, "Dupont;Léa;Roy;Eve;", "Petit;Tom;Petit;Anne;01/09/2020")
    assert [pupil.full_name for pupil in families.pupils.values()] == ["Léa Dupont"]
    assert [(one.kind, one.answer) for one in families.blocking_questions] == [(LEFT, GONE)]


def test_enrolled_after_an_exclusion_elsewhere_is_no_leaving() -> None:
    titles = "Nom élève;Prénom élève;Nom mère;Prénom mère;Inscrit suite exclusion"
    families = read(titles, "Dupont;Léa;Roy;Eve;N", "Petit;Tom;Petit;Anne;N")
    assert not families.blocking_questions


@pytest.mark.parametrize(
    ("last", "first", "owners"),
    [
        (
            "Nom",
            "Prénom",
            "pers. resp.;Pers.resp.;pers. responsable;Resp. lég.;RESP LEG;Rep. légal;repr. lég.;Tut. lég.",
        ),
        ("Nom", "Prénom", "Cont.;R.L."),
        ("Naam", "Voornaam", "wett. vert.;Wett.verteg.;wettel. vert.;verantw.;verantw. pers.;cont."),
        ("Name", "Vorname", "Erz.ber.;Erz.-ber.;Erziehungsb.;Ges. Vertr.;ges.Vertr.;Gesetzl. Vertreter;Bez.pers."),
        ("Surname", "Forename", "P/G;P / G;P/C;Par./Guard.;Parent/Guard.;Guard.;Gdn;Par.;Cont."),
    ],
)
def test_the_fields_word_for_a_parent_is_known_when_cut_short(last: str, first: str, owners: str) -> None:
    for owner in owners.split(";"):
        assert heading(f"{last} {owner} 1") == Heading("last", "adult", "1", loose=False), owner
        titles = [last, first]
        for number in ("1", "2"):
            titles += [f"{last} {owner} {number}", f"{first} {owner} {number}", f"E-mail {number}", f"Tel. {number}"]
        families = read(
            ";".join(titles),
            "Roy;Léa;Roy;Jan;jan@x.be;0470 11 22 33;Petit;Eva;eva@x.be;0470 44 55 66",
            "Noir;Tom;Noir;Max;max@x.be;0471 11 22 33;Blanc;Ida;ida@x.be;0471 44 55 66",
        )
        assert families.blocking_questions == [], owner
        found = [(adult.full_name, adult.email) for adult in families.adults]
        assert found[:2] == [("Jan Roy", "jan@x.be"), ("Eva Petit", "eva@x.be")], owner


@pytest.mark.parametrize("title", ["Resp. lég.", "Rep. légal", "Wett. vert. (J/N)", "Ges. Vertr."])
def test_a_shortened_word_for_a_legal_representative_over_no_lets_nobody_in(title: str) -> None:
    titles = f"Nom élève;Prénom élève;Nom mère;Prénom mère;{title}"
    families = read(titles, "Dupont;Léa;Roy;Eve;ja", "Petit;Tom;Petit;Anne;nee", "Blanc;Max;Blanc;Lou;ja")
    assert [(one.kind, one.people) for one in families.blocking_questions] == [(RIGHTS, ("Anne Petit → Tom Petit",))]


def test_a_letter_explained_in_brackets_is_that_of_the_other_headings() -> None:
    titles = "Naam;Geb.;M (moeder);gsm M;e-mail M;P (vader);gsm P;e-mail P"
    rows = (
        "Roy, Léa;01/02/2015;Petit, Eva;0470;e@x.be;Roy, Jan;0471;j@x.be",
        "Noir, Tom;01/03/2015;Noir, Ida;0472;;;;",
    )
    found = [(adult.full_name, adult.phone, adult.relation, adult.email) for adult in read(titles, *rows).adults]
    assert found == [
        ("Eva Petit", "0470", "mère", "e@x.be"),
        ("Jan Roy", "0471", "père", "j@x.be"),
        ("Ida Noir", "0472", "mère", ""),
    ]


def test_a_pointer_before_the_pupils_name_is_the_number() -> None:
    titles = "Pointer;Naam;Voornaam;Klas;Relatie;Naam relatie;Voornaam relatie"
    families = read(titles, "144434;Roy;Léa;3A;moeder;Petit;Eva", "144434;Roy;Léa;3A;vader;Roy;Jan")
    assert [*families.pupils] == ["144434"]
