"""What was typed into the search, as conditions on a row `d` of the directory."""

import re

from models.core.phone import number_key, phone_digits
from models.families.directory import fold

SEARCH_MOST = 100  # characters of a search; the rest is ignored
# A telephone or register number, with the marks that people put between digits.
NUMBER = re.compile(r"(?<!\S)[+(]?[0-9][0-9\s./()-]*[0-9](?!\S)")
LEAST = 4  # digits, or letters and digits, of a number that is searched: fewer are in too many numbers
IN_WORDS, IN_NUMBERS = "d.search LIKE ? ESCAPE '!'", "d.numbers LIKE ?"
Conditions = tuple[list[str], list[object]]


def conditions(search: str) -> Conditions:
    """Conditions that all hold, and their arguments.

    Every word occurs in the adult's search text; a word with digits may stand in a number instead. Digits with spaces,
    dots and the like between them are one number, or several words.
    """
    typed = search[:SEARCH_MOST].replace(",", " ")
    numbers = [number for number in NUMBER.findall(typed) if len(number_key(number)) >= LEAST]
    for number in numbers:
        typed = typed.replace(number, " ", 1)
    found: list[str] = []
    values: list[object] = []
    for text in (*fold(typed).split(), *numbers):
        some, theirs = _condition(text)
        found.append(some)
        values += theirs
    return found, values


def _condition(text: str) -> tuple[str, list[object]]:
    words = fold(text).split()
    keys = {number_key(text), phone_digits(text)} if any("0" <= c <= "9" for c in text) else set()
    keys = {key for key in keys if len(key) >= LEAST - 1 and len(number_key(text)) >= LEAST}
    either = [" AND ".join([IN_WORDS] * len(words)), *[IN_NUMBERS] * len(keys)]
    return f"({' OR '.join(either)})", [f"%{part}%" for part in (*map(escaped, words), *sorted(keys))]


def escaped(word: str) -> str:
    """The word without wildcards of LIKE."""
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
