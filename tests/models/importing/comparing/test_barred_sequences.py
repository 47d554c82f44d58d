"""Sequences of files that write a barred family in another way at each import: the barred parent never gets access.

Each sequence is a family of its own, so that all of them are replayed in the same few imports of one school.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models import importing
from models.core.clock import now
from models.importing.applying import apply as applying
from models.importing.comparing import question_words
from models.importing.reading.questions import BESIDE_LOOKALIKE, CLOSED, OPEN
from settings import Settings
from tests.support.files import Row, apply, as_csv, row, stored
from tests.support.sql import query

CHANGES = ("number", "surname", "father_surname", "father_first", "father_contact", "mother_surname")
STEPS = [
    tuple(name for name, chosen in zip(CHANGES, some, strict=True) if chosen)
    for some in itertools.product((False, True), repeat=len(CHANGES))
]
SECOND: list[tuple[str, ...]] = [(), ("number", "surname"), ("father_contact", "father_surname")]


def letters(number: int) -> str:
    """A name of its own for each family: digits are no letters."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


@dataclass(frozen=True)
class Family:
    """A child, the mother, and the father whom the office shuts out; a sister whom both may see."""

    code: str
    number: int = 1
    surname: int = 0
    father_surname: int = 0
    father_first: int = 0
    father_contact: int = 0
    mother_surname: int = 0

    def changed(self, names: tuple[str, ...]) -> "Family":
        return replace(self, **{name: getattr(self, name) + 1 for name in names})

    @property
    def child_first(self) -> str:
        return f"Lea{self.code}"

    def rows(self, *, present: bool = True, sister: bool = True) -> Iterator[Row]:
        code = self.code
        mother = {
            "adult": f"Mere{'xyz'[self.mother_surname]}{code} Anne",
            "email": f"mother.{code}@example.org",
            "relation": "mère",
        }
        father = {
            "adult": f"Pere{'xyz'[self.father_surname]}{code} Jean{'xyz'[self.father_first]}",
            "email": f"father.{code}.{self.father_contact}@example.org",
            "relation": "père",
        }
        children = {
            f"{code}-{self.number}": f"Nom{'xyz'[self.surname]}{code} {self.child_first}",
            f"{code}-s": f"Nomx{code} Zoe{code}",
        }
        for (register, child), there in zip(children.items(), (present, sister), strict=True):
            if there:
                yield row(register, child, **mother)
                yield row(register, child, **father)


def families(*, sister: bool) -> list[tuple[Family, tuple[str, ...], tuple[str, ...], bool]]:
    """Every change at once, then one of a few; with and without an import between that lacks the child."""
    sequences = itertools.product(STEPS, SECOND, (False, True))
    return [(Family(f"{letters(n)}{'k' * sister}"), *one) for n, one in enumerate(sequences)]


async def shut_out_the_fathers() -> None:
    await query(
        "UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE relation = 'père'"
        " AND child IN (SELECT id FROM child WHERE first_name LIKE 'Lea%')",
        now(),
    )


async def test_whatever_a_file_changes_at_once_a_barred_parent_stays_out(opened: Settings) -> None:
    whole = [(*one, sister) for sister in (True, False) for one in families(sister=sister)]

    def file(step: int) -> bytes:
        lines: list[Row] = []
        for family, first, second, absent, sister in whole:
            after = (family, family, family.changed(first), family.changed(first).changed(second))[step]
            lines += after.rows(present=not (step == 1 and absent), sister=sister)
        return as_csv(lines)

    await apply(file(0))
    await shut_out_the_fathers()
    sequences = {family.child_first: (first, second, absent) for family, first, second, absent, _sister in whole}
    for step in (1, 2, 3, 3):
        await apply(file(step), leavers=True)
        seen = {(access[2], access[8]) for access in await stored()}
        assert not {child: how for child, how in sequences.items() if (child, "père") in seen}
    for child, (first, second, _absent) in sequences.items():
        assert (child, "mère") in seen or "mother_surname" in first + second, "who has an account is asked nothing"


async def test_an_adult_new_beside_a_lookalike_gets_access_when_the_office_confirms_it(opened: Settings) -> None:
    before = Family("x")
    await apply(as_csv([*before.rows()]))
    await shut_out_the_fathers()
    rows = [*before.changed(("number", "surname", "father_surname", "father_first", "father_contact")).rows()]
    plan = await applying.preview(importing.read(as_csv(rows)))
    (question,) = [one for one in plan.questions if one.kind == BESIDE_LOOKALIKE]
    assert question.adult
    assert (question.adult.full_name, question.barred, question.answer) == ("Jeany Pereyx", "Jeanx Perexx", CLOSED)
    assert "beside_lookalike" in {one.kind for one in plan.notices}
    assert "un parent en commun" in question_words.question_text(question)
    await applying.carry_out(importing.read(as_csv(rows)), {question.key: OPEN})
    assert ("Leax", "Jeany") in {(access[2], access[5]) for access in await stored()}
    assert (await apply(as_csv(rows))).changes_nothing


async def test_a_child_of_the_same_first_name_without_an_adult_in_common_is_another(opened: Settings) -> None:
    await apply(as_csv([*Family("x").rows(sister=False), row("9")]))
    await shut_out_the_fathers()
    other = row("10", "Blanc Leax", adult="Blanc Eva", email="eva@example.org")
    plan = await applying.preview(importing.read(as_csv([other, row("9")])))
    assert (plan.questions, len(plan.begun)) == ((), 1)
