"""One family as the office sees it: an adult, the adults who share a child with them, and where each stands."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.access import throttle
from models.access.throttle import ACCOUNT
from models.core.clock import now
from models.database import placeholders, query
from models.desk.custody import ENDING, OPEN, Access
from models.desk.logins import Logins, logins
from models.families.child import Pupil
from models.families.standing import EXPIRED, NOT_INVITED, Standing
from models.outbox import mail

ADULTS = 12  # a child has no more; a register number used twice might


@dataclass(frozen=True, slots=True)
class Living:
    """The one token that still opens, or would if it had not expired."""

    kind: str
    carrier: str
    made_at: datetime
    expires_at: datetime
    opened_at: datetime | None
    failed_at: datetime | None

    @property
    def good(self) -> bool:
        return self.expires_at > now()


@dataclass(frozen=True, slots=True)
class LastMail:
    """The last mail that was to let this adult in: its `state` (models/outbox/mail.py), and the server's words."""

    state: str
    words: str
    made_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Adult(Standing):
    """An adult of the family. `standing` as in models.families.standing; `pause`: seconds that sign-in must wait."""

    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    phone: str
    activated_at: datetime | None
    disabled_at: datetime | None
    refused_words: str
    standing: str
    until: datetime | None
    accesses: tuple[Access, ...]
    token: Living | None
    mail: LastMail | None
    logins: Logins
    pause: int

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.username

    @property
    def disabled(self) -> bool:
        return self.disabled_at is not None

    @property
    def activated(self) -> bool:
        return self.activated_at is not None

    @property
    def with_child(self) -> bool:
        """Whether there is a child of the school to see."""
        return any(access.state in (OPEN, ENDING) and not access.left for access in self.accesses)


async def family(guardian: int) -> list[Adult]:
    """This adult first, then those who share a child, ended accesses included. `LookupError` when there is none."""
    rows = await query(
        "SELECT DISTINCT o.guardian FROM guardianship s JOIN guardianship o ON o.child = s.child WHERE s.guardian = ?"
        " AND o.guardian <> ? ORDER BY o.guardian LIMIT ?",
        *(guardian, guardian, ADULTS),
    )
    ids = [guardian, *(row["guardian"] for row in rows)]
    people = {row["id"]: row for row in await _rows(PEOPLE, ids)}
    if guardian not in people:
        raise LookupError(guardian)
    accesses, mails = await _accesses(ids), {row["guardian"]: row for row in await _rows(MAILS, ids)}
    return [await _adult(people[id_], accesses[id_], mails.get(id_)) for id_ in ids if id_ in people]


SAID = ("id", "username", "first_name", "last_name", "email", "phone", "activated_at", "disabled_at", "refused_words")
PEOPLE = (
    f"SELECT {', '.join(f'g.{name}' for name in SAID)}, d.standing, d.until, t.kind, t.carrier,"
    " t.created_at AS made_at, t.expires_at, t.opened_at, t.failed_at"
    " FROM guardian g LEFT JOIN directory d ON d.guardian = g.id LEFT JOIN token t ON t.id = (SELECT MAX(id) FROM token"
    " WHERE guardian = g.id AND spent_at IS NULL AND revoked_at IS NULL) WHERE g.id IN (<ids>)"
)
ACCESSES = (
    "SELECT s.guardian, c.id, c.first_name, c.last_name, c.class_name, c.left_at, s.relation, s.ended_at, s.ended_by,"
    " s.ended_because FROM guardianship s JOIN child c ON c.id = s.child WHERE s.guardian IN (<ids>)"
    " ORDER BY c.first_name, c.id"
)
MAILS = (
    "SELECT guardian, state, server_words, created_at, finished_at FROM mail WHERE id IN (SELECT MAX(id) FROM mail"
    f" WHERE guardian IN (<ids>) AND kind IN ('{mail.INVITATION}', '{mail.REMINDER}', '{mail.RESET}',"
    f" '{mail.RESET_ASKED}') GROUP BY guardian)"
)


async def _rows(sql: str, ids: list[int]) -> list[dict[str, Any]]:
    return await query(sql.replace("<ids>", placeholders(ids)), *ids)


async def _accesses(ids: list[int]) -> dict[int, list[Access]]:
    found = defaultdict(list)
    for row in await _rows(ACCESSES, ids):
        child = Pupil(row["id"], row["first_name"], row["last_name"], row["class_name"])
        ended = row["ended_at"], row["ended_by"], row["ended_because"], row["left_at"] is not None
        found[row["guardian"]].append(Access(row["guardian"], child, row["relation"], *ended))
    return found


async def _adult(row: dict[str, Any], accesses: list[Access], sent: dict[str, Any] | None) -> Adult:
    parts = (row[name] for name in ("carrier", "made_at", "expires_at", "opened_at", "failed_at"))
    return Adult(
        **{name: row[name] for name in SAID},
        standing=EXPIRED if row["until"] and row["until"] <= now() else row["standing"] or NOT_INVITED,
        until=row["until"],
        accesses=tuple(accesses),
        token=Living(row["kind"], *parts) if row["kind"] else None,
        mail=LastMail(sent["state"], sent["server_words"], sent["created_at"], sent["finished_at"]) if sent else None,
        logins=await logins(row["id"]),
        pause=await throttle.pause_left(ACCOUNT, row["username"]),
    )
