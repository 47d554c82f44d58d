"""The choices of an announcement, in words."""

from language.text import _


def in_words(choices: str) -> list[str]:
    """One a line; *Oui* and *Non* where none were written."""
    return choices.splitlines() or [_("Oui"), _("Non")]


def word_of(choice: int, words: list[str]) -> str:
    """The words of this choice; its number where a language has fewer."""
    return words[choice] if choice < len(words) else str(choice + 1)
