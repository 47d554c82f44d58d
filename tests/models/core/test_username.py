import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.username import make_username, username_key
from models.families.guardian import named
from settings import Settings
from tests.support.family import guardian


@pytest.mark.parametrize(
    ("first", "last", "made"),
    [
        ("Kevin", "Melnik", "kevin.melnik"),
        ("Marie-Ève", "Van den Bossche", "marieeve.vandenbossche"),
        ("Øyvind", "Straße", "oyvind.strasse"),
        ("Олена", "Шевченко", "olena.shevchenko"),
        ("", "Dupont", "dupont"),
        ("", "", "parent"),
        ("'", "-", "parent"),
        ("x" * 300, "y" * 300, "x" * 24 + "." + "y" * 24),
    ],
)
def test_a_username_is_readable_ascii(first: str, last: str, made: str) -> None:
    assert make_username(first, last, ()) == made


def test_a_taken_username_gets_a_number() -> None:
    assert make_username("Ali", "Benali", {"ali.benali", "ali.benali2"}) == "ali.benali3"


@given(st.text(max_size=80), st.text(max_size=80), st.sets(st.text(max_size=5)))
def test_every_username_is_typeable_and_equals_its_key(first: str, last: str, taken: set[str]) -> None:
    made = make_username(first, last, taken)
    assert made not in taken
    assert made.isascii()
    assert 0 < len(made) <= 60
    assert "@" not in made
    assert username_key(made) == made
    assert username_key(f" {made.upper()} ") == made


@given(st.text(max_size=60))
def test_the_key_of_a_key_is_itself(text: str) -> None:  # 17: no spelling escapes the count
    assert username_key(username_key(text)) == username_key(text)


async def test_an_account_is_found_by_username_or_by_an_address_of_its_own(opened: Settings) -> None:
    number = await guardian()
    for typed in ("marie.dupont", " MARIE.DUPONT ", "Marié.Dupont", "marie@example.org", " Marie@Example.ORG "):
        found = await named(typed)
        assert found, typed
        assert found.id == number
    for typed in (
        "",
        "marie",
        "marie.dupont2",
        "@",
        "\0",
        "marie.dupont\0",
        "marie@example.org\0",
        "a@b\0",
        "%",
        "_" * 12,
    ):
        assert await named(typed) is None, typed


async def test_an_address_of_two_accounts_or_of_none_finds_no_account(opened: Settings) -> None:
    await guardian()
    await guardian("paul.dupont")
    await guardian("no.address", "")
    assert await named("marie@example.org") is None
    assert await named("@") is None
