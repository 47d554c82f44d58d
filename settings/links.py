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


def read(value: str) -> tuple[Link, ...]:
    """The links of `Name=https://…; Name=https://… | description | icon`. Raises `ValueError`."""
    if len(value) > LINKS_LONGEST:
        raise ValueError(f"has {len(value)} characters: {LINKS_LONGEST} at most, for they are on every dashboard")
    return tuple(_link(number, part) for number, part in enumerate(value.split(";"), 1) if part.strip())


def _link(number: int, part: str) -> Link:
    label, _, rest = (p.strip() for p in part.partition("="))
    target, *more = (p.strip() for p in re.split(r"\s\|", rest))  # an address has no space: older values have no more
    url, found, _port = parts(target)
    if not label or url.scheme not in ("http", "https") or not found or not HOST.fullmatch(url.netloc) or " " in target:
        raise ValueError(f"has a part {number} that is not Name=https://address (with ; between links)")
    description, icon, *surplus = (*more, "", "")
    if any(surplus) or len(description) > DESCRIPTION_LONGEST:
        most = f"{DESCRIPTION_LONGEST} characters"
        raise ValueError(f"has a part {number} that is not Name=https://address | description of {most} | icon")
    if icon.lower() not in ("", *SYMBOLS):
        raise ValueError(f"has a part {number} with an icon that is not one of {', '.join(SYMBOLS)}")
    return Link(label, target, description, icon.lower())
