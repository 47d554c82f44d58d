"""Two accounts of one adult merged: what goes to the kept one, and what the absorbed one still opens (nothing)."""

import asyncio
import json

import pytest

from models.access import first_connection, hashing, password_change, password_reset, session, sign_in, token
from models.access.sign_in import AccountMerged, WrongCredentials
from models.access.token_refused import TokenMerged, TokenReplaced, TokenUnknown
from models.announcements import board, correcting, reading, replies
from models.announcements.announcement import ANSWER, READ
from models.desk import disabling, merging, notes, reissue
from models.desk.correction import correct_address
from models.desk.directory import DirectorySearch, search_directory
from models.desk.editing import GuardianChanged
from models.desk.merging import Shown
from models.desk.reasons import BadReason
from models.desk.timeline import timeline
from models.families import directory
from models.families.child import children_of
from models.invitations import invitation, letter_batch, letter_choice, mail_retry
from models.invitations.letter_choice import LetterChoice
from models.outbox import delivery, mail
from settings import Settings
from tests.support.announced import SOPHIE, draft, published
from tests.support.family import OTHER_PASSWORD, PASSWORD, children, events, guardian, issued
from tests.support.merging import merged, two
from tests.support.people import BY, details, mails, row
from tests.support.sql import query


async def signed_in(login: str, password: str) -> session.Visit | None:
    started = await sign_in.sign_in(login, password, remembered=False, client="192.0.2.1", device="")
    return await session.find(started.secret)


async def test_children_of_both_are_seen_with_the_kept_account(opened: Settings) -> None:
    marie, other = await two()
    own, theirs = await children(marie), await children(other)
    await merged(marie, other)
    assert [child.id for child in await children_of(marie)] == [*own, *theirs]
    assert await children_of(other) == []
    assert (await row(other))["merged_into"] == marie
    assert (await row(other))["merged_at"] is not None


async def test_only_the_kept_accounts_password_opens(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    visit = await signed_in("marie.dupont", PASSWORD)
    assert visit
    assert visit.guardian == marie
    with pytest.raises(AccountMerged):
        await signed_in("marie.dupont2", OTHER_PASSWORD)
    for login in ("marie.dupont2", "marie.dupont"):
        wrong = PASSWORD if login == "marie.dupont2" else OTHER_PASSWORD
        with pytest.raises(WrongCredentials):
            await signed_in(login, wrong)
    assert await events("sign-in refused") == ["merged", "refused", "refused"]


async def test_an_old_password_says_nothing_while_its_account_waits(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    for _ in range(6):
        with pytest.raises(WrongCredentials):
            await signed_in("marie.dupont2", "something else")
    with pytest.raises(WrongCredentials):
        await signed_in("marie.dupont2", OTHER_PASSWORD)
    assert (await events("sign-in refused"))[-1] == "throttled"


async def test_an_address_that_both_had_signs_in_with_the_kept_accounts_password(opened: Settings) -> None:
    marie, other = await two(email="marie@example.org")
    with pytest.raises(WrongCredentials):
        await signed_in("marie@example.org", PASSWORD)  # until then it belongs to two accounts
    await merged(marie, other)
    assert await signed_in("marie@example.org", PASSWORD)
    with pytest.raises(WrongCredentials):
        await signed_in("marie@example.org", OTHER_PASSWORD)


async def test_the_address_set_aside_is_no_other_accounts_sign_in(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    with pytest.raises(AccountMerged):
        await signed_in("marie@work.example", OTHER_PASSWORD)
    with pytest.raises(WrongCredentials):
        await signed_in("marie@work.example", PASSWORD)


async def test_sessions_and_tokens_of_both_end(opened: Settings) -> None:
    marie, other = await two()
    inside = [await session.start(one, remembered=True) for one in (marie, other)]
    codes = [await issued(one, token.RESET) for one in (marie, other)]
    steps = [await first_connection.open_token(code, client="192.0.2.1", device="") for code in codes]
    await merged(marie, other)
    assert [await session.find(one.secret) for one in (*inside, *steps)] == [None] * 4
    with pytest.raises(TokenReplaced):
        await token.find(codes[0])
    with pytest.raises(TokenMerged):
        await token.find(codes[1])
    with pytest.raises(TokenMerged):
        await first_connection.open_token(codes[1], client="192.0.2.1", device="")
    assert await events("token refused") == ["merged"]


async def test_a_session_that_was_written_after_all_opens_nothing(opened: Settings) -> None:
    """As of a sign-in that began before the merge: the guard refuses it, whatever wrote it."""
    marie, other = await two()
    await merged(marie, other)
    late = await session.start(other)
    assert await session.find(late.secret) is None


async def test_a_sign_in_that_was_under_way_starts_no_session(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    marie, other = await two()
    matches = hashing.matches

    async def slowly(password: str, stored: str | None, client_network: str = "") -> bool:
        right = await matches(password, stored, client_network)
        await merged(marie, other)
        return right

    monkeypatch.setattr(hashing, "matches", slowly)
    with pytest.raises(WrongCredentials):
        await signed_in("marie.dupont2", OTHER_PASSWORD)
    assert await query("SELECT id FROM session") == []


async def test_a_password_that_is_chosen_while_the_accounts_are_merged_opens_nothing(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    marie, other = await two(passwords=False)
    started = await first_connection.open_token(await issued(other), client="192.0.2.1", device="")
    step = await session.find(started.secret)
    assert step
    digest = hashing.digest

    async def slowly(password: str, client_network: str = "") -> str:
        stored = await digest(password, client_network)
        await merged(marie, other)
        return stored

    monkeypatch.setattr(first_connection, "digest", slowly)
    with pytest.raises(TokenMerged):
        await first_connection.choose_password(step, PASSWORD, client="192.0.2.1", device="")
    assert await query("SELECT id FROM session") == []
    assert (await row(other))["password_digest"] is None


async def test_a_password_change_that_was_under_way_starts_no_session(opened: Settings) -> None:
    marie, other = await two()
    visit = await session.find((await session.start(other)).secret)
    assert visit
    await merged(marie, other)
    with pytest.raises(password_change.WrongPassword):
        await password_change.change_password(visit, "x", OTHER_PASSWORD, client="192.0.2.1", device="")
    assert await query("SELECT id FROM session") == []


async def test_waiting_mails_with_a_link_are_dropped_and_both_addresses_are_told(opened: Settings) -> None:
    marie, other = await two(passwords=False)
    await invitation.invite(everyone=True)
    await merged(marie, other)
    assert await mails() == [
        ("invitation", "marie@example.org", "dropped"),
        ("invitation", "marie@work.example", "dropped"),
        ("accounts_merged", "marie@example.org", "queued"),
        ("account_absorbed", "marie@work.example", "queued"),
    ]


async def test_one_address_of_both_gets_one_mail(opened: Settings) -> None:
    marie, other = await two(email="Marie@Example.org")
    await merged(marie, other)
    assert [kind for kind, _, _ in await mails()] == ["accounts_merged"]


async def test_no_mail_goes_to_an_address_where_none_arrives(opened: Settings) -> None:
    marie, other = await two()
    await query("UPDATE guardian SET refused_at = created_at, refused_words = '550' WHERE id = ?", other)
    await merged(marie, other)
    assert [address for _, address, _ in await mails()] == ["marie@example.org"]


async def test_the_address_of_the_absorbed_account_may_be_kept(opened: Settings) -> None:
    marie, other = await two()
    await correct_address(other, "new@example.org", 0, BY)
    await delivery.sent(*await delivery.claim(9))
    await query("UPDATE guardian SET refused_at = created_at, refused_words = '550' WHERE id = ?", other)
    await merged(marie, other, other_address=True)
    kept, absorbed = await row(marie), await row(other)
    assert (kept["email"], kept["email_key"], kept["file_email"]) == (
        "new@example.org",
        "new@example.org",
        "marie@work.example",
    )
    assert (kept["refused_words"], absorbed["refused_words"]) == ("550", "")
    assert (absorbed["email"], absorbed["file_email"]) == ("marie@example.org", None)


async def test_a_mail_to_the_address_set_aside_names_the_account_that_it_belonged_to(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other, other_address=True)
    assert await query("SELECT kind, address, guardian FROM mail ORDER BY id") == [
        {"kind": "accounts_merged", "address": "marie@work.example", "guardian": marie},
        {"kind": "account_absorbed", "address": "marie@example.org", "guardian": marie},
    ]


async def test_a_reset_at_the_old_address_goes_to_the_kept_accounts_address(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    await delivery.sent(*await delivery.claim(9))
    await password_reset.ask("marie@work.example", "192.0.2.1")
    (asked,) = await delivery.claim(9)
    assert await password_reset.answer(asked) is None
    (asked,) = await delivery.claim(9)
    assert (asked.address, asked.guardian) == ("marie@example.org", marie)
    answer = await password_reset.answer(asked)
    assert answer
    assert [one for one, _ in answer.accounts] == [marie]
    assert await query("SELECT id FROM token WHERE guardian = ?", other) == []


async def test_a_reset_at_an_address_of_both_names_the_kept_account_alone(opened: Settings) -> None:
    marie, other = await two(email="marie@example.org")
    await merged(marie, other)
    await delivery.sent(*await delivery.claim(9))
    await password_reset.ask("marie@example.org", "192.0.2.1")
    (asked,) = await delivery.claim(9)
    answer = await password_reset.answer(asked)
    assert answer
    assert [one for one, _ in answer.accounts] == [marie]
    assert await delivery.claim(9) == []


async def test_the_button_for_another_token_mails_the_kept_account(opened: Settings) -> None:
    marie, other = await two(passwords=False)
    code = await issued(other)
    await merged(marie, other)
    await delivery.sent(*await delivery.claim(9))
    await password_reset.ask_again(code, "192.0.2.1")
    (asked,) = await delivery.claim(9)
    answer = await password_reset.answer(asked)
    assert answer
    assert (answer.kind, answer.address, answer.guardian) == (mail.INVITATION, "marie@example.org", marie)


@pytest.mark.parametrize("side", [0, 1])
async def test_a_closed_account_on_either_side_closes_the_kept_one(opened: Settings, side: int) -> None:
    both = await two()
    await disabling.disable(both[side], 0, BY)
    codes = [await issued(one, token.RESET) for one in both]
    await merged(*both)
    assert None not in [(await row(one))["disabled_at"] for one in both]
    for login, password in (("marie.dupont", PASSWORD), ("marie.dupont2", OTHER_PASSWORD)):
        with pytest.raises(WrongCredentials):
            await signed_in(login, password)
    for code in codes:
        with pytest.raises(TokenUnknown):
            await token.find(code)


async def test_the_old_password_says_nothing_once_the_kept_account_is_closed(opened: Settings) -> None:
    marie, other = await two()
    code = await issued(other, token.RESET)
    await merged(marie, other)
    await disabling.disable(marie, 1, BY)
    with pytest.raises(WrongCredentials):
        await signed_in("marie.dupont2", OTHER_PASSWORD)
    with pytest.raises(TokenUnknown):
        await token.find(code)


async def test_the_absorbed_account_is_in_no_list_count_letter_or_invitation(opened: Settings) -> None:
    marie, other = await two(passwords=False)
    await directory.refresh_all()
    await merged(marie, other)
    await directory.refresh_all()
    listed = await search_directory(DirectorySearch())
    assert [adult.id for adult in listed.adults] == [marie]
    assert listed.total == 1
    assert [one.id for one in (await invitation.preview(everyone=True)).queued] == [marie]
    assert [one.id for one in (await invitation.preview(guardians=[marie, other])).queued] == [marie]
    found = await letter_choice.find(LetterChoice(who=letter_choice.NOT_IN))
    assert [one.id for one in found.letters] == [marie]
    assert found.without_child == ()
    with pytest.raises(LookupError):
        await letter_choice.find(LetterChoice(letter_choice.ONE, number=other))
    with pytest.raises(LookupError):
        await reissue.send(other, BY, "once")
    invited = await invitation.invite(username="marie.dupont2")
    assert [one.id for one in invited.queued] == [marie], "its username leads to the kept account"


@pytest.mark.parametrize("typed", ["marie.dupont2", "marie@work.example", "0470 12 34 56"])
async def test_a_search_by_the_other_username_address_or_phone_finds_the_kept_account(
    opened: Settings, typed: str
) -> None:
    marie, other = await two()
    await query("UPDATE guardian SET phone = '02 111 22 33' WHERE id = ?", marie)
    await query("UPDATE guardian SET phone = '0470 12 34 56' WHERE id = ?", other)
    await merged(marie, other)
    found = await search_directory(DirectorySearch(typed))
    assert [adult.id for adult in found.adults] == [marie]


async def test_no_page_of_the_office_changes_the_absorbed_account(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    for change in (
        correct_address(other, "x@example.org", 1, BY),
        disabling.disable(other, 1, BY),
        disabling.enable(other, 1, BY),
        disabling.sign_out(other, BY),
        notes.write(other, "note", BY, "once"),
    ):
        with pytest.raises(LookupError):
            await change


async def test_a_refused_invitation_of_the_absorbed_account_is_not_sent_again(opened: Settings) -> None:
    marie, other = await two(passwords=False)
    await invitation.invite(guardians=[other])
    (claimed,) = await delivery.claim(9)
    await delivery.refuse(claimed, "550 no such user")
    await merged(marie, other)
    with pytest.raises(mail_retry.NoLongerTrue):
        await mail_retry.retry(claimed.id, actor=BY.name, client=BY.client)
    assert not (await mail_retry.retry_all("form-key", actor=BY.name, client=BY.client))[1].queued
    assert await query("SELECT id FROM token WHERE spent_at IS NULL AND revoked_at IS NULL") == []


async def test_a_reprint_of_a_batch_prints_the_kept_accounts_letter(opened: Settings) -> None:
    marie, other = await two(passwords=False)
    batch = await letter_batch.make(LetterChoice(letter_choice.ONE, number=other), "once", actor=BY.name, client="")
    await merged(marie, other)
    found = await letter_choice.find(LetterChoice(letter_choice.BATCH, number=batch))
    assert [one.id for one in found.letters] == [marie]
    assert found.letters[0].replaces_at is None


async def test_notes_and_history_of_both_are_on_the_kept_accounts_page(opened: Settings) -> None:
    marie, other = await two()
    await notes.write(other, "appelle le soir", BY, "form-key-1")
    with pytest.raises(WrongCredentials):
        await signed_in("marie.dupont2", "wrong")
    await merged(marie, other)
    assert [note.text for note in await notes.notes_on([marie])] == ["appelle le soir"]
    shown = [line.action for day in (await timeline(marie)).days for line in day]
    assert shown == ["accounts merged", "sign-in refused", "note written"]


async def test_the_audit_names_both_accounts_and_the_reason(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other, because="deux adresses dans le fichier")
    assert [json.loads(one) for one in await details("accounts merged")] == [
        {"account": "marie.dupont2", "because": "deux adresses dans le fichier"},
        {"account": "marie.dupont", "because": "deux adresses dans le fichier"},
    ]
    assert await events("accounts merged") == ["kept", "absorbed"]


async def test_a_reason_is_needed(opened: Settings) -> None:
    marie, other = await two()
    with pytest.raises(BadReason):
        await merged(marie, other, because="  ")
    assert (await row(other))["merged_into"] is None


async def test_a_page_older_than_another_change_of_either_merges_nothing(opened: Settings) -> None:
    marie, other = await two()
    await correct_address(other, "x@example.org", 0, BY)
    with pytest.raises(GuardianChanged):
        await merging.merge(Shown(marie, 0), Shown(other, 0), BY, because="double")
    await correct_address(marie, "y@example.org", 0, BY)
    with pytest.raises(GuardianChanged):
        await merging.merge(Shown(marie, 0), Shown(other, 1), BY, because="double")
    assert (await row(other))["merged_into"] is None
    assert [one["version"] for one in (await row(marie), await row(other))] == [1, 1]


async def test_a_double_click_merges_once(opened: Settings) -> None:
    marie, other = await two()
    await asyncio.gather(*(merged(marie, other) for _ in range(3)))
    assert len(await query("SELECT id FROM account_merge")) == 1
    assert await events("accounts merged") == ["kept", "absorbed"]


async def test_merging_both_ways_at_once_keeps_one_account(opened: Settings) -> None:
    marie, other = await two()
    done = await asyncio.gather(merged(marie, other), merged(other, marie), return_exceptions=True)
    assert sum(isinstance(one, LookupError | GuardianChanged) for one in done) == 1
    assert [(await row(one))["merged_into"] for one in (marie, other)].count(None) == 1


async def test_an_account_is_not_merged_with_itself_a_trial_or_an_absorbed_one(opened: Settings) -> None:
    marie, other = await two()
    third = await guardian("marie.dupont3", "third@example.org")
    with pytest.raises(LookupError):
        await merged(marie, marie)
    await query("UPDATE guardian SET trial_of = 7 WHERE id = ?", third)
    for pair in ((marie, third), (third, marie)):
        with pytest.raises(LookupError):
            await merged(*pair)
    await query("UPDATE guardian SET trial_of = NULL WHERE id = ?", third)
    await merged(marie, other)
    for pair in ((third, other), (other, third)):
        with pytest.raises(LookupError):
            await merged(*pair)


async def test_what_was_merged_into_the_absorbed_account_goes_to_the_kept_one(opened: Settings) -> None:
    marie, other = await two()
    third = await guardian("marie.dupont3", "third@example.org", password=PASSWORD)
    await merged(other, third)
    await merged(marie, other)
    assert [(await row(one))["merged_into"] for one in (third, other)] == [marie, marie]
    assert len(await children_of(marie)) == 3
    with pytest.raises(AccountMerged):
        await signed_in("marie.dupont3", PASSWORD)


async def test_a_phone_number_is_taken_over_where_there_was_none(opened: Settings) -> None:
    marie, other = await two()
    await query("UPDATE guardian SET phone = '0470 12 34 56', former_contact = 'b@x.be\n' WHERE id = ?", other)
    await query("UPDATE guardian SET former_contact = 'a@x.be\nb@x.be\n' WHERE id = ?", marie)
    await merged(marie, other)
    kept = await row(marie)
    assert (kept["phone"], kept["former_contact"]) == ("0470 12 34 56", "a@x.be\nb@x.be\n")


async def test_what_the_other_account_read_and_answered_counts_for_the_one_that_is_kept(opened: Settings) -> None:
    marie, other = await two()
    (theirs,) = await children(other)
    number = await published(asks=ANSWER)
    await replies.answer(other, number, theirs, replies.NO)
    await merged(marie, other)
    (posted,) = await board.of_child(marie, theirs)
    assert (posted.new, posted.due, posted.choice) == (False, False, replies.NO)


async def test_what_both_opened_and_the_other_account_read_counts_as_read(opened: Settings) -> None:
    marie, other = await two()
    (theirs,) = await children(other)
    number = await published(asks=READ)
    await replies.opens(marie, number)
    await replies.read(other, number, theirs)
    (before,) = await query("SELECT seen_at FROM announcement_receipt WHERE guardian = ?", marie)
    (read,) = await query("SELECT read_at FROM announcement_receipt WHERE guardian = ?", other)
    await merged(marie, other)
    (posted,) = await board.of_child(marie, theirs)
    assert (posted.due, posted.seen_at, posted.read_at) == (False, before["seen_at"], read["read_at"])


async def test_what_the_other_account_read_since_a_mailed_correction_counts_as_read(opened: Settings) -> None:
    marie, other = await two()
    (own,), (theirs,) = await children(marie), await children(other)
    number = await published(asks=READ)
    await replies.read(marie, number, own)
    await correcting.correct(await reading.find(number), draft(asks=READ), SOPHIE, mail_again=True)
    await replies.read(other, number, theirs)
    await merged(marie, other)
    assert not (await board.find(marie, number)).due
