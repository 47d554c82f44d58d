"""A school in the middle of a term: an adult for each state, and something in every room of the office."""

import contextlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypedDict

from models import importing
from models.access import first_connection, session, token
from models.access.password import PasswordRefused
from models.announcements import replies
from models.announcements.announcement import ANSWER
from models.announcements.audience import CHILDREN, Audience
from models.core.clock import now
from models.core.days import day_of
from models.database import transaction
from models.desk import custody, disabling
from models.families import directory
from models.families.event import Actor
from models.importing.applying import apply as applying
from models.importing.applying import upload
from models.invitations import invitation, letter_batch, letter_parts
from models.invitations.letter_choice import LetterChoice
from models.staff import sessions
from models.staff.accounts import ADMIN
from models.staff.sessions import IN
from models.tables import TABLES
from tests.support import announced
from tests.support.attached import attached
from tests.support.browser.school import PASSWORD, School
from tests.support.browser.screen import Screen
from tests.support.files import SAMPLES
from tests.support.office import PASSWORD as STAFF_PASSWORD
from tests.support.office import colleague
from tests.support.sql import query
from tests.support.waiting import wait_until

USERNAME = "ada.admin"
STATES = ("in", "opened", "failed", "expired", "refused", "no_address", "disabled", "custody", "sent", "phone")
NO_HEADINGS = "12;Dupont;Zoé;P3B;Dupont;Marie;marie@example.org\n13;Martin;Noé;P3A;Martin;Luc;luc@example.org\n"
LONG = "Marie-Antoinette-Wilhelmine", "Vandenbroucke-Schwarzenbergerhausen لل"


class Doer(TypedDict):
    """Who does it, for the audit."""

    actor: str
    client: str


BY = Actor(f"office:{USERNAME}", "192.0.2.10")
DESK = Doer(actor=BY.name, client=BY.client)


@dataclass
class Term:
    """`adults` are numbers by the state they are in; `numbers` those of what is in the other rooms."""

    school: School
    staff: int
    adults: dict[str, int]
    child: int  # of the adult whose access to it is ended
    numbers: dict[str, int] = field(default_factory=dict)

    def sign_in(self, screen: Screen, stage: str = IN, *, confirmed: bool = True) -> None:
        """The screen goes on with a new session, as after a sign-in."""
        secret = self.school.do(sessions.start(self.staff, stage, device="Firefox, Windows"))
        if not confirmed:
            self.school.query("UPDATE staff_session SET confirmed_at = NULL WHERE staff = ?", self.staff)
        screen.context.add_cookies([{"name": "preau-office", "value": secret, "url": self.school.base}])


def empty(school: School) -> None:
    """Nobody was ever here."""
    school.empty(*TABLES)


def begin(school: School) -> Term:
    """Fill the school, and wait until its mails have left."""
    empty(school)
    term = school.do(_people(school))
    school.do(_mails(term))
    wait_until(lambda: not school.query("SELECT id FROM mail WHERE state = 'queued'"), "every mail has left")
    school.do(_rooms(term))
    return term


async def _people(school: School) -> Term:
    staff = await colleague(USERNAME, ADMIN, password=STAFF_PASSWORD)
    await sessions.start(staff, IN, device="Chrome, Android")
    file = importing.read((SAMPLES / "families-small.csv").read_bytes())
    await applying.carry_out(file, file_name="eleves-septembre.csv", **DESK)
    rows = await query("SELECT guardian, MIN(child) AS child FROM guardianship GROUP BY guardian ORDER BY guardian")
    adults = {state: row["guardian"] for state, row in zip(STATES, rows, strict=False)}
    child = next(row["child"] for row in rows if row["guardian"] == adults["custody"])
    await query("UPDATE guardian SET first_name = ?, last_name = ? WHERE id = ?", *LONG, adults["phone"])
    await query("UPDATE guardian SET email = '', email_key = '' WHERE id = ?", adults["no_address"])
    rows = await query("SELECT email FROM guardian WHERE id = ?", adults["refused"])
    school.sink.to[rows[0]["email"]] = "550 5.1.1 Recipient address rejected: User unknown in virtual mailbox table"
    return Term(school, staff, adults, child)


async def _mails(term: Term) -> None:
    await _comes(term.adults["in"], PASSWORD)
    await _comes(term.adults["opened"], "")
    await _comes(term.adults["failed"], "court")
    invited = [term.adults[state] for state in ("expired", "refused", "sent")]
    sent = await invitation.invite(guardians=invited, **DESK)
    assert sent.sending
    term.numbers["sending"] = sent.sending


async def _comes(adult: int, password: str) -> None:
    """A parent opens the link, and tries a password if there is one."""
    async with transaction():
        seed, _ = await token.issue(adult, token.INVITATION)
    client, device = "198.51.100.7", "Safari, iPhone"
    started = await first_connection.open_token(token.code_of(seed), client=client, device=device)
    visit = await session.find(started.secret)
    assert visit
    if password:
        with contextlib.suppress(PasswordRefused):
            await first_connection.choose_password(visit, password, client=client, device=device)


async def _lost_letters(term: Term) -> None:
    """A batch that nobody looked at."""
    (last,) = await query("SELECT MAX(id) AS id FROM guardian")
    one = LetterChoice("one", number=last["id"])
    term.numbers["lost"] = lost = await letter_batch.make(one, "lost-letters", **DESK)
    await letter_parts.printed(lost, None, BY, also_never_shown=True)


async def _rooms(term: Term) -> None:
    adults, numbers = term.adults, term.numbers
    yesterday = now() - timedelta(days=1)
    await query("UPDATE token SET expires_at = ? WHERE guardian = ?", yesterday, adults["expired"])
    await disabling.disable(adults["disabled"], await _version(adults["disabled"]), BY)
    because = "Jugement du 3 mars ; copie au dossier."
    await custody.end(adults["custody"], term.child, await _version(adults["custody"]), BY, because=because)
    await _lost_letters(term)
    one = LetterChoice("one", number=adults["no_address"])
    numbers["printed"] = await letter_batch.make(one, "first-letters", **DESK)
    await letter_parts.contents(await letter_batch.batch(numbers["printed"]), 1, BY)
    await letter_parts.printed(numbers["printed"], 1, BY)
    numbers["letters"] = await letter_batch.make(
        LetterChoice("class", class_name="P4A", who="not_in"), "letters", **DESK
    )
    await _announcements(term)
    await directory.refresh_all()  # for what was written past the verbs
    numbers["run"] = (await query("SELECT MIN(id) AS id FROM import_run"))[0]["id"]
    next_term = (SAMPLES / "families-school-next-term.csv").read_bytes().splitlines(keepends=True)[:60]
    files = {"next term": b"".join(next_term), "broken": (SAMPLES / "broken.csv").read_bytes()}
    files["columns"] = NO_HEADINGS.encode()
    for name, data in files.items():
        numbers[name] = await upload.store(term.staff, f"{name}.csv", data)
    for state in ("sent", "refused"):
        rows = await query("SELECT MAX(id) AS id FROM mail WHERE state = ?", state)
        numbers[f"{state} mail"] = rows[0]["id"]


async def _announcements(term: Term) -> None:
    """One to be sent, and one of two children that a parent has answered, and another needs on paper."""
    term.numbers["draft"] = (
        await announced.written(title="Sortie au musée", event_on=day_of(now() + timedelta(days=9)))
    ).id
    (child, *_) = await query("SELECT child FROM guardianship WHERE guardian = ?", term.adults["in"])
    (other, *_) = await query("SELECT child FROM guardianship WHERE guardian = ?", term.adults["no_address"])
    to = Audience(CHILDREN, children=(child["child"], other["child"]))
    # Without a mail to the adult whose address is refused: a second refusal would make that page longer.
    (refused,) = await query("SELECT email FROM guardian WHERE id = ?", term.adults["refused"])
    await query("UPDATE guardian SET email = '' WHERE id = ?", term.adults["refused"])
    number = await announced.published(to, title="Classe verte", asks=ANSWER)
    await query("UPDATE guardian SET email = ? WHERE id = ?", refused["email"], term.adults["refused"])
    await replies.answer(term.adults["in"], number, child["child"], replies.YES)
    term.numbers["asked"] = number
    for one in (number, term.numbers["draft"]):
        await attached(one)
        await attached(one, "Un_nom_sans_espace" * 6)


async def _version(adult: int) -> int:
    return int((await query("SELECT version FROM guardian WHERE id = ?", adult))[0]["version"])
