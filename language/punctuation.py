"""What stands between words and values."""

from collections.abc import Iterable

from language.text import SOURCE, _, also, language, ltr


def named(word: str, value: str) -> str:
    """`téléphone : 02 345 67 89`, with the colon as the current language has it."""
    return _("%(word)s : %(value)s") % {"word": word, "value": value}


def colon(word: str) -> str:
    """`Téléphone :`, on one line."""
    return f"{word}\u00a0:" if language() == SOURCE else f"{word}:"


def between(values: Iterable[str]) -> str:
    """What stands between cells or descriptions on one line: in French a semicolon; in other languages a comma, and a
    semicolon where a value has a comma itself."""
    if language() == SOURCE:
        return "\u00a0; "
    return "; " if any("," in value for value in values) else ", "


def comma() -> str:
    """What stands between parts of one line."""
    return "\u060c " if language() == "ar" else ", "


def labelled(message: str, value: str) -> str:
    """A line of plain text, `Nom d'utilisateur : marie`. The word in the school's language stands beside its
    translation: `Gebruikersnaam / Nom d'utilisateur : marie`."""
    line = also("%(word)s : %(value)s") or _("%(word)s : %(value)s")
    words = " / ".join(filter(None, (_(message), also(message))))
    return line % {"word": words, "value": value if words != _(message) else ltr() + value}
