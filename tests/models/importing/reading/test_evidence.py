"""What the cells say against their heading, or where the heading says too little."""

import pytest

from models import importing
from models.importing import Families, Unreadable
from models.importing.comparing.compare import compare
from models.importing.comparing.stored import StoredFamilies
from models.importing.reading.questions import CLOSED, GONE, LEFT, MANY, RIGHTS, ROLE
from tests.support.files import as_csv

NAMES = "Nom élève;Prénom élève;Nom mère;Prénom mère"


def read(titles: str, *rows: str) -> Families:
    return importing.read(as_csv([row.split(";") for row in rows], titles.split(";"), ";"))


def asked(families: Families) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.kind, one.value, one.people) for one in families.blocking_questions if one.answer is None]


def test_surnames_alone_are_no_whole_names() -> None:
    rows = ("DE SMET;Léa;DE SMET;an@x.be", "EL AMRI;Max;EL AMRI;b@x.be", "ROY;Lou;DE WIT;c@x.be")
    with pytest.raises(Unreadable) as refused:
        read("Nom élève;Prénom élève;Nom père;E-mail père", *rows)
    assert "prénom du parent" in importing.sentence(refused.value.remark)
    whole = read("Nom élève;Prénom élève;Nom père;E-mail père", "Roy;Lou;Roy Luc;c@x.be", "Petit;Max;Petit Jean;d@x.be")
    assert [adult.full_name for adult in whole.adults] == ["Luc Roy", "Jean Petit"]


def test_a_heading_of_first_names_over_numbers_is_none() -> None:
    families = read("Pr.;Cognome;Nome;Cognome madre;Nome madre", "1;Roy;Lou;Roy;Ann", "2;Petit;Max;Petit;Eva")
    assert [pupil.full_name for pupil in families.pupils.values()] == ["Lou Roy", "Max Petit"]
    assert asked(families) == []


def test_pr_over_letters_and_words_is_about_rights_and_no_first_name() -> None:
    titles = "Surname;First name;Contact 1 Name;Contact 1 PR"
    families = read(titles, "Roy;Lou;Roy, Ann;Y", "Petit;Max;Petit, Joe;N", "Blanc;Eve;Blanc, Sue;N (care order)")
    assert [(adult.full_name, bool(adult.closed)) for adult in families.adults] == [
        ("Ann Roy", False),
        ("Joe Petit", True),
        ("Sue Blanc", False),
    ]
    assert asked(families) == [(RIGHTS, "N (care order)", ("Sue Blanc → Eve Blanc",))]


def test_few_empty_cells_below_parental_authority_are_asked_about() -> None:
    titles = f"{NAMES};Autorité parentale"
    rows = ("Roy;Lou;Roy;Eve;Oui", "Petit;Max;Petit;Anne;Non", "Blanc;Tom;Blanc;Lea;Oui", "Noir;Zoé;Noir;Ida;Oui")
    assert asked(read(titles, *rows, "Gris;Ugo;Gris;Ada;")) == [(RIGHTS, "", ("Ada Gris → Ugo Gris",))]
    mostly = [row.replace("Oui", "") for row in rows]
    assert not asked(read(titles, *mostly)), "only who has none is marked"


def test_the_codes_of_a_legal_responsible_say_who_is_none() -> None:
    families = read(
        f"Matricule;{NAMES};RESP_LEGAL", "7;Roy;Lou;Roy;Eve;1", "7;Roy;Lou;Roy;Luc;2", "7;Roy;Lou;Petit;Anne;0"
    )
    assert [(adult.first_name, bool(adult.closed)) for adult in families.adults] == [
        ("Eve", False),
        ("Luc", False),
        ("Anne", True),
    ]
    assert not asked(families)


def test_codes_of_a_status_other_than_the_usual_one_are_asked_about() -> None:
    families = read(f"{NAMES};SIT", "Roy;Lou;Roy;Eve;I", "Petit;Max;Petit;Anne;I", "Blanc;Tom;Blanc;Lea;D")
    ((kind, value, people),) = asked(families)
    assert (kind, value) == (LEFT, "D")
    assert people[0].startswith("Tom Blanc")


def test_nothing_more_is_asked_of_a_pupil_who_has_left_by_a_date() -> None:
    titles = f"{NAMES};Statut;Date de sortie;Autorité parentale"
    families = read(titles, "Roy;Lou;Roy;Eve;Inscrit;;Oui", "Petit;Max;Petit;Anne;Sorti;01/09/2020;à voir")
    assert [(one.kind, one.answer) for one in families.blocking_questions] == [(LEFT, GONE)]


@pytest.mark.parametrize("relation", ["lui-même", "Elle même", "LUI-MEME", "self", "zichzelf", "élève majeure"])
def test_a_pupil_of_age_is_no_parent_of_his_own(relation: str) -> None:
    families = read(f"{NAMES};Lien", "Roy;Lou;Roy;Lou;" + relation, "Petit;Max;Petit;Anne;mère")
    assert [adult.full_name for adult in families.adults] == ["Anne Petit"]
    assert [(one.kind, one.answer, one.people) for one in families.blocking_questions] == [
        (ROLE, CLOSED, ("Lou Roy → Lou Roy",))
    ]


@pytest.mark.parametrize("relation", ["compagne du père", "compagnon", "Partner", "vriendin van papa"])
def test_a_parents_partner_is_asked_about(relation: str) -> None:
    ((kind, _value, people),) = asked(read(f"{NAMES};Lien", f"Roy;Lou;Petit;Anne;{relation}"))
    assert (kind, people) == (ROLE, ("Anne Petit → Lou Roy",))


@pytest.mark.parametrize(
    "note",
    [
        "Non-molestation order",
        "Father must not be contacted",
        "Mother is NOT to receive any letters",
        "see safeguarding file",
        "keine Auskunft an den Vater",
        "ne pas prévenir le père",
    ],
)
def test_a_note_about_who_may_know_is_asked_about(note: str) -> None:
    families = read(
        f"{NAMES};Notes", f"Roy;Lou;Roy;Eve;{note}", "Petit;Max;Petit;Anne;allergic to nuts, must not eat any"
    )
    assert [one[0] for one in asked(families)] == [RIGHTS]


def test_a_stroke_stands_for_no_adult() -> None:
    families = read(NAMES, "Roy;Lou;/;/", "Petit;Max;Petit;Anne")
    assert not families.faults
    assert [adult.full_name for adult in families.adults] == ["Anne Petit"]


def many(families: Families) -> list[str]:
    return [one.heading for one in compare(families, StoredFamilies()).blocking_questions if one.kind == MANY]


def test_an_adult_of_three_unrelated_families_is_asked_about() -> None:
    titles = "Nom élève;Prénom élève;Nom contact 1;Prénom contact 1;E-mail contact 1;Nom contact 2;Prénom contact 2"
    rows = [f"{name};Lou;Maes;An;an@x.be;{name};Eve" for name in ("Roy", "Petit", "Blanc")]
    assert many(read(titles, *rows)) == ["An Maes (an@x.be)"]
    assert not many(read(titles, *rows[:2])), "of two families one may be a parent"
    same = [f"{name};Lou;Maes;An;an@x.be;Roy;Eve" for name in ("Roy", "Petit", "Blanc")]
    assert not many(read(titles, *same)), "the other parent is the same"


def test_the_address_of_an_institution_is_asked_about() -> None:
    titles = f"{NAMES};E-mail mère"
    assert many(read(titles, "Roy;Lou;Maes;An;an.maes@clb-noord.be")) == ["An Maes (an.maes@clb-noord.be)"]
    assert not many(read(titles, "Roy;Lou;Maes;An;an.maes@club.be"))
