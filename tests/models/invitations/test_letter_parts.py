"""Parts of a batch: each is printed and ended by itself, and a letter nobody printed is dead."""

import pytest

from models.access import token
from models.access.token_refused import TokenReplaced
from models.core import crockford
from models.database.migrations import m0007_letter_part
from models.families import directory
from models.families.event import Actor
from models.invitations import letter_batch, letter_choice, letter_parts
from models.invitations.letter_batch import Batch
from models.invitations.letter_choice import BATCH, CLASS, LOST, NOT_IN, LetterChoice
from models.invitations.letter_parts import NeverShown
from models.office.sweep import sweep
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.family import child_of, events
from tests.support.sql import query

SOPHIE = Actor("office:sophie.office", "192.0.2.1")
EVERYBODY = LetterChoice(who=NOT_IN)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_batch, "LETTERS_SHOWN", 2)


async def made(choice: LetterChoice = EVERYBODY, once: str = "first") -> Batch:
    return await letter_batch.batch(await letter_batch.make(choice, once, actor=SOPHIE.name, client=SOPHIE.client))


async def codes(batch: Batch, part: int) -> list[str]:
    return [crockford.read(letter.code) for letter in await letter_parts.contents(batch, part, SOPHIE)]


async def waiting(batch: Batch) -> list[int]:
    return [part.waiting for part in await letter_parts.parts(batch.id)]


async def standings() -> list[str]:
    return [row["standing"] for row in await query("SELECT standing FROM directory ORDER BY guardian")]


async def five() -> Batch:
    adults = [await parent(f"parent.n{number}", "") for number in range(5)]
    await directory.refresh(adults)
    return await made()


async def test_one_part_ends_alone_and_the_others_keep_their_letters(opened: Settings) -> None:
    batch = await five()
    first, second = await codes(batch, 1), await codes(batch, 2)
    await letter_parts.printed(batch.id, 1, SOPHIE)
    assert await waiting(batch) == [0, 2, 1]
    assert await codes(batch, 1) == []
    assert await codes(batch, 2) == second
    for code in (*first, *second):
        await token.find(code)


async def test_a_part_that_was_never_shown_ends_only_when_that_is_meant(opened: Settings) -> None:
    batch = await five()
    await codes(batch, 1)
    with pytest.raises(NeverShown) as asked:
        await letter_parts.printed(batch.id, None, SOPHIE)
    assert asked.value.letters == 3
    with pytest.raises(NeverShown):
        await letter_parts.printed(batch.id, 2, SOPHIE)
    assert await waiting(batch) == [2, 2, 1]
    assert await events("letter lost") == []
    await letter_parts.printed(batch.id, None, SOPHIE, also_never_shown=True)
    assert await waiting(batch) == [0, 0, 0]
    assert await standings() == ["given", "given", "no_address", "no_address", "no_address"]
    assert [one.lost for one in await letter_batch.recipients(batch.id)] == [False, False, True, True, True]
    assert (await letter_batch.batch(batch.id)).lost == 3
    lost = await query("SELECT actor, client FROM event WHERE action = 'letter lost'")
    assert lost == [{"actor": SOPHIE.name, "client": SOPHIE.client}] * 3


async def test_who_can_get_no_letter_any_more_is_no_reason_to_ask(opened: Settings) -> None:
    closed = await parent("eva.loin", "")
    await parent("marie.dupont", "")
    batch = await made()
    await disable(closed)
    assert len(await codes(batch, 1)) == 1
    await letter_parts.printed(batch.id, 1, SOPHIE)
    assert await waiting(batch) == [0]


async def test_after_a_day_the_letters_that_nobody_saw_are_dead(opened: Settings, time: Clock) -> None:
    batch = await five()
    on_paper = await codes(batch, 1)
    time.move(days=1, seconds=1)
    await sweep()
    assert [one.lost for one in await letter_batch.recipients(batch.id)] == [False, False, True, True, True]
    for code in on_paper:
        await token.find(code)
    assert await standings() == ["given", "given", "no_address", "no_address", "no_address"]
    assert len((await letter_choice.find(LetterChoice())).letters) == 3, "the room of the letters offers them again"


async def test_the_dead_letters_of_a_batch_are_made_anew_and_no_other(opened: Settings) -> None:
    batch = await five()
    (kept, _other) = await codes(batch, 1)
    await letter_parts.printed(batch.id, None, SOPHIE, also_never_shown=True)
    lost = LetterChoice(LOST, number=batch.id, who=NOT_IN)
    again = await made(lost, "again")
    assert (again.scope, again.letters) == (f"lost:{batch.id}", 3)
    await token.find(kept)
    assert len((await letter_choice.find(lost)).still_good) == 3, "a second time finds them done"
    await made(LetterChoice(BATCH, number=batch.id, who=NOT_IN), "all")
    with pytest.raises(TokenReplaced):
        await token.find(kept)


async def test_a_part_stays_the_same_when_an_adult_of_another_is_erased(opened: Settings) -> None:
    batch = await five()
    third = await codes(batch, 3)
    (row,) = await query("SELECT MIN(guardian) AS id FROM letter")
    await query("DELETE FROM guardian WHERE id = ?", row["id"])
    assert await codes(batch, 3) == third


async def test_letters_of_an_older_version_keep_their_pages_and_count_as_shown(opened: Settings) -> None:
    batch = await five()
    await query("UPDATE letter SET part = 1")
    for statement in m0007_letter_part.STATEMENTS[2:]:
        await query(statement.replace("/ 200", "/ 2"))
    assert await waiting(batch) == [2, 2, 1]
    await letter_parts.printed(batch.id, None, SOPHIE)
    assert (await letter_batch.batch(batch.id)).lost == 0


async def test_a_reprint_is_sorted_under_the_class_that_was_asked_for(opened: Settings) -> None:
    for number, name in enumerate(("Zola", "Abel", "Martin")):
        adult = await parent(f"parent.n{number}", "", class_name="P3B")
        await query("UPDATE child SET last_name = ? WHERE register_number = ?", name, f"R{adult}")
    sibling = await child_of(adult, "Adam", "X")
    await query("UPDATE child SET class_name = 'M1A', last_name = 'Aaa' WHERE id = ?", sibling)
    batch = await made(LetterChoice(CLASS, "P3B", who=NOT_IN))
    again = await made(LetterChoice(BATCH, number=batch.id, who=NOT_IN), "again")
    once_more = await made(LetterChoice(BATCH, number=again.id, who=NOT_IN), "once more")
    letters = [letter for part in (1, 2) for letter in await letter_parts.contents(once_more, part, SOPHIE)]
    assert [letter.username for letter in letters] == ["parent.n1", "parent.n2", "parent.n0"]
    assert [letter.children[0].class_name for letter in letters] == ["P3B"] * 3
