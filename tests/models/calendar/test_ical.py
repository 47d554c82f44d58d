"""What an iCalendar file says of days without school, as programs write it."""

import pytest

from models.calendar.found import ReadCalendar
from models.calendar.ical import read
from tests.support.ical import calendar


def found(data: bytes) -> list[tuple[str, str, str]]:
    done = read(data, first="2026-11-01", last="2027-12-31")
    assert done.known
    return [(one.begins, one.ends, one.title) for one in done.days]


OUTLOOK = """DTSTART;TZID="Romance Standard Time":20270222T000000
DTEND;TZID="Romance Standard Time":20270227T000000
SUMMARY;LANGUAGE=fr-be:Congé de détente
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"""
FORMS = {
    "one day": (
        "DTSTART;VALUE=DATE:20261111\nDTEND;VALUE=DATE:20261112\nSUMMARY:Armistice",
        "2026-11-11",
        "2026-11-11",
    ),
    "without an end": ("DTSTART;VALUE=DATE:20261111\nSUMMARY:Armistice", "2026-11-11", "2026-11-11"),
    "the same day twice": (
        "DTSTART;VALUE=DATE:20261111\nDTEND;VALUE=DATE:20261111\nSUMMARY:Armistice",
        *("2026-11-11", "2026-11-11"),
    ),
    "with a duration": ("DTSTART;VALUE=DATE:20261221\nDURATION:P14D\nSUMMARY:Noël", "2026-12-21", "2027-01-03"),
    "a duration in weeks": ("DTSTART;VALUE=DATE:20261221\nDURATION:P2W\nSUMMARY:Noël", "2026-12-21", "2027-01-03"),
    "midnight to midnight": ("DTSTART:20270222T000000\nDTEND:20270301T000000\nSUMMARY:X", "2027-02-22", "2027-02-28"),
    "Outlook": (OUTLOOK, "2027-02-22", "2027-02-26"),
    "begun before": ("DTSTART;VALUE=DATE:20261026\nDTEND;VALUE=DATE:20261102\nSUMMARY:X", "2026-10-26", "2026-11-01"),
}


@pytest.mark.parametrize(("event", "begins", "ends"), FORMS.values(), ids=FORMS.keys())
def test_whole_days_are_found(event: str, begins: str, ends: str) -> None:
    ((first, last, title),) = found(calendar(event))
    assert (first, last) == (begins, ends)
    assert title


NONE = {
    "a meeting": "DTSTART:20261203T190000Z\nDTEND:20261203T200000Z\nSUMMARY:Réunion",
    "a moment": "DTSTART:20261203T000000\nSUMMARY:Réunion",
    "cancelled": "DTSTART;VALUE=DATE:20261111\nSTATUS:CANCELLED\nSUMMARY:X",
    "over": "DTSTART;VALUE=DATE:20250701\nDTEND;VALUE=DATE:20250901\nSUMMARY:X",
    "far away": "DTSTART;VALUE=DATE:20300701\nSUMMARY:X",
    "without a start": "SUMMARY:X",
    "no date": "DTSTART;VALUE=DATE:demain\nSUMMARY:X",
    "each second": "DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=SECONDLY\nSUMMARY:X",
    "a rule that stands still": "DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY;INTERVAL=0\nSUMMARY:X",
    "a rule that is none": "DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY;BYMONTH=99\nSUMMARY:X",
}


@pytest.mark.parametrize("event", NONE.values(), ids=NONE.keys())
def test_what_is_no_day_without_school_costs_no_other(event: str) -> None:
    assert found(calendar(event, "DTSTART;VALUE=DATE:20261225\nSUMMARY:Noël")) == [("2026-12-25", "2026-12-25", "Noël")]


def test_a_rule_is_followed_without_its_exceptions() -> None:
    rule = (
        "DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=MONTHLY;UNTIL=20270401T000000Z\nEXDATE;VALUE=DATE:20270201\nSUMMARY:X"
    )
    assert [one[0] for one in found(calendar(rule))] == [
        "2026-11-01", "2026-12-01", "2027-01-01", "2027-03-01", "2027-04-01",
    ]  # fmt: skip
    named = "DTSTART;VALUE=DATE:20261111\nRDATE;VALUE=DATE:20270501,20270508\nSUMMARY:X"
    assert [one[0] for one in found(calendar(named))] == ["2026-11-11", "2027-05-01", "2027-05-08"]


def test_titles_are_one_readable_line() -> None:
    long = "DTSTART;VALUE=DATE:20261111\nSUMMARY:" + "Très long " * 40
    odd = "DTSTART;VALUE=DATE:20261112\nSUMMARY:Pont\\n du\\t\u202e11\\, novembre"
    titles = [one[2] for one in found(calendar(long, odd))]
    assert len(titles[0]) == 120
    assert titles[1] == "Pont du\\t 11, novembre"


def test_folded_lines_and_a_mark_of_order_are_read() -> None:
    data = calendar("DTSTART;VALUE=DATE:20261111\nSUMMARY:Vacances de l\n  automne")
    assert found(b"\xef\xbb\xbf" + data)[0][2] == "Vacances de l automne"


def test_letters_of_an_older_program_are_read() -> None:
    data = calendar("DTSTART;VALUE=DATE:20261111\nSUMMARY:Noël").decode().encode("cp1252")
    assert found(data)[0][2] == "Noël"


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 90, b"<html><title>404</title></html>", b"BEGIN:VCALENDAR", b"\xff\xfe\xfd", b"PK\x03\x04"]
)
def test_what_is_no_calendar_is_said_to_be_none(data: bytes) -> None:
    assert read(data, first="2026-11-01", last="2027-12-31") == ReadCalendar(known=False)
