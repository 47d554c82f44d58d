"""The calendar of the demonstration's school."""

from datetime import date, timedelta
from pathlib import Path

from models.families.child import year_begins

DAY = timedelta(days=1)


def write_calendar(path: Path, today: date) -> None:
    """An iCalendar file with holidays of this school year, and a day in two weeks."""
    begins = year_begins(today).year
    days = (
        (date(begins, 10, 19), date(begins, 10, 30), "Congé d’automne"),
        (date(begins, 12, 21), date(begins + 1, 1, 1), "Vacances d’hiver"),
        (date(begins + 1, 2, 22), date(begins + 1, 3, 5), "Congé de détente"),
        (date(begins + 1, 4, 26), date(begins + 1, 5, 7), "Vacances de printemps"),
        (today + 14 * DAY, today + 14 * DAY, "Journée pédagogique"),
    )
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Préau//demo//FR"]
    for number, (first, last, title) in enumerate(days):
        lines += ["BEGIN:VEVENT", f"UID:{number}@tilleul.example", f"SUMMARY:{title}"]
        lines += [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{last + DAY:%Y%m%d}", "END:VEVENT"]
    path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]), encoding="utf-8")
