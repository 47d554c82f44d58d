"""Who gets what in the office: each address and method, whoever asks.

A screen that is not in the table fails `test_every_screen_is_in_the_table`: who may see it is to be thought of first.
"""

from dataclasses import dataclass

import pytest

from models import importing
from models.access.throttle import Caller
from models.desk import notes
from models.families import classes
from models.families.event import Actor
from models.importing.applying import apply as applying
from models.importing.applying import upload
from models.invitations import invitation, letter_batch
from models.invitations.letter_choice import LetterChoice
from models.staff import accounts, sessions, trusted_devices
from models.staff.sessions import IN
from models.staff.teaching import give
from tests.support import announced
from tests.support.attached import attached
from tests.support.family import PASSWORD, dump, guardian, sign_in
from tests.support.files import SAMPLES
from tests.support.merging import last_merge, merged
from tests.support.office import ADMIN, SECRETARY, TEACHER, colleague
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

FILE = SAMPLES / "families-small.csv"
NAME = "sophie.office"  # who asks
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

ENTRANCE = """
GET /office/sign-in
GET /office/language
"""
OPEN = """
GET POST /office/first-connection
POST /office/language
POST /office/sign-in
POST /office/sign-out
"""
STEP = """
GET POST /office/password
GET POST /office/enrol
GET /office/enrol/qr.svg
GET POST /office/second-factor
GET POST /office/second-factor/recovery
"""
TEACHERS = """
GET /office
GET /office/account
GET POST /office/account/password
POST /office/account/notices
POST /office/account/sessions/end
POST /office/account/sessions/{session}/end
GET /office/announcements
GET POST /office/announcements/new
GET /office/announcements/{announcement}
GET /office/announcements/{announcement}/preview
GET POST /office/announcements/{announcement}/edit
GET POST /office/announcements/{announcement}/recipients
POST /office/announcements/{announcement}/recipients/child
POST /office/announcements/{announcement}/remind
POST /office/announcements/{announcement}/file
POST /office/announcements/{announcement}/files
GET /office/announcements/{announcement}/files/{file_id}
POST /office/announcements/{announcement}/files/{file_id}/remove
POST /office/announcements/{announcement}/remove
POST /office/announcements/{announcement}/send
GET POST /office/announcements/{announcement}/text/{tongue}
POST /office/announcements/{announcement}/withdraw
GET POST /office/confirm
"""
TEACHERS_CONFIRMED = """
GET POST /office/account/recovery-codes
GET POST /office/account/second-factor
GET /office/account/second-factor/qr.svg
"""
STAFF = """
POST /office/announcements/{announcement}/sheets
GET /office/audit
GET POST /office/children/new
GET /office/children/{child_id}
GET POST /office/children/{child_id}/edit
GET POST /office/children/{child_id}/leave
GET POST /office/children/{child_id}/return
GET /office/classes
GET /office/classes/list
GET /office/erased
GET /office/families
GET /office/families/{guardian_id}
POST /office/families/{guardian_id}/mail
GET POST /office/families/{guardian_id}/phone-code
GET POST /office/guardians/{guardian_id}/access/{child_id}
GET /office/guardians/{guardian_id}/as-parent
GET /office/guardians/{guardian_id}/as-parent/{child_id}
GET /office/guardians/{guardian_id}/merge
GET POST /office/guardians/{guardian_id}/name
GET POST /office/guardians/{guardian_id}/notes
POST /office/guardians/{guardian_id}/notes/{note}/remove
GET POST /office/guardians/{guardian_id}/phone
GET POST /office/guardians/{guardian_id}/sessions
GET POST /office/imports
GET /office/imports/history/{number}
POST /office/imports/history/{number}/undo
GET /office/imports/{number}
POST /office/imports/{number}/addresses
POST /office/imports/{number}/apply
GET POST /office/imports/{number}/columns
POST /office/imports/{number}/columns/forget
POST /office/imports/{number}/decisions
GET POST /office/invitations
GET /office/invitations/choose
GET /office/invitations/preview
GET POST /office/letters
GET /office/letters/preview
GET /office/letters/{batch_id}
POST /office/letters/{batch_id}/printed
GET /office/mails
POST /office/mails/retry
POST /office/mails/test
GET /office/mails/{mail}
POST /office/mails/{mail}/cancel
POST /office/mails/{mail}/retry
GET /office/sendings/{sending}
POST /office/sendings/{sending}/resume
POST /office/sendings/{sending}/stop
"""
CONFIRMED = """
POST /office/classes/list/file
GET POST /office/guardians/{guardian_id}/access/{child_id}/restore
GET POST /office/children/{child_id}/parents/new
GET POST /office/guardians/{guardian_id}/address
GET /office/guardians/{guardian_id}/data
POST /office/guardians/{guardian_id}/data/export
GET POST /office/guardians/{guardian_id}/disable
GET POST /office/guardians/{guardian_id}/enable
GET POST /office/guardians/{guardian_id}/merge/{other_id}
GET POST /office/guardians/{guardian_id}/merges/{merge}/undo
"""
ADMINS = """
GET POST /office/school
POST /office/school/logo
POST /office/school/logo/remove
GET /office/staff
GET /office/staff/devices
POST /office/staff/devices/{device}/end
GET /office/welcome
POST /office/welcome/hide
POST /office/welcome/mail
POST /office/welcome/trial
POST /office/welcome/trial/remove
"""
ADMINS_CONFIRMED = """
POST /office/account/device
GET POST /office/audit/export
POST /office/guardians/{guardian_id}/data/erase
GET POST /office/staff/new
GET /office/staff/{person}
POST /office/staff/{person}/classes
POST /office/staff/{person}/disable
POST /office/staff/{person}/enable
POST /office/staff/{person}/role
POST /office/staff/{person}/sessions/{session}/end
POST /office/staff/{person}/token
"""
LEVELS = (ENTRANCE, OPEN, STEP, TEACHERS, TEACHERS_CONFIRMED, STAFF, CONFIRMED, ADMINS, ADMINS_CONFIRMED)
TABLE = {
    (method, line.split()[-1]): level
    for level in LEVELS
    for line in level.split("\n")[1:-1]
    for method in line.split()[:-1]
}
DOORS, SIGNED_OUT = ("/office/sign-in", "/office/confirm"), "/office/sign-in?notice=signed-out"
FORM = (400, 409, 422)  # what an empty form is told, by the screen itself
IN_IT, SIGN_IN, CONFIRM, LED_ON = "the screen", "sign in", "password first", "led on"
ADMINS_ONLY, OFFICE_ONLY = "admins only", "no teacher"
OUTSIDE = {**dict.fromkeys(LEVELS, SIGN_IN), ENTRANCE: IN_IT, OPEN: IN_IT}
INSIDE = {**dict.fromkeys(LEVELS, IN_IT), ENTRANCE: LED_ON, STEP: LED_ON}
TEACHERS_OWN = {**INSIDE, **dict.fromkeys((STAFF, CONFIRMED, ADMINS, ADMINS_CONFIRMED), OFFICE_ONLY)}
SECRETARYS = {**INSIDE, ADMINS: ADMINS_ONLY, ADMINS_CONFIRMED: ADMINS_ONLY}
GETS = {
    "a stranger": OUTSIDE,
    "a parent": OUTSIDE,
    "a teacher": TEACHERS_OWN,
    "a teacher of an hour": {**TEACHERS_OWN, TEACHERS_CONFIRMED: CONFIRM},
    "a secretary": SECRETARYS,
    "a secretary of an hour": {**SECRETARYS, TEACHERS_CONFIRMED: CONFIRM, CONFIRMED: CONFIRM},
    "an admin": INSIDE,
    "an admin of an hour": {**INSIDE, TEACHERS_CONFIRMED: CONFIRM, CONFIRMED: CONFIRM, ADMINS_CONFIRMED: CONFIRM},
}


def screens(site: Site) -> set[tuple[str, str]]:
    """Methods and paths of the application under `/office`."""
    return {
        (method, route.path_format)
        for route in site.app.litestar.routes
        if route.path.startswith("/office")
        for method in set(getattr(route, "methods", ())) - {"OPTIONS", "HEAD"}
    }


@dataclass
class Term:
    """A school with a row for each address."""

    family: int
    numbers: dict[str, int | str]

    def address(self, path: str) -> str:
        """The path of a screen, with the numbers of what is there."""
        numbers = {**self.numbers, "number": self.numbers["run" if "/history/" in path else "upload"]}
        return path.format_map(numbers)


async def notes_of(guardian: int) -> int:
    await notes.write(guardian, "Rappeler lundi.", Actor("office:bea.office"), "m" * 16)
    return (await notes.notes_on([guardian]))[0].id


async def trusted_device() -> int:
    await trusted_devices.trust(Actor("office:bea.office"), Caller("192.0.2.1", "Firefox, Windows"))
    return (await trusted_devices.devices())[0].id


async def announcement() -> int:
    """A draft of who asks, to every class."""
    return (await announced.written(announced.to_class(*await classes.names()), by=Actor(f"office:{NAME}"))).id


async def term() -> Term:
    await applying.carry_out(importing.read(FILE.read_bytes()), file_name="rentree.csv", actor="office:sophie.office")
    family = (await query("SELECT guardian, child FROM guardianship ORDER BY id"))[0]
    third, *_, last = [
        row["id"] for row in await query("SELECT id FROM guardian ORDER BY id") if row["id"] != family["guardian"]
    ]
    await merged(family["guardian"], last)
    invited = await invitation.invite(everyone=True, actor="office:sophie.office")
    other = await colleague("bea.office")
    await sessions.start(other, IN)
    rows = await query(
        "SELECT (SELECT MIN(id) FROM staff_session) AS session, (SELECT MIN(id) FROM mail) AS mail,"
        " (SELECT MIN(id) FROM import_run) AS run"
    )
    numbers = {
        **rows[0],
        "guardian_id": family["guardian"],
        "child_id": family["child"],
        "other_id": third,
        "merge": await last_merge(),
        "sending": invited.sending,
        "person": other,
        "device": await trusted_device(),
        "announcement": (
            announcement := (
                await announced.written(announced.to_class(*await classes.names()), by=Actor(f"office:{NAME}"))
            ).id
        ),
        "file_id": (await attached(announcement)).id,
        "tongue": "nl",
        "note": await notes_of(family["guardian"]),
        "upload": await upload.store(other, "encore.csv", FILE.read_bytes()),
        "batch_id": await letter_batch.make(
            LetterChoice("one", number=family["guardian"]), "m" * 16, actor="cli", client=""
        ),
    }
    return Term(family["guardian"], numbers)


@dataclass
class Visitor:
    """Somebody, as the same person at every address: one of the office has a new session each time, as some of these
    addresses end it."""

    browser: Browser
    staff: int = 0
    confirmed: bool = False

    async def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
        if self.staff:
            self.browser.client.cookies.clear()
            self.browser.office_cookie = await sessions.start(self.staff, IN)
            if not self.confirmed:
                await query("UPDATE staff_session SET confirmed_at = NULL WHERE staff = ?", self.staff)
        form = {} if method == "GET" else {"data": fields or {}}
        return await self.browser.send(method, path, follow=False, **form)


async def visitor(site: Site, name: str) -> Visitor:
    browser = site.browser()
    if name == "a parent":
        await guardian(password=PASSWORD)
        await sign_in(browser)
        assert browser.cookie
    if name in ("a stranger", "a parent"):
        return Visitor(browser)
    role = next((role for role in (ADMIN, TEACHER) if role in name), SECRETARY)
    number = await colleague(NAME, role)
    if role == TEACHER:
        await give(await accounts.colleague(number), await classes.names(), Actor("cli"))
    return Visitor(browser, number, confirmed="hour" not in name)


def outcome(answer: Answer) -> str:
    """The kind of answer, for this visitor."""
    heading = answer.h1 if answer.tree is not None and answer.all("h1") else ""
    location = answer.headers.get("location", "")
    to = location.partition("?")[0]
    if answer.status == 401 or (to in DOORS and location != SIGNED_OUT):
        return CONFIRM if heading == "Confirmez que c’est vous" or to == "/office/confirm" else SIGN_IN
    if answer.status == 403:
        return OFFICE_ONLY if heading == "Réservé au secrétariat" else ADMINS_ONLY
    if answer.status == 303 and location == "/office":
        return LED_ON
    return IN_IT if answer.status in (200, 303, *FORM) else str(answer.status)


async def test_every_screen_is_in_the_table(site: Site) -> None:
    assert screens(site) == set(TABLE)


@pytest.mark.parametrize("name", GETS)
async def test_everybody_gets_what_is_theirs_and_no_more(site: Site, name: str) -> None:
    here, who = await term(), await visitor(site, name)
    due = {screen: GETS[name][level] for screen, level in TABLE.items()}
    closed = {screen for screen in TABLE if due[screen] not in (IN_IT, LED_ON)}
    private = [str(v) for v in (await query("SELECT username FROM guardian WHERE id = ?", here.family))[0].values()]
    found, before = {}, await dump()
    for method, path in sorted(closed):
        answer = await who.ask(method, here.address(path))
        found[method, path] = outcome(answer)
        assert not [word for word in private if word in answer.text], path
    after = await dump()
    after["event"] = [row for row in after["event"] if row["action"] != "request refused"]
    assert {name: after[name] for name in before if name != "staff_session"} == {
        name: before[name] for name in before if name != "staff_session"
    }
    for method, path in sorted(set(TABLE) - closed, key=lambda screen: (screen[1].endswith("/apply"), screen)):
        found[method, path] = outcome(await who.ask(method, here.address(path)))
    assert found == due


async def test_no_other_method_does_anything(site: Site) -> None:
    here, who = await term(), await visitor(site, "an admin")
    before, asked = await dump(), 0
    for path in sorted({path for _, path in TABLE}):
        for method in METHODS:
            if (method, path) not in TABLE:
                assert (await who.ask(method, here.address(path))).status == 405, (method, path)
                asked += 1
    after = await dump()
    assert asked > 200
    assert {name for name in before if before[name] != after[name]} == {"staff_session"}


async def test_the_number_of_no_account_is_not_found(site: Site) -> None:
    here, who = await term(), await visitor(site, "an admin")
    asked = 0
    for method, path in sorted(TABLE):
        if "{" in path and not path.startswith("/office/account"):
            for odd in ("0", "999999", "-1", "1e3", "9" * 40, "x", "%00", "١"):
                answer = await who.ask(method, path.format_map(dict.fromkeys([*here.numbers, "number"], odd)))
                assert answer.status == 404, (method, path, odd)
                asked += 1
    assert asked > 300


async def test_a_child_of_another_family_is_not_found(site: Site) -> None:
    here, who = await term(), await visitor(site, "an admin")
    foreign = (
        await query(
            "SELECT MIN(id) AS id FROM child WHERE id NOT IN (SELECT child FROM guardianship WHERE guardian = ?)",
            here.family,
        )
    )[0]["id"]
    here.numbers["child_id"] = foreign
    for method, path in sorted(TABLE):
        if "{guardian_id}" in path and "{child_id}" in path:
            form = {"version": "0", "because": "Jugement du 3 mars."}
            assert (await who.ask(method, here.address(path), form)).status == 404, (method, path)
