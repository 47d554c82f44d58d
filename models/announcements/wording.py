"""What was typed, cleaned and made into HTML (markup.py)."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from models.core.confined.sandbox import Exceeded, Sandbox, Work

WORK = Work("models.announcements.markup:rendered", memory=512 << 20, seconds=5)
TITLE_MOST, TEXT_MOST, CHOICE_MOST = 120, 8000, 40  # characters
CHOICES_LEAST, CHOICES_MOST = 2, 5
# Invisible characters that scripts and emoji need: joiners, and marks of direction (not those that turn a line round).
JOINING = "\u200c\u200d\u200e\u200f"
MARKS = ",.;:!?()«»“”"  # around a word
BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters of Hangul and Braille without ink


class BadAnnouncement(ValueError):
    """One field cannot be kept as it is: `field` is its name, `problem` says why, `length` is that of what is long."""

    def __init__(self, field: str, problem: str, length: int = 0) -> None:
        super().__init__(f"{field}: {problem}")
        self.field, self.problem, self.length = field, problem, length


@dataclass(frozen=True, slots=True)
class Wording:
    """An announcement's words in one language. No `choices`: *Oui* and *Non*, or no answer is asked for."""

    title: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """One text as `markup.rendered` made it."""

    html: str
    plain: str


def clean_wording(wording: Wording, *, answered: bool) -> Wording:
    """The same without what nobody sees; without choices where no answer is asked for. Raises `BadAnnouncement`."""
    title, text = one_line(wording.title), _lines(wording.text)
    for field, said, most in (("title", title, TITLE_MOST), ("text", text, TEXT_MOST)):
        if not said:
            raise BadAnnouncement(field, "empty")
        if len(said) > most:
            raise BadAnnouncement(field, "long", len(said))
    return Wording(title, text, _choices(wording.choices) if answered else ())


def _choices(typed: Sequence[str]) -> tuple[str, ...]:
    choices = tuple(filter(None, map(one_line, typed)))
    if not choices:
        return ()
    if not CHOICES_LEAST <= len(choices) <= CHOICES_MOST:
        raise BadAnnouncement("choices", "number", len(choices))
    if longest := max((len(choice) for choice in choices if len(choice) > CHOICE_MOST), default=0):
        raise BadAnnouncement("choices", "long", longest)
    if len(set(map(said, choices))) < len(choices):
        raise BadAnnouncement("choices", "twice")
    return choices


def said(choice: str) -> tuple[str, ...]:
    """The words of a choice, by which it is the same as another: without capitals, marks around words, and what nobody
    sees."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", choice) if letter not in JOINING)
    words = plain.casefold().split()
    return tuple(filter(None, (word.strip(MARKS) for word in words))) or tuple(words)


def one_line(typed: str) -> str:
    """The words with one space between them; empty where nothing of it can be seen."""
    return " ".join(_lines(typed).split())


def _lines(typed: str) -> str:
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = "\n".join("".join(filter(_kept, line)).rstrip() for line in lines).strip()
    return clean if any(map(_seen, clean)) else ""


def _seen(letter: str) -> bool:
    return letter not in BLANK and unicodedata.category(letter)[0] in "LNPS"


def _kept(letter: str) -> bool:
    return letter in f"\t{JOINING}" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


async def made(texts: Sequence[str]) -> list[Made]:
    """Each text as HTML and as plain text. Raises `BadAnnouncement` where one cannot be made within the limits."""
    try:
        async with Sandbox(WORK) as sandbox:
            found: list[Made] = await sandbox.ask(json.dumps(list(texts)).encode(), list[Made])
    except Exceeded:
        raise BadAnnouncement("text", "unreadable") from None
    return found
