"""`/office/audit`: who did what, to whom, when and from which address; and the same as a CSV file for Excel."""

from collections.abc import AsyncIterator
from datetime import MAXYEAR, MINYEAR, date
from urllib.parse import urlencode

from litestar import get, post
from litestar.response import Stream

from language.text import _
from models.core.clock import today
from models.families import event
from models.families.guardian import holder
from models.office import audit
from models.office.audit import AuditEntry, AuditFilter
from routes.office.audit_words import groups, header, kinds, person
from routes.office.common.event_words import happened
from routes.office.common.page import OfficePage
from routes.web import csv_file
from routes.web.client import FromClient
from routes.web.form import Fault, query_value, read_form
from routes.web.number import whole
from routes.web.office import ADMIN_CONFIRMED, Staff
from routes.web.request import Request

FIELDS = ("who", "group", "adult", "since", "until", "before")


@get("/audit")
async def show_audit(request: Request) -> OfficePage:
    """The entries that the filters select, newest first."""
    return await _page({name: query_value(request.scope, name).strip() for name in FIELDS})


async def _page(typed: dict[str, str]) -> OfficePage:
    wanted, faults = await read(typed)
    lines = [] if faults else await audit.entries(wanted, audit.PAGE + 1)
    shown = lines[: audit.PAGE]
    query = {name: value for name, value in typed.items() if value and name != "before"}
    return OfficePage(
        "office/audit/index.html",
        section="audit",
        status=422 if faults else 200,
        typed=typed,
        faults=faults,
        lines=shown,
        older=urlencode({**query, "before": shown[-1].id}) if len(lines) > len(shown) else "",
        query=urlencode(query),
        kinds=kinds(await audit.actors()),
        groups=groups(),
        happened=happened,
        person=person,
    )


@get("/audit/export", opt=ADMIN_CONFIRMED)
async def show_export(request: Request) -> OfficePage:
    """What the file will hold, and the button that makes it."""
    typed = {name: query_value(request.scope, name) for name in FIELDS if name != "before"}
    return OfficePage("office/audit/export.html", section="audit", typed=typed)


@post("/audit/export", opt=ADMIN_CONFIRMED, status_code=200)
async def export_audit(request: Request, staff: Staff, caller: FromClient) -> OfficePage | Stream:
    """The CSV file. The form is never sent by htmx, which cannot save an answer as a file."""
    form = await read_form(request)
    typed = {name: form.get(name, "") for name in FIELDS}
    wanted, faults = await read(typed)
    if faults:
        return await _page(typed)
    await event.record("audit exported", actor=staff.actor, client=caller.client)
    name = f"preau-{today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Stream(_rows(wanted), media_type="text/csv", headers=headers)


async def _rows(wanted: AuditFilter) -> AsyncIterator[str]:
    yield csv_file.MARK + csv_file.row(header())
    async for line in audit.every_entry(wanted):
        yield csv_file.row(_cells(line))


def _cells(line: AuditEntry) -> tuple[str, ...]:
    what = happened(line.action, line.result, line.detail)
    at = line.at.isoformat(timespec="seconds")
    return at, person(line.actor), what, line.name, line.username, line.client, line.action, line.result, line.detail


def _day(typed: str) -> date:
    """The day that was typed. Raises `ValueError`, also for the first and last year, which time zones overflow."""
    day = date.fromisoformat(typed)
    if not MINYEAR < day.year < MAXYEAR:
        raise ValueError(typed)
    return day


async def read(typed: dict[str, str]) -> tuple[AuditFilter, tuple[Fault, ...]]:
    """The filters as typed, and their faults."""
    faults = []
    days: dict[str, date | None] = {}
    for name in ("since", "until"):
        try:
            days[name] = _day(typed[name]) if typed[name] else None
        except ValueError:
            faults.append(Fault(name, _("Cette date n’existe pas. Exemple : 2026-12-07")))
    adult = await holder(typed["adult"]) if typed["adult"] else None
    if typed["adult"] and adult is None:
        faults.append(Fault("adult", _("Aucun parent n’a ce nom d’utilisateur.")))
    before = whole(typed["before"])
    group = typed["group"] if typed["group"] in audit.GROUPS else ""
    wanted = AuditFilter(typed["who"].replace("\0", ""), group, adult.id if adult else None, before=before)
    if faults:
        return wanted, tuple(faults)
    return AuditFilter(wanted.who, group, wanted.guardian, days["since"], days["until"], before), ()
