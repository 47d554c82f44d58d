"""What an import keeps of the rows that it wrote."""

from models.importing.applying import journal

ROW = {
    "username": "marie.dupont",
    "email": "marie@example.org",
    "refused_at": None,
    "refused_words": "",
    "reminders": 0,
}


def test_a_row_that_0_1_0_imported_is_known_as_untouched_after_the_upgrade() -> None:
    assert journal.digest(ROW) == "93c9970b6e10"  # as 0.1.0 wrote it


def test_a_refused_mail_is_no_change_of_a_row_and_another_address_is() -> None:
    assert journal.digest({**ROW, "refused_words": "550 no such user"}) == journal.digest(ROW)
    assert journal.digest({**ROW, "email": "m@example.org"}) != journal.digest(ROW)
