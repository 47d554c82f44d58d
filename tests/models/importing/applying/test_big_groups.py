"""Many of one kind: adults of one child, accounts of one address, children of one name."""

import pytest

from models import importing
from models.importing import Unreadable
from models.importing.applying import apply as applying
from models.importing.comparing.contacts import CROWD
from models.importing.reading.questions import OPEN
from settings import Settings
from tests.support.files import LONG, Row, apply, as_csv, preview, row, usernames

MANY = CROWD + 10


def people(count: int) -> list[Row]:
    """So many adults beside one child."""
    return [row(adult=f"Nom{n} Prénom{n}", email=f"a{n}@example.org") for n in range(count)]


def test_the_thirteenth_adult_of_a_child_is_refused_with_its_line() -> None:
    families = importing.read(as_csv([*people(14), row("2", "Petit Tom")]))
    assert [(int(fault.line), importing.sentence(fault)) for fault in families.faults] == [
        (line, f"Ligne {line} : Léa Dupont a déjà 12 parents dans le fichier : c’est le maximum."
         " Les colonnes sont-elles justes ?")
        for line in (14, 15)
    ]  # fmt: skip
    assert len(families.adults) == 13
    assert families.in_doubt == {"1"}
    assert not importing.read(as_csv(people(12))).faults


def test_a_table_with_more_than_twelve_adults_side_by_side_is_refused() -> None:
    def wide(count: int) -> bytes:
        names = [f"{what} responsable {n}" for n in range(1, count + 1) for what in ("nom", "prenom", "email")]
        cells = [cell for n in range(count) for cell in (f"Roy{n}", f"Ann{n}", "")]
        return as_csv([[*row()[:4], *cells]], [*LONG[:4], *names])

    assert len(importing.read(wide(12)).adults) == 12
    with pytest.raises(Unreadable) as refused:
        importing.read(wide(13))
    assert "13 parents à côté d’un élève. Le maximum est de 12." in importing.sentence(refused.value.remark)


def test_a_table_of_five_hundred_columns_is_the_widest() -> None:
    def wide(count: int) -> bytes:
        return as_csv([row()], [*LONG, *(f"Note {n}" for n in range(count - len(LONG)))])

    assert importing.read(wide(500)).rows == 1
    with pytest.raises(Unreadable) as refused:
        importing.read(wide(501))
    assert "501 colonnes" in importing.sentence(refused.value.remark)


async def test_with_one_address_for_a_whole_school_everybody_is_still_recognised(opened: Settings) -> None:
    same = [row(str(n), f"Enfant{n} Zoé", adult=f"Nom{n} Prénom{n}", phone="02 345 67 89") for n in range(MANY)]
    await apply(as_csv(same))
    assert len(await usernames()) == MANY
    assert (await preview(as_csv(same))).changes_nothing
    moved = [[f"9{one[0]}", *one[1:]] for one in same]  # and also where the child does not help
    elsewhere = await preview(as_csv([[cells[0], f"Autre{n}", *cells[2:]] for n, cells in enumerate(moved)]))
    assert len(elsewhere.unchanged_adults) == MANY
    assert not elsewhere.new_adults


async def test_of_many_homonyms_each_keeps_the_next_free_username(opened: Settings) -> None:
    await apply(as_csv([row(str(n), f"Enfant{n} Zoé", email=f"a{n}@example.org") for n in range(5)]))
    assert await usernames() == ["marie.dupont", *(f"marie.dupont{n}" for n in range(2, 6))]


async def test_many_children_of_one_name_are_found_under_new_numbers_by_their_own_adult(opened: Settings) -> None:
    def school(prefix: str) -> list[Row]:
        return [row(f"{prefix}{n}", adult=f"Nom{n} Prénom{n}", email=f"a{n}@example.org") for n in range(MANY)]

    await apply(as_csv(school("1")))
    plan = await preview(as_csv(school("2")))
    assert len(plan.changed_children) == MANY
    assert not plan.new_children
    assert not plan.gone_children


async def test_many_children_of_one_name_and_adult_are_not_matched(opened: Settings) -> None:
    def school(prefix: str) -> list[Row]:
        return [row(f"{prefix}{n}") for n in range(MANY)]

    first = importing.read(as_csv(school("1")))
    (asked,) = (await applying.preview(first)).unanswered  # so many children of one adult
    await applying.carry_out(first, {asked.key: OPEN})
    plan = await preview(as_csv(school("2")))
    assert [one.kind for one in plan.notices].count("renumbered_unclear") == MANY
    assert len(plan.new_children) == len(plan.gone_children) == MANY
