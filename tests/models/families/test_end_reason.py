"""The reason why an access ended, as it is stored and read."""

import pytest

from language import text
from models.families import end_reason


@pytest.mark.parametrize(
    ("heading", "cell", "french", "english"),
    [
        ("Garde", "Non", "Garde : Non", "Garde: Non"),
        ("Garde : mère", 'dit "non" : 3/4', 'Garde : mère : dit "non" : 3/4', 'Garde : mère: dit "non" : 3/4'),
        (3, "Non", "Colonne 3 : Non", "Column 3: Non"),
    ],
)
def test_a_cell_is_read_in_the_readers_language(heading: str | int, cell: str, french: str, english: str) -> None:
    stored = end_reason.of_cell(heading, cell)
    assert end_reason.words(stored) == french
    with text.speaking("en"):
        assert end_reason.words(stored) == english


@pytest.mark.parametrize("typed", ["", "jugement", "Garde : Non", "[1]", '["a"]', "[mère]", '["a","b","c"]', "3", "{}"])
def test_what_somebody_typed_stays_as_it_is(typed: str) -> None:
    with text.speaking("en"):
        assert end_reason.words(typed) == typed
