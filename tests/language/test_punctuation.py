"""What stands between words and values, by language."""

import pytest

from language import text
from language.punctuation import between, comma


@pytest.mark.parametrize(
    ("language", "values", "line"),
    [
        ("fr", ["1", "2"], "1\u00a0; 2"),
        ("nl", ["1", "2"], "1, 2"),
        ("en", ["1", "2"], "1, 2"),
        ("nl", ["Lindestraat 1, Brussel", "Beukweg 2, Gent"], "Lindestraat 1, Brussel; Beukweg 2, Gent"),
        ("en", ["1", "2,5"], "1; 2,5"),
    ],
)
def test_values_on_one_line_are_told_apart_as_the_language_does(language: str, values: list[str], line: str) -> None:
    with text.speaking(language):
        assert between(values).join(values) == line


@pytest.mark.parametrize(("language", "line"), [("fr", ", "), ("ar", "\u060c "), ("uk", ", ")])
def test_a_comma_is_that_of_the_language(language: str, line: str) -> None:
    with text.speaking(language):
        assert comma() == line
