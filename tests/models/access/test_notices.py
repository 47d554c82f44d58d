"""Every way to change an address, a password or a second factor notifies the person concerned (catalogue 63).

`test_no_other_statement…` fails on a new statement that writes one of these: its road belongs into the table first.
"""

import ast
import re
from collections.abc import Awaitable, Callable
from email.message import EmailMessage
from pathlib import Path

import pyotp
import pytest

from mail import rendering
from models.access import first_connection, hashing, password_change, session, token
from models.access.throttle import Caller
from models.core import school
from models.database import transaction
from models.desk import merge_undo, phone_code
from models.desk.correction import correct_address
from models.desk.granting import add_parent
from models.desk.pupils import editable_child
from models.families.event import Actor
from models.importing import read
from models.importing.applying import import_run
from models.importing.applying.apply import carry_out
from models.installation import lost_key
from models.invitations import letter_batch, letter_parts, mail_retry
from models.invitations.letter_choice import ONE, LetterChoice
from models.office import mails
from models.outbox import delivery, mail
from models.outbox.mail import OutboxMail
from models.staff import account_changes, enrolment, passwords, second_factor, sessions, tokens
from models.staff.accounts import ADMIN
from models.staff.accounts import colleague as account
from models.staff.sessions import ENROL, IN
from settings import Settings
from tests.support import office
from tests.support.clock import Clock
from tests.support.family import OTHER_PASSWORD, guardian, issued
from tests.support.files import as_csv, row
from tests.support.merging import last_merge, merged
from tests.support.office import PASSWORD, colleague
from tests.support.people import BY
from tests.support.sql import query
from tests.support.staff_steps import HERE, visit

OLD, NEW = "old@example.org", "new@example.org"
PARENT, STAFF = "girafe tomate vélo nuage", "parapluie orange cuillère tortue"
HERS, ADMINS = "sophie.office@school.example", "ada.admin@school.example"
Road = Callable[[Clock], Awaitable[object]]


async def marie(email: str = OLD, *, active: bool = True) -> int:
    return await guardian("marie.dupont", email, password=PARENT if active else "")


async def corrected(email: str, to: str) -> None:
    await correct_address(await marie(email), to, 0, BY)


async def another_child(*, active: bool = True) -> None:
    await marie(active=active)
    await carry_out(read(as_csv([row(adult="Petit Jean", email="jean@example.org")])), allow_leavers=True)
    (lea,) = await query("SELECT id FROM child WHERE first_name = 'Léa'")
    known = {"username": "marie.dupont", "same": "marie.dupont"}
    await add_parent(known, [await editable_child(lea["id"])], "k" * 16, BY)


async def imported(email: str = NEW, *, active: bool = True) -> int:
    """Import the same file with another address for Marie. Returns the import's number."""
    await carry_out(read(as_csv([row(email=OLD)])))
    if active:
        await query("UPDATE guardian SET password_digest = ?, activated_at = created_at", await hashing.digest(PARENT))
    run = (await carry_out(read(as_csv([row(email=email)])))).run
    assert run
    return run


async def undone(time: Clock, wait: int) -> None:
    run = await imported()
    time.move(minutes=wait)
    await left()
    await import_run.undo(run, "office:sophie.office")


async def left() -> list[OutboxMail]:
    """Deliver the due mails."""
    entries = await delivery.claim(99)
    for entry in entries:
        await delivery.sent(entry)
    return entries


async def chosen(number: int, code: str, password: str = PARENT) -> None:
    started = await first_connection.open_token(code, client="192.0.2.1", device="")
    step = await session.find(started.secret)
    assert step
    await first_connection.choose_password(step, password, client="192.0.2.1", device="")


async def by_letter() -> None:
    number = await marie(active=False)
    batch = await letter_batch.batch(
        await letter_batch.make(LetterChoice(ONE, number=number), "once", actor=BY.name, client=BY.client)
    )
    (letter,) = await letter_parts.contents(batch, 1, BY)
    await chosen(number, letter.code)


async def by_phone(*, active: bool) -> None:
    number = await marie(active=active)
    sophie = await visit(await sessions.start(await colleague(), IN))
    await phone_code.make(number, sophie, "once", client="192.0.2.1")
    made = await phone_code.find(number, sophie, "once")
    assert made
    await chosen(number, made.code, OTHER_PASSWORD)


async def by_mail(kind: str, *, active: bool) -> None:
    number = await marie(active=active)
    async with transaction():
        seed, _ = await token.issue(number, kind)
    await chosen(number, token.code_of(seed), OTHER_PASSWORD)


async def on_the_account() -> None:
    number = await marie()
    here = await session.find((await session.start(number)).secret)
    assert here
    await password_change.change_password(here, PARENT, OTHER_PASSWORD, client="192.0.2.1", device="")


async def of_two_accounts(
    *, active: bool = True, part: bool = False, other_address: bool = False, choose: bool = False
) -> None:
    """Marie's account is merged with another one of hers."""
    kept = await marie(active=active)
    other = await guardian("marie.dupont2", NEW, password=OTHER_PASSWORD)
    await query("UPDATE guardian SET last_name = 'Dupont' WHERE id = ?", other)
    await merged(kept, other, other_address=other_address)
    if choose:
        await chosen(kept, await issued(kept), OTHER_PASSWORD)
    if part:
        await merge_undo.undo(await last_merge(), kept, BY)


PARENTS: dict[str, tuple[Road, set[tuple[str, str]]]] = {
    "the office corrects": (lambda _: corrected(OLD, NEW), {("address_changed", OLD), ("address_new", NEW)}),
    "the office writes a first address": (lambda _: corrected("", NEW), {("address_new", NEW)}),
    "the office takes the address away": (lambda _: corrected(OLD, ""), {("address_changed", OLD)}),
    "the office adds a child": (lambda _: another_child(), {("child_added", OLD)}),
    "the office adds a child, of who is not in": (lambda _: another_child(active=False), set()),
    "an import": (lambda _: imported(), {("address_changed", OLD), ("address_new", NEW)}),
    "an import, of who is not in": (lambda _: imported(active=False), set()),
    "an import undone within the hour": (lambda time: undone(time, 5), set()),
    "an import undone later": (
        lambda time: undone(time, 61),
        {("address_changed", OLD), ("address_new", NEW), ("address_changed", NEW), ("address_new", OLD)},
    ),
    "a letter": (lambda _: by_letter(), {("first_password", OLD)}),
    "a code of the phone": (lambda _: by_phone(active=False), {("first_password", OLD)}),
    "a code of the phone, of who is in": (lambda _: by_phone(active=True), {("password_changed", OLD)}),
    "a mailed invitation": (lambda _: by_mail(token.INVITATION, active=False), set()),
    "a mailed reset": (lambda _: by_mail(token.RESET, active=True), {("password_changed", OLD)}),
    "the account page": (lambda _: on_the_account(), {("password_changed", OLD)}),
    "two accounts are merged": (
        lambda _: of_two_accounts(),
        {("accounts_merged", OLD), ("account_absorbed", NEW)},
    ),
    "two accounts are merged, and the other address is kept": (
        lambda _: of_two_accounts(other_address=True),
        {("accounts_merged", NEW), ("account_absorbed", OLD)},
    ),
    "two accounts are merged, and one has no password": (
        lambda _: of_two_accounts(active=False),
        {("accounts_merged", OLD), ("account_absorbed", NEW)},
    ),
    "a merge is undone": (
        lambda _: of_two_accounts(part=True, other_address=True),
        {("accounts_merged", NEW), ("account_absorbed", OLD), ("accounts_parted", OLD), ("accounts_parted", NEW)},
    ),
    "a merge is undone, and a password goes": (
        lambda _: of_two_accounts(part=True, choose=True),
        {
            ("accounts_merged", OLD),
            ("account_absorbed", NEW),
            ("password_changed", OLD),
            ("password_deleted", OLD),
            ("accounts_parted", NEW),
        },
    ),
}


async def sophie(stage: str = IN, *, enrolled: bool = True) -> sessions.StaffVisit:
    number = await colleague(password=PASSWORD, enrolled=enrolled)
    return await visit(await sessions.start(number, stage))


async def token_by(actor: str, *, phone: bool = False) -> None:
    await account_changes.new_token(await account((await sophie()).staff), Actor(actor), reset_second_factor=phone)


async def lost() -> None:
    await sophie()
    async with transaction():
        await lost_key.begin_anew()


async def another_role() -> None:
    await account_changes.change_role(await account((await sophie()).staff), ADMIN, Actor("office:ada.admin"))


async def with_a_token() -> None:
    issued = await tokens.issue(await colleague())
    await passwords.choose(await visit(await passwords.open_token(issued.code, HERE)), STAFF, HERE)


async def changed() -> None:
    await passwords.change(await sophie(), PASSWORD, STAFF, HERE)


async def linked(stage: str, *, enrolled: bool) -> None:
    who = await sophie(stage, enrolled=enrolled)
    secret = second_factor.secret_of(await second_factor.offered(who.session))
    await enrolment.enrol(who, pyotp.TOTP(secret).now(), Caller("192.0.2.1"))


async def new_codes() -> None:
    await enrolment.renew_codes(await sophie(), "192.0.2.1")


COLLEAGUES: dict[str, tuple[Callable[[], Awaitable[object]], str]] = {
    "an admin's token": (lambda: token_by("office:ada.admin"), mail.STAFF_TOKEN),
    "an admin's token, the phone forgotten": (lambda: token_by("office:ada.admin", phone=True), mail.STAFF_RESET),
    "preau staff token": (lambda: token_by("cli"), mail.STAFF_TOKEN),
    "preau staff token --reset-second-factor": (lambda: token_by("cli", phone=True), mail.STAFF_RESET),
    "the secret key is lost": (lost, mail.STAFF_RESET),
    "another role": (another_role, mail.STAFF_ROLE),
    "a password with a token": (with_a_token, mail.STAFF_PASSWORD),
    "another password": (changed, mail.STAFF_PASSWORD),
    "a first phone": (lambda: linked(ENROL, enrolled=False), mail.STAFF_PHONE),
    "another phone": (lambda: linked(IN, enrolled=True), mail.STAFF_PHONE),
    "new recovery codes": (new_codes, mail.STAFF_CODES),
}
SAME = "the same password at another cost"
# Each statement that writes an address, a password or a second factor, and the roads that lead there.
WRITERS = {
    "models/access/first_connection.py": ("a letter", "a code of the phone", "a mailed reset", "the account page"),
    "models/access/sign_in.py": (SAME,),
    "models/installation/lost_key.py": ("the secret key is lost",),
    "models/importing/applying/write_plan.py": ("an import",),
    "models/importing/applying/journal.py": ("an import undone within the hour", "an import undone later"),
    "models/desk/correction.py": ("the office corrects",),
    "models/desk/merging.py": ("two accounts are merged, and the other address is kept", "a merge is undone"),
    "models/desk/merge_undo.py": ("a merge is undone, and a password goes",),
    "models/staff/second_factor.py": (
        "a first phone",
        "another phone",
        "preau staff token --reset-second-factor",
    ),
    "models/staff/accounts.py": ("a password with a token", "another password"),
    "models/staff/account_changes.py": ("another role", "an admin's token, the phone forgotten"),
    "models/staff/sign_ins.py": (SAME,),
}
COLUMNS = {"email", "email_key", "password_digest", "role", "totp_seed", "totp_since"}


async def posted() -> list[tuple[str, str]]:
    rows = await query("SELECT kind, address FROM mail WHERE state <> 'dropped' ORDER BY id")
    return [(found["kind"], found["address"]) for found in rows]


async def texts(kind: str) -> str:
    """The texts of the mails of this kind, plain and HTML."""
    said = ""
    await query("UPDATE mail SET state = 'held'")
    for number in [found["id"] for found in await query("SELECT id FROM mail WHERE kind = ?", kind)]:
        await query("UPDATE mail SET state = 'queued', due_at = created_at WHERE id = ?", number)
        (entry,) = await delivery.claim(1)
        message = (await rendering.render(entry)).read()
        for part in (message.get_body(("plain",)), message.get_body(("html",))):
            assert isinstance(part, EmailMessage)
            said += f"{message['Subject']} {part.get_content()}"
        await token.drop(entry)
    return said


@pytest.mark.parametrize("name", PARENTS)
async def test_every_way_to_change_a_parents_account_sends_the_notices(
    opened: Settings, time: Clock, name: str
) -> None:
    road, expected = PARENTS[name]
    await road(time)
    sent = await posted()
    assert (set(sent), len(sent)) == (expected, len(expected))
    for kind in {kind for kind, _ in expected} - {mail.PASSWORD_CHANGED}:
        said = await texts(kind)
        assert "Bonjour Marie Dupont" in said
        assert re.search(r"le (lun|mar|mercre|jeu|vendre|same|diman)\w* \d+(er)? \S+ \d{4} à \d\d:\d\d", said)
        assert "02 345 67 89" in said, "whom to call"
        said = said.replace("ecole@tilleul", "")
        if kind == mail.ACCOUNTS_MERGED:  # the address on file, and the username that stays
            assert re.search(r"\bmarie\.dupont\b", said)
            said = re.sub(r"\bmarie\.dupont\b(?!2)", "", said)
        assert not re.search(r"old@|new@|marie\.dupont|Zoé|Léa|https?:|token", said)


@pytest.mark.parametrize("name", COLLEAGUES)
async def test_every_way_to_change_a_staff_account_sends_the_notice(opened: Settings, name: str) -> None:
    road, kind = COLLEAGUES[name]
    await colleague("ada.admin", ADMIN)
    await road()
    assert set(await posted()) - {(kind, ADMINS)} == {(kind, HERS)}
    assert await query("SELECT id FROM staff_notice") == []
    said = await texts(kind)
    assert "Votre compte du secrétariat a changé le" in said
    assert "02 345 67 89" in said
    assert not re.search(r"sophie|ada|https?:|@school", said)


@pytest.mark.parametrize("name", COLLEAGUES)
async def test_a_colleague_without_an_address_is_notified_on_the_page_and_the_admins_by_mail(
    opened: Settings, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    road, kind = COLLEAGUES[name]
    await colleague("ada.admin", ADMIN)
    await query("UPDATE staff SET disabled_at = created_at WHERE id = ?", await colleague("gone.admin", ADMIN))
    monkeypatch.setattr("tests.models.access.test_notices.colleague", without_address)
    await road()
    assert [one for one in await posted() if one != (kind, ADMINS)] == [(mail.COLLEAGUE_CHANGED, ADMINS)]
    assert [found["what"] for found in await query("SELECT what FROM staff_notice")] == [kind]
    said = await texts(mail.COLLEAGUE_CHANGED)
    assert "Le journal dit qui" in said
    assert not re.search(r"sophie|https?:", said)


async def without_address(username: str = "sophie.office", **more: object) -> int:
    number = await office.colleague(username, **more)  # type: ignore[arg-type]  # passed on
    await query("UPDATE staff SET email = '' WHERE id = ?", number)
    return number


async def test_notices_of_an_import_wait_an_hour_and_name_the_time_of_the_change(opened: Settings, time: Clock) -> None:
    await imported()
    assert await delivery.claim(9) == []
    time.move(minutes=59)
    assert await delivery.claim(9) == []
    time.move(minutes=2)
    assert [entry.kind for entry in await delivery.claim(9)] == ["address_changed", "address_new"]


async def test_undoing_an_import_clears_the_mark_of_a_refused_new_address(opened: Settings, time: Clock) -> None:
    run = await imported()
    time.move(minutes=61)
    for entry in await delivery.claim(9):
        await (delivery.refuse(entry, "550 no such user") if entry.address == NEW else delivery.sent(entry))
    assert [found["refused_words"] for found in await query("SELECT refused_words FROM guardian")] == [
        "550 no such user"
    ]
    await import_run.undo(run, "office:sophie.office")
    assert await query("SELECT email, refused_at, refused_words FROM guardian") == [
        {"email": OLD, "refused_at": None, "refused_words": ""}
    ]
    assert (await posted())[2:] == [("address_new", OLD)], "no mail arrives at the other"


async def test_a_claimed_notice_counts_as_sent_when_the_import_is_undone(opened: Settings, time: Clock) -> None:
    run = await imported()
    time.move(minutes=61)
    in_hand, _ = await delivery.claim(9)
    await import_run.undo(run, "office:sophie.office")
    await delivery.sent(in_hand)
    assert ("address_changed", NEW) in await posted()
    assert ("address_new", OLD) in await posted()


async def test_undoing_an_import_keeps_the_notices_of_another_import(opened: Settings, time: Clock) -> None:
    await imported()
    time.move(minutes=5)
    run = (await carry_out(read(as_csv([row(email="third@example.org")])))).run
    assert run
    await import_run.undo(run, "office:sophie.office")
    assert await posted() == [("address_changed", OLD), ("address_new", NEW)]


async def test_the_office_cannot_cancel_a_notice(opened: Settings) -> None:
    await imported()
    for number in [found["id"] for found in await query("SELECT id FROM mail")]:
        assert not (await mails.find(number)).may_cancel
        assert not await mail_retry.cancel(number, actor=BY.name, client=BY.client)
    assert len(await posted()) == 2


def written(path: Path) -> set[str]:
    """The columns of `guardian` and `staff` that this file changes by SQL or Piccolo; `{}` is a table by name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        sql = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
        for table, columns in re.findall(r"UPDATE (guardian|staff|\{\}) SET (.*?)(?: WHERE |$)", sql, re.DOTALL):
            sets = re.findall(r"(\w+) = (\w*)", columns)
            found |= {name for name, to in sets if name != to} & COLUMNS
            found |= {"every column"} if table == "{}" and "{}" in columns else set()
        if isinstance(node, ast.Dict):  # the values of a Piccolo UPDATE; a column set to itself locks its row
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Attribute) and ast.unparse(key.value) in ("Guardian", "Staff"):
                    found |= {key.attr} & COLUMNS if ast.unparse(key) != ast.unparse(value) else set()
    return found


def test_no_other_statement_changes_an_address_a_password_or_a_second_factor() -> None:
    root = Path(school.__file__).parents[2]
    paths = [path for room in ("models", "routes", "cli") for path in (root / room).rglob("*.py")]
    assert {str(path.relative_to(root)) for path in paths if written(path)} == set(WRITERS)
    roads = {road for some in WRITERS.values() for road in some}
    assert roads - {SAME} <= {*PARENTS, *COLLEAGUES}
