"""The iCalendar file that is made for a parent's calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from models.calendar.writing import Entry, written

DAY = date(2026, 12, 12)
CHANGED = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
ARABIC = "حفلة نهاية السنة الدراسية في ساحة المدرسة مع جميع التلاميذ والأولياء، من الساعة العاشرة"


def entry(title: str = "Marché", **what: str | int | date) -> Entry:
    fields: dict[str, object] = {"uid": "a1", "first": DAY, "last": DAY, "title": title, "changed_at": CHANGED, **what}
    return Entry(**fields)  # type: ignore[arg-type]  # each of the test's own


@pytest.mark.parametrize(
    "title",
    [
        "Marché, piscine; et \\ le reste : 50 %",
        ARABIC,
        ARABIC * 4,
        "Ligne une\nligne deux",
        "字" * 200,
        "👩‍👧 " * 60,
        '"guillemets" ATTENDEE:mailto:x@example.org\r\nBEGIN:VALARM',
    ],
)
def test_any_title_comes_back_as_it_was_in_lines_of_75_bytes(title: str) -> None:
    made = written("École, du Tilleul; Sud", [entry(title)])
    read = Calendar.from_ical(made)
    (event,) = read.walk("VEVENT")
    assert str(event["SUMMARY"]) == title.replace("\r\n", "\n")
    assert [part.name for part in read.walk()] == ["VCALENDAR", "VEVENT"]
    lines = made.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not {b"\r", b"\n"} & {bytes([byte]) for line in lines for byte in line}
    for line in lines:
        line.decode()  # no letter is cut in two


def test_a_day_ends_with_the_next_one_and_days_with_the_one_after_the_last() -> None:
    one, three = written("É", [entry(), entry(uid="b2", last=DAY + timedelta(days=2))]).split(b"END:VEVENT")[:2]
    for part, end in ((one, b"20261213"), (three, b"20261215")):
        assert b"DTSTART;VALUE=DATE:20261212\r\n" in part
        assert b"DTEND;VALUE=DATE:" + end in part


def test_it_says_what_calendars_ask_for() -> None:
    lines = written("É", [entry(sequence=4, url="https://x.example/children/1")]).decode().split("\r\n")
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN", "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"} <= set(
        lines
    )
    assert {"UID:a1", "SEQUENCE:4", "DTSTAMP:20261103T093000Z", "LAST-MODIFIED:20261103T093000Z"} <= set(lines)
    assert {"TRANSP:TRANSPARENT", "URL:https://x.example/children/1"} <= set(lines)
    assert "METHOD:PUBLISH" not in lines


def test_the_schools_name_is_the_calendars_with_its_signs_escaped() -> None:
    lines = written("École, du Tilleul; Sud", []).decode().split("\r\n")
    assert {"NAME:École\\, du Tilleul\\; Sud", "X-WR-CALNAME:École\\, du Tilleul\\; Sud"} <= set(lines)


def test_a_calendar_without_entries_is_one_nevertheless() -> None:
    read = Calendar.from_ical(written("É", []))
    assert (read.name, read.walk("VEVENT"), str(read["VERSION"])) == ("VCALENDAR", [], "2.0")
