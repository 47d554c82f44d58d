"""Names after a word that says what the adult is to the pupil: `mama Inge Mertens`."""

from models import importing
from models.importing.reading.questions import ROLE
from tests.support.files import as_csv

HEAD = ["nr", "leerling", "klas", "ouder", "gsm", "mail", "ouder", "gsm", "mail"]
ROWS = [
    ["1", "Saar Baert", "1A", "mama Inge Mertens", "0479 11 11 11", "i@example.org", "papa Bart Baert", "", ""],
    ["2", "Tess Bogaert", "1A", "Mama: Els Van Hoof", "", "e@example.org", "papa Dirk Bogaert", "", "d@example.org"],
    ["3", "Finn Thys", "1B", "mama Fatima Nys", "", "f@example.org", "", "", ""],
]


def test_the_word_before_a_name_is_the_relation() -> None:
    families = importing.read(as_csv(ROWS, HEAD))
    assert [(one.full_name, one.relation, one.email) for one in families.adults] == [
        ("Inge Mertens", "mama", "i@example.org"),
        ("Bart Baert", "papa", ""),
        ("Els Van Hoof", "Mama", "e@example.org"),
        ("Dirk Bogaert", "papa", "d@example.org"),
        ("Fatima Nys", "mama", "f@example.org"),
    ]


def test_who_is_no_parent_by_that_word_is_asked_about() -> None:
    oma = ["4", "Roos Peeters", "1B", "oma Ria Peeters", "", "ria@example.org", "buurvrouw An Claes", "", ""]
    families = importing.read(as_csv([*ROWS, oma], HEAD))
    asked = {(one.kind, *one.people) for one in families.blocking_questions}
    assert asked == {(ROLE, "Ria Peeters → Roos Peeters"), (ROLE, "An Claes → Roos Peeters")}


def test_a_single_word_in_small_letters_is_enough() -> None:
    head = ["leerling", "klas", "ouder 1", "mail ouder 1", "ouder 2"]
    rows = [
        ["Saar Baert", "1A", "Inge Mertens", "i@example.org", "Bart Baert"],
        ["Tess Bogaert", "1A", "Els Van Hoof", "e@example.org", "Dirk Bogaert"],
        ["Finn Thys", "1B", "Fatima Nys", "f@example.org", "oma Ria Peeters"],
    ]
    families = importing.read(as_csv(rows, head))
    assert [(one.kind, one.people) for one in families.blocking_questions] == [(ROLE, ("Ria Peeters → Finn Thys",))]


def test_a_first_name_that_is_such_a_word_stays_one() -> None:
    rows = [
        ["Awa Diop", "1A", "Papa Demba DIOP", "p@example.org"],
        ["Tess Bogaert", "1A", "Els VAN HOOF", "e@example.org"],
        ["Finn Thys", "1B", "Fatima NYS", "f@example.org"],
    ]
    families = importing.read(as_csv(rows, ["leerling", "klas", "ouder", "mail ouder"]))
    assert [one.full_name for one in families.adults] == ["Papa Demba DIOP", "Els VAN HOOF", "Fatima NYS"]
