"""Undoing an import: all of it, while nothing has happened since to any row that it wrote."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from piccolo.custom_types import Combinable

from language.text import _
from models.access.session import Session
from models.access.token import Token
from models.database import execute_many, fetch
from models.families.child import Child
from models.families.event import Event
from models.families.guardian import Guardian
from models.importing.applying import address_notices, journal
from models.importing.applying.journal import Journal, Rows, Written
from models.outbox.mail import Mail

NAMED = 5  # persons that a refusal names
VIEWS = ("family read", "seen as parent")  # events that only record that the office viewed a family


class UndoRefused(Exception):
    """Nothing was changed. `reason` is `not_last`, `touched`, `let_in`, `moved` or `joined`; `who` names some of the
    persons concerned."""

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
                " l’école ou le parent a travaillé avec ces données."
            ),
            "let_in": _(
                "Cet import ne peut plus être annulé. De nouveaux parents ont déjà reçu une invitation"
                " ou utilisé leur compte : {names}."
            ),
            "moved": _(
                "Cet import ne peut plus être annulé. Un mail ou un jeton est déjà parti"
                " à la nouvelle adresse de : {names}."
            ),
            "joined": _("Cet import ne peut plus être annulé. Un accès a été ajouté depuis pour {names}."),
        }[self.reason].format(names=names)


@dataclass(frozen=True, slots=True)
class _PersonName:
    first_name: str
    last_name: str


async def undo(changes: Journal, since: datetime) -> None:
    """Restore every row. Inside a transaction, in turn (`import_run.take_turn`). Raises `UndoRefused`."""
    found = {table: await journal.read(table, [*one.new, *one.changed], lock=True) for table, one in changes.items()}
    for table, rows in found.items():
        if some := journal.touched(changes, table, rows):
            raise UndoRefused("touched", await _names(table, some, rows))
    await _refuse_new_accesses(changes, found)
    guardians = changes.get("guardian", Written())
    if some := await _busy(set(guardians.new)):
        raise UndoRefused("let_in", await _names("guardian", some, found["guardian"]))
    if some := await _mailed(set(address_notices.moved(changes)), since):
        raise UndoRefused("moved", await _names("guardian", some, found["guardian"]))
    await _keep_views(set(guardians.new))
    await journal.put_back(changes)
    await address_notices.after_undoing(changes, found.get("guardian", {}), since)


async def _refuse_new_accesses(changes: Journal, found: dict[str, Rows]) -> None:
    """Deleting a new adult or child would delete their accesses that the import did not make, and what the office wrote
    there: then nothing is undone."""
    links = changes.get("guardianship", Written())
    known = {*links.new, *links.changed}
    for table in ("guardian", "child"):
        there = await journal.read("guardianship", changes.get(table, Written()).new, table)
        if some := {row[table] for id, row in there.items() if id not in known}:
            raise UndoRefused("joined", await _names(table, some, found[table]))


async def _busy(new: set[int]) -> set[int]:
    """The new accounts that have a token, mail, session or event of their own."""
    busy = await _concerned(Token, new) | await _concerned(Mail, new) | await _concerned(Session, new)
    return busy | await _concerned(Event, new, Event.action.not_in(list(VIEWS)))


async def _mailed(moved: set[int], since: datetime) -> set[int]:
    """The adults who got a token or mail at the address that the import gave them, besides the notice of the change."""
    others = (Mail.created_at >= since) & Mail.kind.not_in(address_notices.NOTICES)
    return await _concerned(Token, moved, Token.created_at >= since) | await _concerned(Mail, moved, others)


async def _concerned(
    table: type[Token | Mail | Session | Event], guardians: set[int], condition: Combinable | None = None
) -> set[int]:
    """The guardians among these of whom the table has such a row."""
    if not guardians:
        return set()
    between = (table.guardian >= min(guardians)) & (table.guardian <= max(guardians))
    rows = table.select(table.guardian).where(between & condition if condition else between).distinct()
    return {*await fetch(int, rows)} & guardians


async def _keep_views(new: set[int]) -> None:
    """Keep the events of views of accounts that the undo deletes, with the username in place of the id."""
    looked_at = await _concerned(Event, new, Event.action.is_in(list(VIEWS)))
    await execute_many(
        "UPDATE event SET guardian = NULL, detail = (SELECT username FROM guardian WHERE id = ?) WHERE guardian = ?",
        [(guardian, guardian) for guardian in sorted(looked_at)],
    )


async def _names(table: str, some: Collection[int], found: Rows) -> tuple[str, ...]:
    """The names of a few of the adults or children that these rows are about."""
    names: list[str] = []
    for id in sorted(some)[:NAMED]:
        number = id if table == "child" else found.get(id, {}).get("guardian", id)
        person = Child if table == "child" else Guardian
        rows = person.select(person.first_name, person.last_name).where(person.id == number)
        names += [f"{row.first_name} {row.last_name}" for row in await fetch(_PersonName, rows)] or [f"n° {number}"]
    return (*dict.fromkeys(names), *(["…"] if len(some) > NAMED else []))
