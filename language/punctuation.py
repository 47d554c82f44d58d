"""What stands between words and values."""

from language.text import SOURCE, _, language


def named(word: str, value: str) -> str:
    """`téléphone : 02 345 67 89`, with the colon as the current language has it."""
    return _("%(word)s : %(value)s") % {"word": word, "value": value}


def colon(word: str) -> str:
    """`Téléphone :`, on one line."""
    return f"{word}\u00a0:" if language() == SOURCE else f"{word}:"
