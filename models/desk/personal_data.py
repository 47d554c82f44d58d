"""What the school holds on one adult, to hand over (GDPR art. 15 and 20)."""

import json
from contextlib import suppress
from datetime import datetime
from typing import Any

from models.core.clock import now
from models.database import Rows, query
from models.families.guardian import guardian

HAND_OVER = "preau-personal-data"
# Everything but digests and seeds: those tell nothing about a person, and open doors.
ABOUT = {
    "account": (
        "SELECT username, first_name, last_name, email, phone, language, created_at, activated_at, disabled_at,"
        " refused_at, refused_words, file_first_name, file_last_name, file_email, former_contact"
        " FROM guardian WHERE id = ?"
    ),
    "children": (
        "SELECT c.first_name, c.last_name, c.class_name, c.register_number, c.left_at, s.relation, s.ended_at,"
        " s.ended_by FROM guardianship s JOIN child c ON c.id = s.child WHERE s.guardian = ? ORDER BY s.id"
    ),
    "tokens": (
        "SELECT kind, carrier, created_at, expires_at, opened_at, failed_at, spent_at, revoked_at, revoked_because"
        " FROM token WHERE guardian = ? ORDER BY id"
    ),
    "sessions": (
        "SELECT device, created_at, last_seen_at, expires_at, remembered FROM session WHERE guardian = ? ORDER BY id"
    ),
    "mails": (
        "SELECT kind, address, state, created_at, finished_at, server_words FROM mail WHERE guardian = ? ORDER BY id"
    ),
    "letters": (
        "SELECT b.at, l.replaces_at FROM letter l JOIN letter_batch b ON b.id = l.batch WHERE l.guardian = ?"
        " ORDER BY l.id"
    ),
    "events": "SELECT at, actor, action, result, client, detail FROM event WHERE guardian = ? ORDER BY id",
}
PRESENT = ("class_name", "register_number", "left_at")  # how a child is now


async def gather(guardian_id: int) -> dict[str, Any]:
    """Ready for JSON: each list oldest first, moments in UTC. Nothing of another adult's. `LookupError` if unknown.

    Of a child whom this adult may not see any more it says nothing of the present. Why the office ended an access it
    never says: the office reads the reason, the parent does not.
    """
    person = await guardian(guardian_id)
    rows = {name: await query(statement, guardian_id) for name, statement in ABOUT.items()}
    rows["children"] = [_as_seen(row) for row in rows["children"]]
    rows["events"] = [{**row, "detail": _without_reason(row["detail"])} for row in rows["events"]]
    found = {name: _plain(some) for name, some in rows.items()}
    return {
        "format": HAND_OVER,
        "made_at": now().isoformat(timespec="seconds"),
        "username": person.username,
        **found,
        "account": found["account"][0],
    }


def _as_seen(child: dict[str, Any]) -> dict[str, Any]:
    closed = child["ended_at"] is not None and child["ended_at"] <= now()
    return {name: value for name, value in child.items() if not (closed and name in PRESENT)}


def _without_reason(detail: str) -> str:
    with suppress(ValueError, RecursionError):  # text of a mail server, perhaps
        told = json.loads(detail)
        if isinstance(told, dict) and "because" in told:
            return json.dumps({name: value for name, value in told.items() if name != "because"}, ensure_ascii=False)
    return detail


def _plain(rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            name: value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
            for name, value in r.items()
        }
        for r in rows
    ]
