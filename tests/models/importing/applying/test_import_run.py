"""The history of imports, and undoing the last one."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextvars import Context
from typing import Any

import pytest

from models.access import session, token
from models.core.clock import now
from models.database import transaction
from models.desk import custody
from models.families import event
from models.importing import read
from models.importing.applying import import_run, write_plan
from models.importing.applying.apply import ImportRefused, carry_out
from models.importing.applying.import_run import UndoRefused, runs, undo, undoable
from models.importing.applying.journal import COLUMNS
from models.outbox import mail
from settings import Settings
from tests.support.clock import Clock
from tests.support.files import LONG, apply, as_csv, row, sample
from tests.support.people import BY
from tests.support.sql import query

LEA = row()
MAX = row("2", child="Petit Max", adult="Petit Anne", email="anne@x.be")
TOM = row("3", child="Long Tom", adult="Long Jean", email="jean@x.be")


async def everything() -> dict[str, list[dict[str, object]]]:
    """All that an import may write, but for the number that every change makes higher."""
    found = {}
    for table, columns in COLUMNS.items():
        rows = await query(f"SELECT id, {columns} FROM {table} ORDER BY id")
        found[table] = [{name: value for name, value in one.items() if name != "version"} for one in rows]
    return found


def changed(cells: list[str], **values: str) -> list[str]:
    return [values.get(name, cell) for name, cell in zip(LONG, cells, strict=True)]


async def last() -> int:
    number = await undoable()
    assert number is not None
    return number


async def refused() -> UndoRefused:
    """Undoing the last import is refused, and nothing has changed."""
    before = await everything()
    with pytest.raises(UndoRefused) as raised:
        await undo(await last(), "office:sophie")
    assert await everything() == before
    assert await undoable() is not None
    return raised.value


async def test_an_import_is_in_the_history(opened: Settings) -> None:
    plan = await carry_out(read(sample("families-small")), file_name="families.csv", actor="office:sophie")
    (run,) = await runs()
    assert (run.id, run.file_name, run.actor, run.undoable) == (plan.run, "families.csv", "office:sophie", True)
    assert (run.counts["new_children"], run.counts["new_adults"]) == (18, 22)
    assert await import_run.run(run.id) == run
    with pytest.raises(LookupError):
        await import_run.run(run.id + 1)


async def test_a_refused_import_is_not_in_the_history(opened: Settings) -> None:
    with pytest.raises(ImportRefused):
        await apply(sample("broken"))
    assert await runs() == []


async def test_undoing_the_first_import_leaves_an_empty_school_and_the_same_import_works_again(
    opened: Settings,
) -> None:
    await apply(sample("families-school"))
    first = await everything()
    await undo(await last(), "office:sophie", client="203.0.113.7")
    assert not any((await everything()).values())
    assert await query("SELECT id FROM directory") == []
    (run,) = await runs()
    assert (run.undone_by, run.undoable) == ("office:sophie", False)
    recorded = (await query("SELECT actor, action, client, detail FROM event ORDER BY id"))[-1]
    assert (recorded["actor"], recorded["action"], recorded["client"]) == (
        "office:sophie",
        "import undone",
        "203.0.113.7",
    )
    assert json.loads(recorded["detail"]) == {"run": run.id}
    await apply(sample("families-school"))

    def known(rows: dict[str, list[dict[str, object]]]) -> list[object]:
        return [(one["username"], one["email"]) for one in rows["guardian"]]

    assert known(await everything()) == known(first)


async def test_undoing_a_terms_import_restores_classes_leavers_and_addresses(opened: Settings) -> None:
    await apply(sample("families-school"))
    before = await everything()
    plan = await apply(sample("families-school-next-term"))
    assert plan.gone_children
    assert plan.changed_adults
    await undo(await last(), "cli")
    assert await everything() == before
    again = await apply(sample("families-school-next-term"))
    assert again.counts == plan.counts


async def test_undoing_restores_returned_children_and_changed_accesses(opened: Settings) -> None:
    await apply(as_csv([LEA, MAX, TOM]))
    await apply(as_csv([LEA, MAX]))
    before = await everything()
    plan = await apply(
        as_csv([LEA, changed(MAX, lien="tutrice"), TOM, changed(TOM, matricule="4", prenom_eleve="Zoé")])
    )
    assert (len(plan.returned_children), len(plan.changed_relations), len(plan.begun)) == (1, 1, 2)
    await undo(await last(), "cli")
    assert await everything() == before


async def test_undoing_removes_a_bar_that_the_import_carried_to_another_number(opened: Settings) -> None:
    await apply(as_csv([LEA, row(adult="Dupont Jean", email="jean@example.org"), MAX]))
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE guardian = 2", now())
    before = await everything()
    plan = await apply(as_csv([changed(LEA, matricule="9", nom_responsable="Autre", email="o@x.be"), MAX]))
    assert plan.carried
    await undo(await last(), "cli")
    assert await everything() == before


async def test_undoing_restores_a_token_that_a_new_address_ended(opened: Settings) -> None:
    await apply(as_csv([LEA, MAX]))
    async with transaction():
        seed, _ = await token.issue(1, token.INVITATION)
    await apply(as_csv([changed(LEA, email="new@example.org"), MAX]))
    await undo(await last(), "cli")
    assert (await token.find(token.code_of(seed))).guardian == 1


async def test_only_the_last_import_can_be_undone_and_only_once(opened: Settings) -> None:
    first = (await apply(as_csv([LEA, MAX]))).run
    second = (await apply(as_csv([LEA, MAX, TOM]))).run
    assert first is not None
    assert second is not None
    with pytest.raises(UndoRefused) as raised:
        await undo(first, "cli")
    assert raised.value.reason == "not_last"
    kept = await query("SELECT id FROM import_run WHERE changes <> ''")
    assert kept == [{"id": second}]  # of the older one no personal data is kept
    await undo(second, "cli")
    for number in (first, second, 99):
        with pytest.raises(UndoRefused):
            await undo(number, "cli")
    assert await undoable() is None


async def test_of_two_undos_at_once_one_is_refused(opened: Settings) -> None:
    await apply(as_csv([LEA, MAX]))
    number = await last()
    done = await asyncio.gather(*(undo(number, "cli") for _ in range(3)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["NoneType", "UndoRefused", "UndoRefused"]
    assert len(await query("SELECT id FROM event WHERE action = 'import undone'")) == 1


async def test_an_import_that_changed_nothing_leaves_the_one_before_undoable(opened: Settings) -> None:
    number = (await apply(as_csv([LEA, MAX]))).run
    await apply(as_csv([LEA, MAX]))
    assert [run.undoable for run in await runs()] == [False, True]
    assert await undoable() == number
    await undo(await last(), "cli")
    assert not any((await everything()).values())


async def _invite() -> None:
    async with transaction():
        await token.issue(2, token.INVITATION)


async def _mail() -> None:
    await mail.queue(mail.INVITATION, "anne@x.be", 2)


async def _sign_in() -> None:
    await session.start(2)


async def _event() -> None:
    await event.record("reset asked", guardian=2)


@pytest.mark.parametrize("happened", [_invite, _mail, _sign_in, _event])
async def test_an_import_is_not_undone_after_a_new_parent_was_invited(
    opened: Settings, happened: Callable[[], Awaitable[None]]
) -> None:
    await apply(as_csv([LEA]))
    await apply(as_csv([LEA, MAX]))
    await happened()
    refusal = await refused()
    assert refusal.reason == "let_in"
    assert "Anne Petit" in refusal.sentence


@pytest.mark.parametrize(
    ("table", "edit", "who"),
    [
        ("guardian", "email = 'other@x.be'", "Anne Petit"),
        ("guardian", "version = version + 1", "Anne Petit"),
        ("guardianship", "ended_by = 'office'", "Anne Petit"),
        ("child", "class_name = 'P9'", "Max Petit"),
    ],
)
async def test_an_import_is_not_undone_after_the_office_changed_a_row_and_the_refusal_names_it(
    opened: Settings, table: str, edit: str, who: str
) -> None:
    await apply(as_csv([LEA]))
    await apply(as_csv([LEA, MAX]))
    await query(f"UPDATE {table} SET {edit} WHERE id = 2")
    refusal = await refused()
    assert refusal.reason == "touched"
    assert who in refusal.sentence


async def test_an_access_that_the_office_ends_while_an_import_writes_is_not_the_imports(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the undo would give it back."""
    anne = changed(MAX, matricule="1", nom_eleve="Dupont", prenom_eleve="Léa", classe="P1A")
    await apply(as_csv([LEA, anne]))
    write, edits = write_plan.write, list[asyncio.Task[None]]()

    async def slowly(*args: Any) -> None:
        ending = custody.end(2, 1, 0, BY, because="jugement")
        edits.append(Context().run(asyncio.get_running_loop().create_task, ending))  # a transaction of its own
        await asyncio.sleep(0.2)
        await write(*args)

    monkeypatch.setattr(write_plan, "write", slowly)
    await apply(as_csv([LEA]))
    await edits[0]
    refusal = await refused()
    assert (refusal.reason, refusal.who) == ("touched", ("Anne Petit",))
    (access,) = await query("SELECT ended_by, ended_because FROM guardianship WHERE guardian = 2")
    assert access == {"ended_by": "office", "ended_because": "jugement"}


async def test_an_edit_of_a_row_that_the_import_left_unchanged_does_not_prevent_the_undo(opened: Settings) -> None:
    await apply(as_csv([LEA, MAX]))
    await apply(as_csv([LEA, changed(MAX, telephone="0478 54 55 58")]))
    await query("UPDATE guardian SET last_name = 'Durand', version = version + 1 WHERE id = 1")
    await undo(await last(), "cli")
    people = await query("SELECT last_name, phone FROM guardian ORDER BY id")
    assert [tuple(one.values()) for one in people] == [("Durand", ""), ("Petit", "")]


async def test_an_import_is_not_undone_after_a_parent_was_disabled_and_the_refusal_names_the_parent(
    opened: Settings,
) -> None:
    await apply(as_csv([LEA, MAX]))
    await apply(as_csv([LEA, changed(MAX, langue="nl")]))
    await query("UPDATE guardian SET disabled_at = ? WHERE id = 2", now())
    assert "Anne Petit" in (await refused()).sentence


async def test_an_import_is_not_undone_after_mail_was_sent_to_a_new_address(opened: Settings, time: Clock) -> None:
    await apply(as_csv([LEA, MAX]))
    await mail.queue(mail.INVITATION, "anne@x.be", 2)
    time.move(minutes=1)
    await apply(as_csv([LEA, changed(MAX, email="new@x.be")]))
    await undo(await last(), "cli")  # the mail went before the import
    await apply(as_csv([LEA, changed(MAX, email="new@x.be")]))
    time.move(minutes=1)
    await mail.queue(mail.INVITATION, "new@x.be", 2)
    refusal = await refused()
    assert (refusal.reason, refusal.who) == ("moved", ("Anne Petit",))


async def test_an_import_is_not_undone_after_an_access_was_added(opened: Settings) -> None:
    await apply(as_csv([LEA]))
    await apply(as_csv([LEA, MAX]))
    await query(
        "INSERT INTO guardianship (guardian, child, relation, ended_at, ended_by) VALUES (1, 2, '', ?, 'office')",
        now(),
    )
    assert "Max Petit" in (await refused()).sentence


async def test_views_of_a_family_do_not_prevent_the_undo_and_stay_in_the_audit(opened: Settings) -> None:
    await apply(as_csv([LEA, MAX]))
    await event.record("family read", guardian=2, actor="office:sophie")
    await undo(await last(), "cli")
    (recorded,) = await query("SELECT guardian, actor, detail FROM event WHERE action = 'family read'")
    assert recorded == {"guardian": None, "actor": "office:sophie", "detail": "anne.petit"}


async def test_a_page_opened_before_the_undo_cannot_overwrite_it(opened: Settings) -> None:
    await apply(as_csv([LEA, MAX]))
    await apply(as_csv([LEA, changed(MAX, langue="nl")]))
    version = (await query("SELECT version FROM guardian WHERE id = 2"))[0]["version"]
    await undo(await last(), "cli")
    assert (await query("SELECT version FROM guardian WHERE id = 2"))[0]["version"] > version


async def test_a_refused_undo_names_a_few_of_many_persons(opened: Settings) -> None:
    await apply(sample("families-small"))
    await query("UPDATE guardian SET version = 1")
    refusal = await refused()
    assert len(refusal.who) == 6
    assert refusal.who[-1] == "…"
