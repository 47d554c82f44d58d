"""The first steps of a school that begins, each known by what the database holds and not by what was clicked."""

from dataclasses import dataclass

from models.database import query
from models.families.child import TRIAL as TRIAL_CHILDREN
from models.office import mail_desk, school_setting, trial
from models.office.mail_desk import Posted
from models.office.trial import Trial
from models.outbox import mail
from models.staff.sessions import StaffVisit

MAIL, IMPORT, LOOK, TRIAL, EVERYBODY = STEPS = ("mail", "import", "look", "trial", "everybody")
GUIDE, HIDDEN = "guide", "hidden"  # the setting, and its one value

BEGUN = (
    "SELECT 1 AS n WHERE EXISTS (SELECT 1 FROM sending) OR EXISTS (SELECT 1 FROM letter_batch)"
    " OR EXISTS (SELECT 1 FROM guardian WHERE activated_at IS NOT NULL AND trial_of IS NULL)"
)


@dataclass(frozen=True, slots=True)
class Welcome:
    """How far the school is. `test` is the latest mail of trial, `example` a family to look at."""

    test: Posted | None
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
        """Whether a mail is under way of which the page says what becomes."""
        return bool((self.test and self.test.waiting) or (self.trial and self.trial.waiting))


async def wanted() -> bool:
    """Whether an admin is to be led there: nobody has been invited yet, and nobody has hidden the guide."""
    return not await query(BEGUN) and not await _hidden()


async def find(who: StaffVisit) -> Welcome:
    """How far the school is, as this admin sees it."""
    children, adults = await _number(f"child WHERE left_at IS NULL AND id NOT IN ({TRIAL_CHILDREN})"), 0
    example = None
    if children:
        adults = await _number("directory")
        found = await query("SELECT guardian FROM directory ORDER BY name_key, guardian LIMIT 1")
        example = found[0]["guardian"] if found else None
    test, mine = await _test(), await trial.find(who.staff)
    facts = {
        MAIL: await _sent() if test is None or test.waiting else test.state == mail.SENT,
        IMPORT: children > 0,
        LOOK: await _happened("family read", "actor LIKE ?", "office:%"),
        TRIAL: bool(mine and mine.activated) or await _happened("trial removed", "result = ?", trial.TRIED),
        EVERYBODY: bool(await query(BEGUN)),
    }
    done = frozenset(step for step, fact in facts.items() if fact)
    return Welcome(test, children, adults, example, mine, done, await _hidden())


async def hide(hidden: bool, *, actor: str, client: str) -> None:
    """Do not lead there any more, or do again. As it is already: nothing."""
    rows = await school_setting.stored()
    try:
        await school_setting.save({GUIDE: HIDDEN if hidden else ""}, rows, actor=actor, client=client)
    except school_setting.ChangedMeanwhile:  # the other half of a double click, or a colleague: it is done
        return


async def _hidden() -> bool:
    return (await school_setting.stored()).get(GUIDE) == HIDDEN


async def _test() -> Posted | None:
    rows = await query("SELECT MAX(id) AS id FROM mail WHERE kind = ?", mail.TEST)
    return await mail_desk.find(rows[0]["id"]) if rows[0]["id"] else None


async def _sent() -> bool:
    """Whether any mail has ever left: the outbox forgets after a month, the audit after a year."""
    left = await query("SELECT id FROM mail WHERE state = ? LIMIT 1", mail.SENT)
    return bool(left) or await _happened("mail sent", "1 = ?", 1)


async def _happened(action: str, condition: str, value: str | int) -> bool:
    return bool(await query(f"SELECT id FROM event WHERE action = ? AND {condition} LIMIT 1", action, value))


async def _number(of: str) -> int:
    return int((await query(f"SELECT COUNT(*) AS n FROM {of}"))[0]["n"])
