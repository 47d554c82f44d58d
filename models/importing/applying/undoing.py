"""Undoing an import: all of it, while nothing has happened since to any row that it wrote."""

from collections.abc import Collection
from datetime import datetime

from language.text import _
from models.database import placeholders, query
from models.importing.applying import journal, telling
from models.importing.applying.journal import Journal, Rows, Written

NAMED = 5  # persons that a refusal names
LOOKS = ("family read", "seen as parent")  # the office looking at somebody is nothing that happened to them


class UndoRefused(Exception):
    """Nothing was changed. `reason` is `not_last`, `touched`, `let_in`, `moved` or `joined`; `who` names some of those
    concerned."""

    def __init__(self, reason: str, who: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason, self.who = reason, who

    @property
    def sentence(self) -> str:
        """Why, in the language in use."""
        names = ", ".join(self.who)
        return {
            "not_last": _("Cet import ne peut plus être annulé : un autre import a suivi, ou il est déjà annulé."),
            "touched": _(
                "Cet import ne peut plus être annulé. Depuis, quelque chose a changé pour {names} :"
                " l'école ou le parent a travaillé avec ces données."
            ),
            "let_in": _(
                "Cet import ne peut plus être annulé. De nouveaux parents ont déjà reçu une invitation"
                " ou utilisé leur compte : {names}."
            ),
            "moved": _(
                "Cet import ne peut plus être annulé. Un e-mail ou un jeton est déjà parti"
                " à la nouvelle adresse de : {names}."
            ),
            "joined": _("Cet import ne peut plus être annulé. Un accès a été ajouté depuis pour {names}."),
        }[self.reason].format(names=names)


async def undo(changes: Journal, since: datetime) -> None:
    """Put every row back. Inside a transaction, alone (turn.py). Raises `UndoRefused`."""
    found = {table: await journal.read(table, [*one.new, *one.changed], lock=True) for table, one in changes.items()}
    for table, rows in found.items():
        if some := journal.touched(changes, table, rows):
            raise UndoRefused("touched", await _names(table, some, rows))
    await _refuse_who_joined(changes, found)
    guardians = changes.get("guardian", Written())
    if some := await _busy(set(guardians.new)):
        raise UndoRefused("let_in", await _names("guardian", some, found["guardian"]))
    if some := await _mailed(set(telling.moved(changes)), since):
        raise UndoRefused("moved", await _names("guardian", some, found["guardian"]))
    await _keep_the_looks(set(guardians.new))
    await journal.put_back(changes)
    await telling.after_undoing(changes, found.get("guardian", {}), since)


async def _refuse_who_joined(changes: Journal, found: dict[str, Rows]) -> None:
    """An access of a new adult or child that the import did not make would go with them, and what the office wrote on
    it: then nothing goes."""
    links = changes.get("guardianship", Written())
    known = {*links.new, *links.changed}
    for table in ("guardian", "child"):
        there = await journal.read("guardianship", changes.get(table, Written()).new, table)
        if some := {row[table] for id, row in there.items() if id not in known}:
            raise UndoRefused("joined", await _names(table, some, found[table]))


async def _busy(new: set[int]) -> set[int]:
    """Which of these new accounts has a token, mail, session or event of its own."""
    busy = await _of("token", new) | await _of("mail", new) | await _of("session", new)
    looks = placeholders(LOOKS)
    return busy | await _of("event", new, f"AND action NOT IN ({looks})", *LOOKS)


async def _mailed(moved: set[int], since: datetime) -> set[int]:
    """Which of these got a token or mail at the address that the import gave them, but for the mail that tells so."""
    fresh = "AND created_at >= ?"
    return await _of("token", moved, fresh, since) | await _of("mail", moved, f"{fresh} AND NOT {telling.KINDS}", since)


async def _of(table: str, guardians: set[int], condition: str = "", *values: object) -> set[int]:
    """Those of them whom a row of this table is about."""
    if not guardians:
        return set()
    rows = await query(
        f"SELECT DISTINCT guardian FROM {table} WHERE guardian >= ? AND guardian <= ? {condition}",
        *(min(guardians), max(guardians), *values),
    )
    return {row["guardian"] for row in rows} & guardians


async def _keep_the_looks(new: set[int]) -> None:
    """Who looked at a family stays in the audit when the family goes: by username, no longer by number."""
    looks = placeholders(LOOKS)
    for guardian in sorted(await _of("event", new, f"AND action IN ({looks})", *LOOKS)):
        await query(
            "UPDATE event SET guardian = NULL, detail = (SELECT username FROM guardian WHERE id = ?)"
            " WHERE guardian = ?",
            *(guardian, guardian),
        )


async def _names(table: str, some: Collection[int], found: Rows) -> tuple[str, ...]:
    """What people call a few of these rows: the adult's or the child's name."""
    named = []
    for id in sorted(some)[:NAMED]:
        who, number = ("child", id) if table == "child" else ("guardian", found.get(id, {}).get("guardian", id))
        rows = await query(f"SELECT first_name, last_name FROM {who} WHERE id = ?", number)
        named += [f"{row['first_name']} {row['last_name']}" for row in rows] or [f"n° {number}"]
    return (*dict.fromkeys(named), *(["…"] if len(some) > NAMED else []))
