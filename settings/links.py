"""The school's other tools: `PREAU_LINKS`."""

import re
from dataclasses import dataclass

from settings.addresses import parts

LINKS_LONGEST = 2000  # characters
DESCRIPTION_LONGEST = 80
HOST = re.compile(r"[\w.:\[\]-]+")  # and a port: no `|` that lacks its space, no name, nothing invisible
# The symbols of templates/children/cards/links.html, and the words for each in French, Dutch and English.
ICONS = {
    "meal": ("repas", "maaltijd", "meal"),
    "report": ("bulletin", "rapport", "report"),
    "calendar": ("agenda", "kalender", "calendar"),
    "message": ("message", "bericht"),
    "book": ("livre", "boek", "book"),
    "payment": ("paiement", "betaling", "payment"),
    "bus": ("bus",),
    "photo": ("photo", "foto"),
    "clock": ("garderie", "opvang", "clock"),
}
BETWEEN = re.compile("(?<!;);(?!;)")  # two links; an address writes its own `;` twice
ANOTHER = re.compile(r";(?=[^;=|/?&]+=\s*https?://)")  # before a further link on one line
SYMBOLS = {word: symbol for symbol, words in ICONS.items() for word in words}


@dataclass(frozen=True)
class Link:
    """One of the school's other tools, shown on the dashboard. `icon` is a word of `ICONS`, or empty."""

    label: str
    url: str
    description: str = ""
    icon: str = ""

    @property
    def symbol(self) -> str:
        """One of `ICONS`; empty for the first letter of the label."""
        return SYMBOLS.get(self.icon, "")

    @property
    def target(self) -> str:
        """What stands behind the name's `=`, as it is written."""
        described = f"{self.url} | {self.description}" if self.description or self.icon else self.url
        return f"{described} | {self.icon}" if self.icon else described


class BadLink(ValueError):
    """One of the links cannot be read: `written` is what stands for it."""

    def __init__(self, said: str, written: str) -> None:
        super().__init__(said)
        self.written = written.strip()


def read(value: str) -> tuple[Link, ...]:
    """The links of `Name=https://…; Name=https://… | description | icon`. Raises `ValueError`, or its `BadLink`."""
    if len(value) > LINKS_LONGEST:
        raise ValueError(f"has {len(value)} characters: {LINKS_LONGEST} at most, for they are on every dashboard")
    parts = (part.replace(";;", ";") for part in BETWEEN.split(value))
    return tuple(_link(number, part) for number, part in enumerate(parts, 1) if part.strip())


def of_lines(lines: str) -> str:
    """The value of these links, one a line, or with `;` between two as the variable has it."""
    found = (one.strip("; \t") for line in lines.splitlines() for one in ANOTHER.split(line))
    return ";".join(one.replace(";", ";;") for one in found if one)


def _link(number: int, part: str) -> Link:
    label, _, rest = (p.strip() for p in part.partition("="))
    target, *more = (p.strip() for p in re.split(r"\s\|", rest))  # an address has no space: older values have no more
    url, found, _port = parts(target)
    if not label or url.scheme not in ("http", "https") or not found or not HOST.fullmatch(url.netloc) or " " in target:
        raise BadLink(f"has a part {number} that is not Name=https://address (with ; between links)", part)
    description, icon, *surplus = (*more, "", "")
    if any(surplus) or len(description) > DESCRIPTION_LONGEST:
        most = f"{DESCRIPTION_LONGEST} characters"
        raise BadLink(f"has a part {number} that is not Name=https://address | description of {most} | icon", part)
    if icon.lower() not in ("", *SYMBOLS):
        raise BadLink(f"has a part {number} with an icon that is not one of {', '.join(SYMBOLS)}", part)
    return Link(label, target, description, icon.lower())
