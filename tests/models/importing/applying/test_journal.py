"""What the journal of an import keeps of the rows that it wrote."""

from models.importing.applying import journal

ROW = {
    "username": "marie.dupont",
    "email": "marie@example.org",
    "refused_at": None,
    "refused_words": "",
    "reminders": 0,
}


def test_a_row_imported_by_0_1_0_is_still_known_as_unchanged() -> None:
    assert journal.digest(ROW) == "93c9970b6e10"  # as 0.1.0 wrote it


def test_a_refused_mail_does_not_count_as_a_change_and_another_address_does() -> None:
    assert journal.digest({**ROW, "refused_words": "550 no such user"}) == journal.digest(ROW)
    assert journal.digest({**ROW, "email": "m@example.org"}) != journal.digest(ROW)
