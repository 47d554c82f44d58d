import asyncio
from datetime import timedelta
from typing import Any

import pytest

from models.access import token
from models.access.token_refused import TokenReplaced
from models.core import crockford
from models.core.clock import now
from models.database import transaction
from models.families import directory
from models.families.event import Actor
from models.invitations import invitation, letter_batch, letter_choice, letter_parts
from models.invitations.letter_batch import NoRecipients
from models.invitations.letter_choice import BATCH, CLASS, NOT_IN, ONE, Addressee, LetterChoice
from models.office.sweep import sweep
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.sql import query

BY = {"actor": "office:sophie.office", "client": "192.0.2.1"}
SOPHIE = Actor(BY["actor"], BY["client"])
EVERYBODY = LetterChoice(who=NOT_IN)


async def made(choice: LetterChoice = EVERYBODY, once: str = "first") -> letter_batch.Batch:
    return await letter_batch.batch(await letter_batch.make(choice, once, **BY))


async def codes(batch: letter_batch.Batch) -> list[str]:
    return [crockford.read(letter.code) for letter in await letter_parts.contents(batch, 1, SOPHIE)]


async def standing(guardian: int) -> str:
    return str((await query("SELECT standing FROM directory WHERE guardian = ?", guardian))[0]["standing"])


def names(people: tuple[Addressee, ...]) -> list[str]:
    return [person.username for person in people]


async def child(guardian: int, **values: Any) -> None:
    """Changes the one child of this adult."""
    for name, value in values.items():
        await query(f"UPDATE child SET {name} = ? WHERE register_number = ?", value, f"R{guardian}")


async def test_a_letters_code_works_and_shows_in_the_list_and_in_the_audit(opened: Settings) -> None:
    marie = await parent("marie.dupont", "")
    await directory.refresh([marie])
    assert await standing(marie) == "no_address"
    batch = await made()
    assert await standing(marie) == "given"
    (letter,) = await letter_parts.contents(batch, 1, SOPHIE)
    row = await token.find(crockford.read(letter.code))
    assert (row.guardian, row.kind) == (marie, token.INVITATION)
    assert letter.link == f"http://testserver.local/first-connection?token={letter.code}"
    assert row.expires_at == letter.expires_at
    assert await query("SELECT guardian, actor, client FROM event WHERE action = 'letter printed'") == [
        {"guardian": marie, **BY}
    ]


async def test_who_gets_a_letter_and_who_does_not(opened: Settings) -> None:
    await parent("marie.dupont", "")
    await parent("luc.mail", "luc@example.org")
    refused = await parent("ines.refusee", "ines@example.org")
    await query("UPDATE guardian SET refused_at = ? WHERE id = ?", now(), refused)
    await parent("jean.dedans", "", activated=True)
    await disable(await parent("eva.loin", ""))
    await child(await parent("ana.partie", ""), left_at=now())
    barred = await parent("paul.exclu", "")
    await query("UPDATE guardianship SET ended_at = ? WHERE guardian = ?", now(), barred)
    found = await letter_choice.find(LetterChoice())
    assert names(found.letters) == ["marie.dupont", "ines.refusee"]
    assert names(found.by_mail) == ["luc.mail"]
    assert names(found.already_in) == ["jean.dedans"]
    assert names(found.disabled) == ["eva.loin"]
    assert sorted(names(found.without_child)) == ["ana.partie", "paul.exclu"]
    choice = await letter_choice.find(EVERYBODY)
    assert names(choice.letters) == ["marie.dupont", "luc.mail", "ines.refusee"]
    for username in ("jean.dedans", "eva.loin", "ana.partie", "paul.exclu"):
        (row,) = await query("SELECT id FROM guardian WHERE username = ?", username)
        with pytest.raises(NoRecipients):
            await letter_batch.make(LetterChoice(ONE, number=row["id"]), username, **BY)
    assert await query("SELECT id FROM letter_batch") == []


async def test_an_unknown_adult_is_not_found(opened: Settings) -> None:
    with pytest.raises(LookupError):
        await letter_batch.make(LetterChoice(ONE, number=77), "once", **BY)


async def test_the_same_form_twice_at_once_makes_one_batch(opened: Settings) -> None:
    marie = await parent("marie.dupont", "")
    first, second = await asyncio.gather(*(letter_batch.make(EVERYBODY, "once", **BY) for _ in range(2)))
    assert first == second
    assert len(await query("SELECT id FROM token WHERE guardian = ?", marie)) == 1
    assert len(await query("SELECT id FROM event WHERE action = 'letter printed'")) == 1


async def test_two_secretaries_at_once_leave_one_letter_that_opens(opened: Settings) -> None:
    await parent("marie.dupont", "")
    made = await asyncio.gather(
        *(letter_batch.make(EVERYBODY, once, **BY) for once in ("hers", "his")), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in made) == ["NoRecipients", "int"]
    assert len(await query("SELECT id FROM token WHERE revoked_at IS NULL")) == 1


async def test_a_letter_that_is_still_good_is_left_alone_unless_asked_again(opened: Settings) -> None:
    await parent("marie.dupont", "")
    (older,) = await codes(await made())
    assert names((await letter_choice.find(EVERYBODY)).still_good) == ["marie.dupont"]
    with pytest.raises(NoRecipients):
        await made(once="second")
    await token.find(older)
    batch = await made(LetterChoice(who=NOT_IN, again=True), once="third")
    (newer,) = await codes(batch)
    await token.find(newer)
    with pytest.raises(TokenReplaced):
        await token.find(older)


async def test_a_reprint_says_which_letter_it_replaces(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont", "")
    first = await made()
    assert [letter.replaces_at for letter in await letter_parts.contents(first, 1, SOPHIE)] == [None]
    time.move(days=3)
    again = await made(LetterChoice(BATCH, number=first.id), once="again")
    (letter,) = await letter_parts.contents(again, 1, SOPHIE)
    assert letter.replaces_at == first.at
    assert await letter_parts.contents(first, 1, SOPHIE) == [], "a dead letter is printed no more"
    assert [one.replaced for one in await letter_batch.recipients(first.id)] == [True]
    one = await made(LetterChoice(ONE, number=marie), once="one")
    assert [letter.replaces_at for letter in await letter_parts.contents(one, 1, SOPHIE)] == [again.at]
    assert (one.scope, one.names, one.letters) == ("one", "Marie Dupont", 1)


async def test_a_letter_ends_the_mail_that_was_sent_and_says_so_before(opened: Settings) -> None:
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    (person,) = (await letter_choice.find(EVERYBODY)).letters
    assert person.ends_mail
    await made()
    assert len(await query("SELECT id FROM token WHERE revoked_because = 'replaced'")) == 1


async def test_letters_are_sorted_as_they_are_handed_out(opened: Settings) -> None:
    for username, room, last in (
        ("zoe.p10", "P10A", "Abel"),
        ("emma.p3", "P3B", "Zola"),
        ("noe.p3", "P3B", "Éloi"),
        ("lea.p3", "p3b", "Elise"),
    ):
        await child(await parent(username, "", class_name=room), last_name=last)
    letters = await letter_parts.contents(await made(), 1, SOPHIE)
    assert [letter.username for letter in letters] == ["lea.p3", "noe.p3", "emma.p3", "zoe.p10"]


async def test_in_a_class_the_child_of_that_class_takes_it_home(opened: Settings) -> None:
    marie = await parent("marie.dupont", "", class_name="P3B")
    rows = await query(
        "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES ('X', 'Adam', 'Dupont', 'M1A')"
        " RETURNING id"
    )
    await query(
        "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", marie, rows[0]["id"]
    )
    await parent("luc.petit", "", class_name="P1A")
    batch = await made(LetterChoice(CLASS, "P3B", who=NOT_IN))
    (letter,) = await letter_parts.contents(batch, 1, SOPHIE)
    assert [one.class_name for one in letter.children] == ["P3B", "M1A"]
    assert batch.scope == "class:P3B"


async def test_a_child_whose_access_ended_since_is_on_no_sheet(opened: Settings) -> None:
    marie = await parent("marie.dupont", "")
    batch = await made()
    await query("UPDATE guardianship SET ended_at = ? WHERE guardian = ?", now() - timedelta(seconds=1), marie)
    assert await letter_parts.contents(batch, 1, SOPHIE) == []


async def test_a_letter_does_not_promise_a_mail_to_an_address_that_is_refused(opened: Settings) -> None:
    await parent("marie.dupont")
    batch = await made()
    (letter,) = await letter_parts.contents(batch, 1, SOPHIE)
    assert letter.email
    await query("UPDATE guardian SET refused_at = ?", now())
    (letter,) = await letter_parts.contents(batch, 1, SOPHIE)
    assert letter.email == ""


async def test_letters_can_be_printed_again_for_a_day(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont", "")
    batch = await made()
    before = await codes(batch)
    time.move(hours=23)
    await sweep()
    assert (await letter_batch.batch(batch.id)).printable
    assert await codes(batch) == before
    time.move(hours=1, seconds=1)
    assert not (await letter_batch.batch(batch.id)).printable
    await sweep()
    assert await query("SELECT seed FROM letter") == [{"seed": ""}]
    assert await codes(batch) == []
    assert (await token.find(before[0])).id, "what is on paper still opens"


async def test_once_printed_no_code_can_be_made_again(opened: Settings) -> None:
    await parent("marie.dupont", "")
    batch = await made()
    assert await codes(batch)
    await letter_parts.printed(batch.id, 1, SOPHIE)
    await letter_parts.printed(batch.id, 1, SOPHIE)
    assert not (await letter_batch.batch(batch.id)).printable
    assert await letter_parts.contents(batch, 1, SOPHIE) == []


async def test_the_history_counts_who_came_in(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont", "")
    await parent("luc.petit", "")
    batch = await made()
    await query("UPDATE guardian SET activated_at = ? WHERE id = ?", now(), marie)
    (found,) = await letter_batch.batches(1000)
    assert (found.letters, found.arrived, found.waiting, found.actor) == (2, 1, 2, "office:sophie.office")
    assert [one.arrived for one in await letter_batch.recipients(batch.id)] == [True, False]
    time.move(days=366)
    await sweep()
    with pytest.raises(LookupError):
        await letter_batch.batch(batch.id)


async def test_a_large_batch_is_printed_page_by_page(opened: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_batch, "LETTERS_SHOWN", 2)
    async with transaction():
        for i in range(5):
            await parent(f"parent.n{i}", "")
    batch = await made()
    sizes = [len(await letter_parts.contents(batch, part, SOPHIE)) for part in (1, 2, 3, 4)]
    assert sizes == [2, 2, 1, 0]


async def test_neither_code_nor_seed_is_stored_after_printing(opened: Settings) -> None:
    await parent("marie.dupont", "")
    batch = await made()
    (code,) = await codes(batch)
    tables = ("letter", "letter_batch", "token", "event", "mail")
    assert code not in str([await query(f"SELECT * FROM {table}") for table in tables])
    (seed,) = [row["seed"] for row in await query("SELECT seed FROM letter")]
    await letter_parts.printed(batch.id, 1, SOPHIE)
    assert seed not in str([await query(f"SELECT * FROM {table}") for table in tables])
