"""iCalendar files for tests."""


def calendar(*events: str, head: str = "") -> bytes:
    """A file with these events, each a text of lines."""
    made = [f"BEGIN:VEVENT\nUID:{n}@x\n{event}\nEND:VEVENT" for n, event in enumerate(events)]
    lines = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//FR", *([head] if head else []), *made])
    return f"{lines}\nEND:VCALENDAR\n".replace("\n", "\r\n").encode()
