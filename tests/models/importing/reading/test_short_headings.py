"""Glued and abbreviated headings, as programs write them, and every known heading shortened by machine."""

from collections import Counter
from collections.abc import Callable

import pytest

from models.importing.reading.columns.column_roles import layout
from models.importing.reading.headings.heading_words import heading_words, names_owner
from models.importing.reading.headings.headings import heading
from models.importing.reading.headings.short_headings import in_full
from tests.support.heading_rows import heading_rows


def said(headings: str) -> dict[str, tuple[str, str, str] | None]:
    """Owner, group and field of each of these headings, which a comma separates."""
    titles = [title.strip() for title in headings.split(",")]
    full = in_full(tuple(titles))
    found = {title: heading(meant) for title, meant in zip(titles, full, strict=True)}
    return {title: (one.owner, one.group, one.field) if one else None for title, one in found.items()}


@pytest.mark.parametrize(
    ("headings", "child", "adults"),
    [
        ("MATRIC, NOMEL, PRENEL, CL, NOMPER, PRENPER, GSMPER, NOMMER, PRENMER, GSMMER", "NOMEL", "NOMPER|NOMMER"),
        ("NOME, PRENE, CLE, NOMP, PRENP, TELP, NOMM, PRENM, TELM", "NOME", "NOMP|NOMM"),
        ("st_lname, st_fname, p1_lname, p1_fname, p1_email, p2_lname, p2_fname", "st_lname", "p1_lname|p2_lname"),
        ("Lln Nm, Lln Vn, Kl, V Nm, V Vn, V Gsm, M Nm, M Vn, M Gsm", "Lln Nm", "V Nm|M Nm"),
        ("tx_nom_eleve, tx_pren_eleve, tx_nom_resp1, tx_pren_resp1, tx_mel_resp1", "tx_nom_eleve", "tx_nom_resp1"),
        ("Kd. Name, Kd. Vorname, Kl., Mu. Name, Mu. Vorname, Mu. Natel, Va. Name, Va. Vorname, Va. Natel", "Kd. Name",
         "Mu. Name|Va. Name"),
        ("LL_NAAM, LL_VOORN, KLAS, VAD_NAAM, VAD_VOORN, VAD_GSM, MOE_NAAM, MOE_VOORN", "LL_NAAM", "VAD_NAAM|MOE_NAAM"),
        ("Roepnaam, Achternaam, Klas, V1 naam, V1 mobiel, V2 naam, V2 e-mail", "Achternaam", "V1 naam|V2 naam"),
        ("Nachname, Vorname, Klasse, E1 Name, E1 Handy, E2 Name, E2 Handy", "Nachname", "E1 Name|E2 Name"),
        ("SuS_NN, SuS_VN, Kl, Erz1NN, Erz1VN, Erz1Mob, Erz2NN, Erz2VN", "SuS_NN", "Erz1NN|Erz2NN"),
        ("Pupil Sname, Pupil Fname, Yr, P1 Fname, P1 Sname, P1 Mob, P1 Rel", "Pupil Sname", "P1 Sname"),
        ("FamN, RufN, Kl, Erz1NN, Erz1VN, Erz1Mob, TelN", "FamN", "Erz1NN"),
        ("Naam/Nom, Voornaam/Prénom, O1/P1 naam/nom, O1/P1 voorn./prén., O1/P1 gsm", "Naam/Nom", "O1/P1 naam/nom"),
    ],
)  # fmt: skip
def test_short_headings_of_a_row_say_whose_they_are(headings: str, child: str, adults: str) -> None:
    found = said(headings)
    meant = found[child]
    assert meant is not None
    assert meant[0] in ("child", "")
    assert meant[2] == "last"
    groups = {found[one] for one in adults.split("|")}
    assert all(one is not None and one[0] == "adult" and one[2] == "last" for one in groups)
    assert len(groups) == len(adults.split("|"))
    assert not layout([title.strip() for title in headings.split(",")]).missing


def test_a_father_and_a_mother_are_told_by_one_letter_only_beside_each_other() -> None:
    both = said("Nom, Prénom, NOMP, PRENP, NOMM, PRENM")
    assert (both["NOMP"], both["NOMM"]) == (("adult", "père", "last"), ("adult", "mère", "last"))
    assert said("Nom, Prénom, NOMP, PRENP")["NOMP"] == ("adult", "", "last")
    assert said("NOMP, TELX")["NOMP"] is None


@pytest.mark.parametrize(
    "word", ["Famille", "Mobile", "Régime", "Commune", "Remarque", "Cantine", "Nationalité", "Bus"]
)
def test_an_ordinary_word_is_not_taken_apart(word: str) -> None:
    row = f"Nom, Prénom, Classe, {word}, NomRespLégal, PrenRespLégal"
    assert in_full(tuple(row.split(", ")))[3] == word


def test_an_unknown_mark_is_asked_about_only_where_no_adult_is_known() -> None:
    alone = layout(["Enf_Nom", "Enf_Pren", "Dest_Nom", "Dest_Pren", "Dest_Mel"])
    assert [adult.unsure for adult in alone.adults] == [True]
    beside = layout(["Enf_Nom", "Enf_Pren", "Mere_Nom", "Mere_Pren", "Dest_Nom", "Dest_Pren", "Dest_Mel"])
    assert [adult.unsure for adult in beside.adults] == [False]


def test_a_name_beside_a_surname_is_the_first_name() -> None:
    found = layout(["surname", "firstName", "parent1surname", "parent1preferredName", "parent1email"])
    assert {field: found.titles[at[0]] for field, at in found.adults[0].columns.items()} == {
        "last": "parent1surname",
        "first": "parent1preferredName",
        "email": "parent1email",
    }


@pytest.mark.parametrize(
    ("title", "full"),
    [
        ("Ouder 2: voornaam en naam (niet verplicht)", "Ouder 2: voornaam en naam"),
        ("RL1 Nom / Sukunimi", "RL1 Nom"),
        ("Nom (bus)", "Nom (bus)"),  # whose it is stands nowhere else
    ],
)
def test_what_says_nothing_in_a_heading_is_left_aside(title: str, full: str) -> None:
    assert in_full((title,)) == (full,)


def shortened(length: int, mark: int, join: str, upper: bool = False) -> Callable[[str], str]:
    """Each known heading with the first letters of the words of its field and of its owner."""

    def shorten(title: str) -> str:
        if heading(title) is None:
            return title
        words = heading_words(title)
        owners = [word[:mark] for word in words if names_owner([word])]
        numbers = [word for word in words if word.isdigit()]
        fields = [word[:length] for word in words if not (names_owner([word]) or word.isdigit())]
        text = join.join([*fields, *owners]) + "".join(numbers)
        return text.upper() if upper else text

    return shorten


@pytest.mark.parametrize(
    ("shorten", "least"),
    [
        (shortened(5, 5, "_"), 0.8),
        (shortened(4, 4, " "), 0.75),
        (shortened(4, 4, "", upper=True), 0.65),
        (shortened(9, 1, "_"), 0.75),
    ],
    ids=["five_letters", "four letters", "FOURLETTERS", "one_letter_of_the_owner"],
)
def test_headings_of_known_exports_are_read_shortened_too(shorten: Callable[[str], str], least: float) -> None:
    """Most columns are read as the whole ones; very few are given to the other of pupil and adult (the cells, which are
    not looked at here, and the preview still tell)."""
    counts: Counter[str] = Counter()
    for titles in heading_rows():
        whole, short = owners(titles), owners([shorten(title) for title in titles])
        for index, owner in whole.items():
            counts["swapped" if index in short and short[index] != owner else "read" if index in short else "left"] += 1
    assert counts["read"] >= least * counts.total(), counts
    assert counts["swapped"] <= 0.02 * counts.total(), counts


def owners(titles: list[str]) -> dict[int, str]:
    """Whether each column that is read is a pupil's or an adult's."""
    found = layout(titles)
    children = {index: "child" for child in found.children for index in child.values()}
    return children | {index: "adult" for adult in found.adults for index in adult.indexes}


def test_a_family_name_beside_the_names_of_all_is_left_aside() -> None:
    found = layout(
        ["Family Name", "Student First Name", "Student Last Name", "Parent 1 First Name", "Parent 1 Last Name"]
    )
    assert (found.doubled, found.missing) == ((), ())
    assert found.unused == [0]


def test_a_paying_parent_is_a_parent_and_another_payer_is_none() -> None:
    assert said("Parent payeur, Nom payeur") == {
        "Parent payeur": ("adult", "", ""),
        "Nom payeur": ("staff", "", "last"),
    }


def test_contacts_of_the_only_adult_are_that_adults_whatever_owner_the_names_lack() -> None:
    names = ["ID", "Forename", "Surname", "ID", "(Contact) Priority", "Title", "Forename", "Surname"]
    found = layout([*names, "(Contact) Home Email", "Main Telephone", "Primary Email", "Mobile number"])
    (adult,) = found.adults
    assert adult.unsure
    assert {field: len(at) for field, at in adult.columns.items()} == {"last": 1, "first": 1, "email": 2, "phone": 2}
    assert not found.unowned


def test_a_heading_made_to_be_taken_apart_in_many_ways_costs_little() -> None:
    """Its parts are bounded: else the ways to cut this would be more than can be counted."""
    words = ["TELMAILNOMPRENTELMAILNOM", "NOMTELMAIL" * 12, "TELMAILNOM_NOMTELMAI_MAILTELNOM_PRENNOMTEL"]
    assert len(in_full(tuple(words * 40))) == 120


@pytest.mark.parametrize(
    ("row", "strangers"),
    [
        ("NnK VnK Kl NnM VnM MailM NnV VnV MailV NnPU VnPU TelPU", "NnPU VnPU TelPU"),  # who picks the pupil up
        ("NOMEL PRENEL CL NOMRES PRERES MELRES NOMFR PREFR", "NOMFR PREFR"),  # a brother
        ("NOM_EL PREN_EL CL NOM_R1 PREN_R1 MEL_R1 NOM_M PREN_M TEL_M", "NOM_M PREN_M TEL_M"),  # a doctor, a teacher
        ("NOM_EL PREN_EL NOM_MER PRE_MER NOM_PER PRE_PER NOM_PAP PRE_PAP TEL_PAP", "NOM_PAP PRE_PAP TEL_PAP"),
        ("NOM_EL PREN_EL NOM_M PREN_M NOM_P PREN_P NOM_G PREN_G TEL_G", "NOM_G PREN_G TEL_G"),
        ("NOM_EL PREN_EL CL NOM_R1 PREN_R1 NOM_D PREN_D TEL_D", "NOM_D PREN_D TEL_D"),
    ],
)
def test_a_mark_that_may_be_anybodys_is_nobodys(row: str, strangers: str) -> None:
    titles = row.split()
    found = layout(titles)
    assert not {titles[index] for index in found.used} & set(strangers.split())
    assert not {"register", "last", "first"} - {"register"} - {*found.child}
