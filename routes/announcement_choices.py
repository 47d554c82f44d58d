"""The choices of an announcement, in words."""

from language.text import _


def in_words(choices: str) -> list[str]:
    """One a line; *Oui* and *Non* where none were written."""
    return choices.splitlines() or [_("Oui"), _("Non")]
