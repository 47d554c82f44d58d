"""A code is spelled on the telephone in the language of who reads it out."""

import string

import pytest

from language import spelling, text


def test_each_language_of_the_office_has_a_word_for_each_letter() -> None:
    assert tuple(spelling.NAMES) == text.OFFICE_LANGUAGES
    for language, names in spelling.NAMES.items():
        assert [name[0] for name in names] == list(string.ascii_uppercase), language


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ["Karim", "7", "Quentin"]), ("nl", ["Kilogram", "7", "Quotiënt"]), ("en", ["Kilo", "7", "Quebec"])],
)
def test_a_code_is_spelled_in_the_language_in_use(language: str, words: list[str]) -> None:
    with text.speaking(language):
        assert [word for _, word in spelling.spelled("K7-Q")] == words
