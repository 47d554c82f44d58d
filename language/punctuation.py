"""What stands between words and values."""

from language.text import _


def named(word: str, value: str) -> str:
    """`téléphone : 02 345 67 89`, with the colon as the current language has it."""
    return _("%(word)s : %(value)s") % {"word": word, "value": value}
