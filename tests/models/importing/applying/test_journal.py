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
    assert journal.digest("guardian", ROW) == "93c9970b6e10"  # as 0.1.0 wrote it


def test_a_refused_mail_does_not_count_as_a_change_and_another_address_does() -> None:
    assert journal.digest("guardian", {**ROW, "refused_words": "550 no such user"}) == journal.digest("guardian", ROW)
    assert journal.digest("guardian", {**ROW, "email": "m@example.org"}) != journal.digest("guardian", ROW)


def test_what_the_office_changed_by_hand_counts_and_an_empty_column_of_a_later_version_does_not() -> None:
    child = {"register_number": "12", "left_at": None, "left_by": "", "file_class_name": None}
    assert journal.digest("child", child) == journal.digest("child", {"register_number": "12", "left_at": None})
    assert journal.digest("child", {**child, "file_class_name": "P1A"}) != journal.digest("child", child)
    assert journal.digest("guardian", {**ROW, "file_phone": None}) == journal.digest("guardian", ROW)


def test_an_access_that_ended_before_it_was_noted_from_where_is_still_known_as_unchanged() -> None:
    access = {"guardian": 1, "child": 2, "ended_by": "office", "ended_because": "Autorité parentale : Non"}
    after_upgrade = {**access, "ended_from": "", "kept_closed": ""}
    assert journal.digest("guardianship", after_upgrade) == journal.digest("guardianship", access)
    assert journal.digest("guardianship", {**access, "ended_from": "hand"}) != journal.digest("guardianship", access)
