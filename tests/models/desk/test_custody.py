import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

import worker
from language.text import zone
from mail import rendering
from models.access import session, token
from models.access.token_refused import TokenUnknown
from models.core.clock import now
from models.core.days import BadDay
from models.desk import custody
from models.desk.custody import access, end, first_moment, restore
from models.desk.editing import GuardianChanged, editable_guardian
from models.desk.reasons import BadReason
from models.families.child import children_of
from models.invitations import invitation
from models.outbox import delivery
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.family import children, guardian, issued
from tests.support.people import BY, details, mails, standing
from tests.support.sql import query
from tests.support.waiting import PATIENCE

JUDGMENT = "jugement du 3 mars"


def tomorrow() -> datetime:
    day = (now() + timedelta(days=1)).astimezone(zone()).date().isoformat()
    moment = first_moment(day)
    assert moment
    return moment


async def test_ending_an_access_takes_effect_at_once_and_on_no_other_access(opened: Settings) -> None:
    marie, ali = await guardian(children=2), await guardian("ali.benali", "ali@example.org")
    one, other = await children(marie)
    await query("INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", ali, one)
    inside = await session.start(marie)
    await end(marie, one, 0, BY, because=JUDGMENT)
    assert [child.id for child in await children_of(marie)] == [other]
    assert one in [child.id for child in await children_of(ali)]
    assert await session.find(inside.secret), "the account itself is open"
    found = await access(marie, one)
    assert (found.state, found.ended_by, found.because) == ("ended", "office", "jugement du 3 mars")
    assert json.loads((await details("access ended"))[0]) == {"child": found.child.full_name, "because": found.because}


async def test_an_access_that_ends_on_a_day_is_open_until_midnight_of_the_school(opened: Settings, time: Clock) -> None:
    marie = await guardian()
    (child,) = await children(marie)
    since = tomorrow()
    await end(marie, child, 0, BY, because=JUDGMENT, since=since)
    assert (await access(marie, child)).state == "ending"
    assert since.astimezone(zone()).strftime("%H:%M:%S") == "00:00:00"
    assert json.loads((await details("access ended"))[0])["from"] == since.astimezone(zone()).date().isoformat()
    time.shift += since - now() - timedelta(seconds=2)
    assert await children_of(marie)
    time.move(seconds=3)
    assert not await children_of(marie)
    assert (await access(marie, child)).state == "ended"


async def test_a_restored_access_is_open_again(opened: Settings) -> None:
    marie = await guardian()
    (child,) = await children(marie)
    await end(marie, child, 0, BY, because=JUDGMENT)
    await restore(marie, child, 1, BY, because="erreur de prénom")
    assert [one.id for one in await children_of(marie)] == [child]
    found = await access(marie, child)
    assert (found.state, found.ended_by, found.because) == ("open", "", "")
    assert json.loads((await details("access restored"))[0])["because"] == "erreur de prénom"


async def test_a_future_end_can_be_moved_forward_or_cancelled(opened: Settings) -> None:
    marie = await guardian()
    (child,) = await children(marie)
    await end(marie, child, 0, BY, because=JUDGMENT, since=tomorrow())
    await end(marie, child, 1, BY, because=JUDGMENT)
    assert (await access(marie, child)).state == "ended"
    await end(marie, child, 2, BY, because=JUDGMENT, since=tomorrow())
    assert (await access(marie, child)).state == "ended", "a date to come opens nothing that is closed"
    await restore(marie, child, 3, BY, because="accord des parents")
    await end(marie, child, 4, BY, because=JUDGMENT, since=tomorrow())
    await restore(marie, child, 5, BY, because="accord des parents")
    assert (await access(marie, child)).state == "open"


async def test_the_office_can_end_an_access_that_the_file_had_ended(opened: Settings) -> None:
    marie = await guardian()
    (child,) = await children(marie)
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'import'", now() - timedelta(days=9))
    assert (await access(marie, child)).state == "dropped"
    await end(marie, child, 0, BY, because=JUDGMENT, since=tomorrow())
    found = await access(marie, child)
    assert (found.state, found.ended_by) == ("ended", "office")
    assert not await children_of(marie)


async def test_ending_the_last_access_withdraws_the_invitation(opened: Settings) -> None:
    marie, ali = await parent("marie.dupont"), await parent("ali.benali", "ali@example.org")
    await invitation.invite(everyone=True)
    code = await issued(ali)
    for number in (marie, ali):
        (child,) = await children(number)
        await end(number, child, 0, BY, because=JUDGMENT)
    assert [state for _, _, state in await mails()] == ["dropped", "dropped"]
    with pytest.raises(TokenUnknown):
        await token.find(code)
    assert not (await invitation.invite(everyone=True, again=True)).queued
    assert await standing(marie) == "no_child"


async def test_with_access_to_another_child_the_invitation_stays(opened: Settings) -> None:
    marie = await guardian(children=2)
    one, _ = await children(marie)
    await invitation.invite(everyone=True)
    await end(marie, one, 0, BY, because=JUDGMENT)
    assert [state for _, _, state in await mails()] == ["queued"]
    assert await query("SELECT id FROM token WHERE revoked_at IS NULL")


async def test_an_active_account_stays_with_its_reset_token(opened: Settings) -> None:
    marie = await parent("marie.dupont", activated=True)
    code = await issued(marie, token.RESET)
    (child,) = await children(marie)
    await end(marie, child, 0, BY, because=JUDGMENT)
    assert (await token.find(code)).guardian == marie


async def test_on_the_day_of_the_end_the_waiting_mail_is_dropped(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    (child,) = await children(marie)
    await invitation.invite(everyone=True)
    await end(marie, child, 0, BY, because=JUDGMENT, since=tomorrow())
    await custody.close_invitations()
    assert [state for _, _, state in await mails()] == ["queued"]
    time.move(days=2)
    (entry,) = await delivery.claim(9)
    with pytest.raises(rendering.Outdated):
        await rendering.render(entry)
    await custody.close_invitations()
    assert [state for _, _, state in await mails()] == ["dropped"]
    assert await query("SELECT id FROM token WHERE revoked_at IS NULL") == []


async def test_the_invitation_stays_where_the_child_left_the_school(opened: Settings) -> None:
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    await query("UPDATE child SET left_at = ?", now())
    await custody.close_invitations()  # the next file may have the child again
    assert [state for _, _, state in await mails()] == ["queued"]


async def test_repeated_submissions_change_an_access_one_time(opened: Settings) -> None:
    marie = await guardian()
    (child,) = await children(marie)
    since = tomorrow()
    await asyncio.gather(*(end(marie, child, 0, BY, because=JUDGMENT, since=since) for _ in range(3)))
    await asyncio.gather(*(end(marie, child, 1, BY, because=JUDGMENT) for _ in range(3)))
    await asyncio.gather(*(restore(marie, child, 2, BY, because="erreur") for _ in range(3)))
    assert (len(await details("access ended")), len(await details("access restored"))) == (2, 1)
    assert (await editable_guardian(marie)).version == 3


async def test_the_second_of_two_concurrent_changes_of_an_access_is_refused(opened: Settings) -> None:
    marie = await guardian()
    (child,) = await children(marie)
    done = await asyncio.gather(
        end(marie, child, 0, BY, because="jugement"),
        end(marie, child, 0, BY, because="demande du père"),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in done) == ["GuardianChanged", "NoneType"]
    with pytest.raises(GuardianChanged):
        await restore(marie, child, 0, BY, because="erreur")
    assert not await children_of(marie)


@pytest.mark.parametrize(
    ("typed", "problem"), [("", "missing"), (" \t ", "missing"), ("a\0b", "control"), ("x" * 201, "long")]
)
async def test_an_invalid_reason_is_refused(opened: Settings, typed: str, problem: str) -> None:
    marie = await guardian()
    (child,) = await children(marie)
    for verb in (end, restore):
        with pytest.raises(BadReason) as refused:
            await verb(marie, child, 0, BY, because=typed)
        assert refused.value.problem == problem
    assert await children_of(marie)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("demain", "unreadable"),
        ("2027-02-30", "unreadable"),
        ("31/2/2027", "unreadable"),
        ("1/2", "unreadable"),
        ("1/2/3/2027", "unreadable"),
        ("\0", "unreadable"),
        ("0001-01-01", "past"),
        ("2020-01-01", "past"),
        ("9999-12-31", "far"),
        ("99999999999999999999/1/1", "unreadable"),
    ],
)
def test_a_day_that_is_past_far_or_unreadable_is_refused(typed: str, problem: str) -> None:
    with pytest.raises(BadDay) as refused:
        first_moment(typed)
    assert refused.value.problem == problem


def test_today_or_an_empty_day_means_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # 2 March in Brussels
    monkeypatch.setattr("models.core.clock.moment", lambda: late)
    assert first_moment("") is None
    assert first_moment("2026-03-02") is None
    assert first_moment("3/3/2026") == first_moment(" 2026-03-03 ") == datetime(2026, 3, 2, 23, tzinfo=UTC)
    assert first_moment("2026-07-01") == datetime(2026, 6, 30, 22, tzinfo=UTC)


async def test_an_unknown_access_raises_lookup_error(opened: Settings) -> None:
    marie, ali = await guardian(), await guardian("ali.benali", "ali@example.org")
    (theirs,) = await children(ali)
    for number, child in ((marie, theirs), (99, theirs), (marie, 99)):
        with pytest.raises(LookupError):
            await access(number, child)
        with pytest.raises(LookupError):
            await end(number, child, 0, BY, because=JUDGMENT)
        with pytest.raises(LookupError):
            await restore(number, child, 0, BY, because=JUDGMENT)


async def test_the_worker_withdraws_invitations_whose_end_is_due(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    (child,) = await children(marie)
    await invitation.invite(everyone=True)
    await end(marie, child, 0, BY, because=JUDGMENT, since=tomorrow())
    time.move(days=2)
    stop = asyncio.Event()
    working = asyncio.create_task(worker.run(None, stop))
    async with asyncio.timeout(PATIENCE):
        while [state for _, _, state in await mails()] != ["dropped"]:  # noqa: ASYNC110 what is waited for happens there
            await asyncio.sleep(0.01)
    stop.set()
    await working
    assert await query("SELECT id FROM token WHERE revoked_at IS NULL") == []
    assert await standing(marie) == "no_child"
