"""What became of announcements with one adult: mails that wait or left, what was opened, read and answered."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from models.announcements.weekly import STILL_GOES
from models.core.clock import now
from models.core.days import day_of
from models.database import fetch
from models.outbox import mail

WAITING, MAILED, SEEN = "announcement waiting", "announcement mailed", "announcement seen"
READ, ANSWERED = "announcement read", "announcement answered"
# The actions; what a higher one says makes a lower one known.
STEPS = {WAITING: 0, MAILED: 1, SEEN: 2, READ: 3, ANSWERED: 3}
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Row:
    at: datetime
    announcement: int
    action: str
    result: str
    title: str
    choices: str
    choice: int
    child: str
    sending: int


@dataclass(frozen=True, slots=True)
class Step:
    """One of them, as an event of the audit would say it: `detail` is JSON with the title, and of an answer the child
    and the words; of *Oui* and *Non* the `result` is `yes` or `no`."""

    at: datetime
    action: str
    result: str
    detail: str


async def of_adult(guardian: int, most: int) -> list[Step]:
    """The last steps of this adult, the latest first, with those of the accounts merged into this one.

    Of one announcement each day tells only the steps that say most; a mail that waits is told until something happens,
    and while it can still leave. A mail that was refused or came back has an event of its own.
    """
    waiting, sent, moment = mail.WAITING, mail.SENT, now()
    bound = (guardian, guardian, *waiting, moment, moment, moment, moment, sent, sent, most)
    found = await fetch(_Row, _FOUND, *bound)
    happened = {row.announcement: row.at for row in reversed(found) if row.action != WAITING}
    rows = [row for row in found if row.action != WAITING or row.at > happened.get(row.announcement, LONG_AGO)]
    highest, mailed, steps = dict[tuple[int, date], int](), dict[int, int](), list[Step]()
    for row in rows:
        of_day = row.announcement, day_of(row.at)
        highest[of_day] = max(highest.get(of_day, 0), STEPS[row.action])
    for row in reversed(rows):
        if row.action == MAILED:
            again = mailed.get(row.announcement, row.sending) != row.sending and not row.result
            mailed[row.announcement] = row.sending
            row = replace(row, result="reminded") if again else row
        if STEPS[row.action] == highest[row.announcement, day_of(row.at)]:
            steps.append(_step(row))
    return steps[::-1]


# Raw: read for each adult of a family's page, from four tables at once.
_FOUND = (
    "WITH them AS (SELECT id FROM guardian WHERE id = ? OR merged_into = ?), steps AS ("  # noqa: S608 constants
    "SELECT m.created_at AS at, 'announcement waiting' AS action, '' AS result, z.announcement, 0 AS child,"
    " 0 AS choice, m.sending FROM mail m JOIN announcement_sending z ON z.sending = m.sending"
    " JOIN announcement a ON a.id = z.announcement JOIN guardian x ON x.id = m.guardian"
    " JOIN guardian g ON g.id = COALESCE(x.merged_into, x.id)"  # whom it follows (following.py)
    f" WHERE x.id IN (SELECT id FROM them) AND m.state IN (?, ?) AND {STILL_GOES} AND (x.id = g.id"
    " OR NOT EXISTS (SELECT 1 FROM mail k WHERE k.sending = m.sending AND k.guardian = g.id))"
    " UNION ALL SELECT w.at, 'announcement waiting', 'weekly', w.announcement, 0, 0, 0 FROM announcement_weekly w"
    " JOIN announcement a ON a.id = w.announcement JOIN guardian g ON g.id = w.guardian"
    f" WHERE g.id IN (SELECT id FROM them) AND w.sending IS NULL AND {STILL_GOES}"
    " UNION ALL SELECT m.finished_at, 'announcement mailed',"
    " CASE WHEN z.corrected THEN 'corrected' ELSE '' END, z.announcement, 0, 0, m.sending"
    " FROM mail m JOIN announcement_sending z ON z.sending = m.sending"
    " WHERE m.guardian IN (SELECT id FROM them) AND m.state = ?"
    " UNION ALL SELECT m.finished_at, 'announcement mailed', 'weekly', w.announcement, 0, 0, m.sending"
    " FROM announcement_weekly w JOIN mail m ON m.sending = w.sending AND m.guardian = w.guardian"
    " WHERE w.guardian IN (SELECT id FROM them) AND m.state = ?"
    " UNION ALL SELECT seen_at, 'announcement seen', '', announcement, 0, 0, 0"
    " FROM announcement_receipt WHERE guardian IN (SELECT id FROM them)"
    " UNION ALL SELECT read_at, 'announcement read', '', announcement, 0, 0, 0"
    " FROM announcement_receipt WHERE guardian IN (SELECT id FROM them) AND read_at IS NOT NULL"
    " UNION ALL SELECT at, 'announcement answered', '', announcement, child, choice, 0"
    " FROM announcement_answer WHERE guardian IN (SELECT id FROM them))"
    " SELECT h.at, h.announcement, h.action, h.result, t.title, t.choices, h.choice,"
    " COALESCE(c.first_name, '') AS child, h.sending"
    " FROM steps h JOIN announcement a ON a.id = h.announcement"
    " JOIN announcement_text t ON t.announcement = a.id AND t.language = a.language"
    " LEFT JOIN child c ON c.id = h.child ORDER BY h.at DESC, h.action DESC LIMIT ?"
)


def _step(row: _Row) -> Step:
    said, result = {"title": row.title}, row.result
    if row.action == ANSWERED:
        choices = row.choices.splitlines()
        said |= {"child": row.child, "answer": choices[row.choice] if row.choice < len(choices) else ""}
        result = "" if choices else "no" if row.choice else "yes"
    return Step(row.at, row.action, result, json.dumps(said, ensure_ascii=False))
