"""The first steps of a new school. Whether a step is done follows from the data, not from what was clicked."""

from dataclasses import dataclass

from piccolo.querystring import QueryString

from models.database import fetch_one
from models.families.child import TRIAL_CHILDREN, Child, at_school
from models.families.directory import Directory
from models.families.event import Event
from models.families.guardian import Guardian
from models.invitations.letter import LetterBatch
from models.office import mails, school_setting, trial
from models.office.mails import OutboxEntry
from models.office.trial import Trial
from models.outbox import mail
from models.outbox.mail import Mail
from models.outbox.sending import Sending
from models.staff.sessions import StaffVisit

MAIL, IMPORT, LOOK, TRIAL, EVERYBODY = STEPS = ("mail", "import", "look", "trial", "everybody")
GUIDE, HIDDEN = "guide", "hidden"  # the setting, and its one value


@dataclass(frozen=True, slots=True)
class Welcome:
    """How far the school is. `test` is the latest test mail, `example` a family to look at."""

    test: OutboxEntry | None
    children: int
    adults: int
    example: int | None
    trial: Trial | None
    done: frozenset[str]
    hidden: bool

    @property
    def next(self) -> str:
        """The first step that is still open; empty at the end."""
        return next((step for step in STEPS if step not in self.done), "")

    @property
    def waiting(self) -> bool:
        """Whether a mail is under way whose state the page shows."""
        return bool((self.test and self.test.waiting) or (self.trial and self.trial.waiting))


async def wanted() -> bool:
    """Whether an admin is led to the guide: nobody has been invited yet, and nobody has hidden it."""
    return not await _begun() and not await _hidden()


async def find(who: StaffVisit) -> Welcome:
    """How far the school is, as this admin sees it."""
    children, adults, example = await _count_children(), 0, None
    if children:
        adults = await Directory.count()
        first = Directory.select(Directory.guardian).order_by(Directory.name_key, Directory.guardian).limit(1)
        example = await fetch_one(int, first)
    test, mine = await _test(), await trial.find(who.staff)
    tried = (Event.action == "trial removed") & (Event.result == trial.TRIED)
    facts = {
        MAIL: await _sent() if test is None or test.waiting else test.state == mail.SENT,
        IMPORT: children > 0,
        LOOK: await Event.exists().where((Event.action == "family read") & Event.actor.like("office:%")),
        TRIAL: bool(mine and mine.activated) or await Event.exists().where(tried),
        EVERYBODY: await _begun(),
    }
    done = frozenset(step for step, fact in facts.items() if fact)
    return Welcome(test, children, adults, example, mine, done, await _hidden())


async def hide(hidden: bool, *, actor: str, client: str) -> None:
    """Stop leading admins to the guide, or start again. Nothing happens where it is so already."""
    rows = await school_setting.stored()
    try:
        await school_setting.save({GUIDE: HIDDEN if hidden else ""}, rows, actor=actor, client=client)
    except school_setting.SettingsChanged:  # the second half of a double click, or a colleague: it is done
        return


async def _hidden() -> bool:
    return (await school_setting.stored()).get(GUIDE) == HIDDEN


async def _begun() -> bool:
    """Whether anybody was invited, by mail or letter, or has an active account."""
    activated = Guardian.activated_at.is_not_null() & Guardian.trial_of.is_null()
    return await Sending.exists() or await LetterBatch.exists() or await Guardian.exists().where(activated)


async def _test() -> OutboxEntry | None:
    newest = Mail.select(Mail.id).where(Mail.kind == mail.TEST).order_by(Mail.id, ascending=False).limit(1)
    number = await fetch_one(int, newest)
    return None if number is None else await mails.find(number)


async def _sent() -> bool:
    """Whether any mail was ever sent: mails are deleted after a month, events after a year."""
    return await Mail.exists().where(Mail.state == mail.SENT) or await Event.exists().where(Event.action == "mail sent")


async def _count_children() -> int:
    real = Child.id.not_in(QueryString(TRIAL_CHILDREN))
    return int(await Child.count().where(at_school(Child.left_at) & real))
