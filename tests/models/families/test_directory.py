"""The derived rows of the directory: their content, and that only changed rows are written."""

import pytest

from models.core.clock import now
from models.families import directory
from models.families.directory import fold
from settings import Settings
from tests.support.families import parent
from tests.support.sql import query


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Éloïse", "eloise"),
        ("STRASSE straße", "strasse strasse"),
        ("Løkke", "lokke"),
        ("Мельник", "melnik"),
        ("D’Hondt-Léger", "dhondt leger"),
        ("e\u0301te\u0301", "ete"),
        ("\u202eMarie\u200f", "marie"),
        ("a\0b\tc", "a b c"),
        ("ＭＡＲＩＥ", "marie"),
        ("<script>", "<script>"),
    ],
)
def test_case_accents_scripts_and_hyphens_are_folded_away(written: str, folded: str) -> None:
    assert fold(written) == folded


async def directory_row(guardian: int) -> dict[str, object]:
    return (await query("SELECT name_key, search, standing FROM directory WHERE guardian = ?", guardian))[0]


async def test_a_directory_row_contains_the_adult_and_the_children(opened: Settings) -> None:
    guardian = await parent("marie.dupont", class_name="P3B")
    await directory.refresh([guardian])
    words = "dupont marie marie.dupont marie@example.org zoe dupont p3b"
    assert await directory_row(guardian) == {"name_key": "dupont marie", "search": words, "standing": "not_invited"}


async def test_a_name_that_grows_when_folded_still_fits(opened: Settings) -> None:
    guardian = await parent("marie.dupont")
    await query("UPDATE guardian SET last_name = ?, first_name = ?", "矗" * 200, "Ж" * 200)
    await directory.refresh([guardian])
    assert len(str((await directory_row(guardian))["name_key"])) == directory.NAME_KEY_MOST


async def test_refresh_all_repairs_every_row(opened: Settings) -> None:
    guardians = [await parent(f"parent.n{i}") for i in range(3)]
    await directory.refresh_all()
    await query("UPDATE guardian SET last_name = 'Nouveau', disabled_at = ? WHERE id = ?", now(), guardians[1])
    await query("DELETE FROM directory WHERE guardian = ?", guardians[2])
    await directory.refresh_all()
    assert [(await directory_row(each))["standing"] for each in guardians] == ["not_invited", "disabled", "not_invited"]
    assert (await directory_row(guardians[1]))["name_key"] == "nouveau parent"
