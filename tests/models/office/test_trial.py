"""A trial account works as a parent's, and is in no list, count or import."""

import asyncio

import pytest

from models import importing
from models.access import first_connection, session, sign_in, token
from models.access.throttle import TooManyAttempts
from models.core.clock import now
from models.database import transaction
from models.desk import classes
from models.desk.directory import DirectorySearch, search_directory
from models.families import directory
from models.families.child import children_of
from models.importing.applying import apply as applying
from models.invitations import invitation, letter_choice
from models.invitations.letter_choice import NOT_IN, LetterChoice
from models.office import trial
from models.office.sweep import sweep
from models.staff import sessions
from models.staff.sessions import IN, StaffVisit
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.office import ADMIN, colleague
from tests.support.sql import query

pytestmark = pytest.mark.usefixtures("opened")
FILE = "Matricule;Nom élève;Prénom élève;Classe;Nom responsable 1;Prénom responsable 1;E-mail responsable 1\n"
PASSWORD = "trombone chaussette brume nuage"


async def admin(name: str = "ada.admin") -> StaffVisit:
    visit = await sessions.find(await sessions.start(await colleague(name, ADMIN), IN))
    assert visit
    return visit


async def come_in(number: int) -> None:
    """The trial's owner chooses a password with a token."""
    async with transaction():
        seed, _ = await token.issue(number, token.INVITATION)
    started = await first_connection.open_token(token.code_of(seed), client="192.0.2.1", device="")
    visit = await session.find(started.secret)
    assert visit
    await first_connection.choose_password(visit, PASSWORD, client="192.0.2.1", device="")


async def numbers() -> tuple[int, ...]:
    """How many accounts, children, accesses, tokens and mails there are."""
    tables = "guardian", "child", "guardianship", "token", "mail", "session"
    return tuple([(await query(f"SELECT COUNT(*) AS n FROM {table}"))[0]["n"] for table in tables])


async def test_a_trial_account_is_invited_signs_in_and_sees_a_child() -> None:
    who = await admin()
    await trial.begin(who, "ada@school.example", client="192.0.2.1")
    found = await trial.find(who.staff)
    assert found
    assert found.waiting
    assert not found.activated
    await come_in(found.guardian)
    assert await sign_in.sign_in(found.username, PASSWORD, remembered=False, client="192.0.2.1", device="")
    assert [child.full_name for child in await children_of(found.guardian)] == ["Enfant d’essai"]
    found = await trial.find(who.staff)
    assert found
    assert found.activated


async def test_a_trial_account_is_in_no_list_and_no_count() -> None:
    await parent("marie.dupont")
    await directory.refresh_all()
    who = await admin()
    before = (
        await search_directory(DirectorySearch()),
        await classes.progress(),
        await invitation.preview(everyone=True, again=True),
    )
    letters = await letter_choice.find(LetterChoice(who=NOT_IN))
    await trial.begin(who, "ada@school.example", client="")
    await directory.refresh_all()
    assert (
        await search_directory(DirectorySearch()),
        await classes.progress(),
        await invitation.preview(everyone=True, again=True),
    ) == before
    assert await letter_choice.find(LetterChoice(who=NOT_IN)) == letters
    found = await trial.find(who.staff)
    assert found
    assert not (await invitation.invite(guardians=[found.guardian], again=True)).queued


async def test_an_import_neither_finds_a_trial_nor_ends_it() -> None:
    who = await admin()
    await trial.begin(who, "ada@school.example", client="")
    same = FILE + "7;d’essai;Enfant;P3B;(essai);Ada;ada@school.example\n8;Essai;Zoé;P3B;Admin;Essai-Ada;\n"
    families = importing.read(same.encode())
    plan = await applying.carry_out(families)
    assert len(plan.new_adults) == len(plan.new_children) == 2
    assert not plan.gone_children
    found = await trial.find(who.staff)
    assert found
    assert len(await children_of(found.guardian)) == 1
    assert (await applying.preview(families)).present == 2


async def test_a_double_click_makes_one_trial_and_one_mail() -> None:
    who = await admin()
    await asyncio.gather(*(trial.begin(who, "ada@school.example", client="") for _ in range(3)))
    assert await numbers() == (1, 1, 1, 1, 1, 0)
    await asyncio.gather(*(trial.remove(who.staff, actor=who.actor) for _ in range(3)))
    assert await numbers() == (0, 0, 0, 0, 0, 0)
    assert len(await query("SELECT id FROM event WHERE action = 'trial removed'")) == 1


async def test_removing_a_trial_deletes_nothing_else() -> None:
    await parent("marie.dupont")
    one, other = await admin(), await admin("eve.admin")
    for who in (one, other):
        await trial.begin(who, "ada@school.example", client="")
    await trial.remove(one.staff, actor=one.actor)
    assert await trial.find(one.staff) is None
    assert await trial.find(other.staff)
    assert (await numbers())[:2] == (2, 2)


async def test_a_trial_is_deleted_after_two_days(time: Clock) -> None:
    who = await admin()
    await trial.begin(who, "ada@school.example", client="")
    time.move(days=2, minutes=-1)
    await sweep()
    assert await trial.find(who.staff)
    time.move(minutes=1)
    await sweep()
    assert await trial.find(who.staff) is None
    assert (await numbers())[:3] == (0, 0, 0)


async def test_trials_of_one_colleague_are_limited() -> None:
    who = await admin()
    for _ in range(trial.AN_HOUR):
        await trial.begin(who, "ada@school.example", client="")
        await trial.remove(who.staff, actor=who.actor)
    with pytest.raises(TooManyAttempts):
        await trial.begin(who, "ada@school.example", client="")
    assert await trial.find(who.staff) is None


async def test_the_longest_name_of_a_colleague_fits(settings: Settings) -> None:
    who = await admin("a" * 63)
    await trial.begin(who, "ada@school.example", client="")
    found = await trial.find(who.staff)
    assert found
    assert found.until > now()
