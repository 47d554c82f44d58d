import asyncio
from email.message import EmailMessage

import pytest

from mail import rendering
from models.access import first_connection, password_reset, session, token
from models.access.token_refused import TokenReplaced
from models.core.address import BadAddress
from models.desk.correction import BadName, BadPhone, correct_address, correct_name, correct_phone
from models.desk.editing import GuardianChanged, editable_guardian
from models.families.guardian import guardian as person
from models.invitations import invitation
from models.outbox import delivery, mail
from settings import Settings
from tests.support.families import parent
from tests.support.family import events, issued
from tests.support.people import BY, details, mails, row, standing
from tests.support.sql import query


async def test_a_corrected_address_ends_the_tokens_sent_to_the_old_one(opened: Settings) -> None:
    marie = await parent("marie.dupont", "marie@exmaple.org")
    await invitation.invite(username="marie.dupont")
    await correct_address(marie, " Marie@Example.org ", 0, BY)
    assert (await row(marie))["email"] == "marie@example.org"
    assert await mails() == [
        ("invitation", "marie@exmaple.org", "dropped"),
        ("address_changed", "marie@exmaple.org", "queued"),
        ("address_new", "marie@example.org", "queued"),
    ]
    assert await query("SELECT id FROM token WHERE revoked_at IS NULL") == []
    assert await details("address corrected") == ["m•••@exmaple.org → m•••@example.org"]
    assert await standing(marie) == "not_invited"


async def test_the_old_link_says_that_it_was_replaced_and_its_password_step_ends(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    code = await issued(marie)
    step = await first_connection.open_token(code, client="192.0.2.1", device="")
    inside = await session.start(marie)
    await correct_address(marie, "new@example.org", 0, BY)
    with pytest.raises(TokenReplaced):
        await token.find(code)
    assert await session.find(step.secret) is None
    assert await session.find(inside.secret), "who is signed in stays so"


async def test_the_notice_to_the_old_address_does_not_name_the_new_one(opened: Settings) -> None:
    marie = await parent("marie.dupont", "old@example.org")
    await correct_address(marie, "new@example.org", 0, BY)
    entry, _new = await delivery.claim(9)
    message = (await rendering.render(entry)).read()
    assert message["To"] == "old@example.org"
    assert "votre adresse mail a changé" in message["Subject"]
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert isinstance(part, EmailMessage)
        words = str(part.get_content())
        assert "Bonjour Marie Dupont" in words
        assert "02 345 67 89" in words
        assert "new@" not in words
        assert "token=" not in words
        assert "/reset" not in words


async def test_an_old_address_that_refused_mail_gets_no_notice(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    await query("UPDATE guardian SET refused_at = created_at, refused_words = '550 no such user'")
    await correct_address(marie, "new@example.org", 0, BY)
    assert await mails() == [("address_new", "new@example.org", "queued")]
    assert ((await row(marie))["refused_at"], (await row(marie))["refused_words"]) == (None, "")


async def test_an_empty_address_removes_the_address(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    await correct_address(marie, " ", 0, BY)
    assert ((await row(marie))["email"], (await row(marie))["email_key"]) == ("", "")
    assert await details("address corrected") == ["m•••@example.org → —"]
    assert await standing(marie) == "no_address"


@pytest.mark.parametrize(
    "typed", ["marie", "a@b.org, c@d.org", "a@b.org\r\nBcc: x@y.org", "<a@b.org>", "a@b.org\0", "é@b.org", "a" * 300]
)
async def test_an_invalid_address_is_not_stored(opened: Settings, typed: str) -> None:  # 52
    marie = await parent("marie.dupont")
    with pytest.raises(BadAddress):
        await correct_address(marie, typed, 0, BY)
    assert (await row(marie))["email"] == "marie@example.org"


async def test_the_second_of_two_concurrent_corrections_is_refused(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    done = await asyncio.gather(
        *(correct_address(marie, f"{name}@example.org", 0, BY) for name in ("one", "two", "three")),
        correct_name(marie, "Marie", "Durand", 0, BY),
        return_exceptions=True,
    )
    assert [type(one) for one in done if one is not None] == [GuardianChanged] * 3
    assert (await editable_guardian(marie)).version == 1
    assert len(await events("address corrected") + await events("name corrected")) == 1


async def test_the_second_submission_of_a_correction_changes_nothing(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    await asyncio.gather(*(correct_address(marie, "new@example.org", 0, BY) for _ in range(4)))
    await asyncio.gather(*(correct_name(marie, "Marie", "Durand", 1, BY) for _ in range(4)))
    assert (len(await details("address corrected")), len(await details("name corrected")), len(await mails())) == (
        1,
        1,
        2,
    )


async def test_a_corrected_name_does_not_change_the_username(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    await correct_name(marie, "  Marie-Ève ", "Durand", 0, BY)
    assert ((await person(marie)).full_name, (await person(marie)).username) == ("Marie-Ève Durand", "marie.dupont")
    assert await details("name corrected") == ["Marie Dupont → Marie-Ève Durand"]
    assert (await query("SELECT name_key FROM directory"))[0]["name_key"].startswith("durand marie")


@pytest.mark.parametrize(
    ("first", "last", "field", "problem"),
    [
        ("", "Durand", "first_name", "missing"),
        ("Marie", " \u200b", "last_name", "missing"),
        ("Ma\0rie", "Durand", "first_name", "control"),
        ("Marie", "\u202edurand", "last_name", "control"),
        ("Marie", "D" * 201, "last_name", "too_long"),
        ("=1+1", "Durand", "first_name", "formula"),
        ("Marie", "1234", "last_name", "not_a_name"),
    ],
)
async def test_an_invalid_name_is_not_stored(opened: Settings, first: str, last: str, field: str, problem: str) -> None:
    marie = await parent("marie.dupont")
    with pytest.raises(BadName) as refused:
        await correct_name(marie, first, last, 0, BY)
    assert (refused.value.field, refused.value.problem) == (field, problem)
    assert (await person(marie)).full_name == "Marie Dupont"


async def test_the_files_value_is_kept_until_the_office_stores_the_same(opened: Settings) -> None:
    marie = await parent("marie.dupont", "file@example.org")
    await correct_address(marie, "one@example.org", 0, BY)
    await correct_address(marie, "two@example.org", 1, BY)
    await correct_name(marie, "Marie", "Durand", 2, BY)
    kept = await row(marie)
    assert (kept["file_email"], kept["file_first_name"], kept["file_last_name"]) == ("file@example.org", None, "Dupont")
    await correct_address(marie, "file@example.org", 3, BY)
    await correct_name(marie, "Marie", "Dupont", 4, BY)
    kept = await row(marie)
    assert (kept["file_email"], kept["file_first_name"], kept["file_last_name"]) == (None, None, None)


async def test_a_reset_asked_for_with_the_old_address_is_not_valid(opened: Settings) -> None:
    marie = await parent("marie.dupont", "old@example.org", activated=True)
    await password_reset.ask("old@example.org", "192.0.2.1")
    (entry,) = await delivery.claim(9)
    answered = await password_reset.answer(entry)
    assert answered
    await correct_address(marie, "new@example.org", 0, BY)
    with pytest.raises(rendering.Outdated):
        await rendering.render(answered)
    await password_reset.ask("old@example.org", "192.0.2.1")
    (again,) = [one for one in await delivery.claim(9) if one.kind == mail.RESET_ASKED]
    assert await password_reset.answer(again) is None


async def test_correcting_an_unknown_guardian_raises(opened: Settings) -> None:
    with pytest.raises(LookupError):
        await correct_address(7, "a@example.org", 0, BY)
    with pytest.raises(LookupError):
        await correct_name(7, "Marie", "Dupont", 0, BY)


async def test_a_corrected_phone_is_found_by_a_search_and_the_audit_has_its_last_digits(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    await correct_phone(marie, " 0478 12 34 56 ", 0, BY)
    await correct_phone(marie, "0478 12 34 56", 0, BY)  # pressed twice
    assert (await row(marie))["phone"] == "0478 12 34 56"
    assert (await query("SELECT numbers FROM directory"))[0]["numbers"].startswith("478123456")
    await correct_phone(marie, "0499 00 11 22", 1, BY)
    await correct_phone(marie, "", 2, BY)
    assert await details("phone corrected") == ["— → •••56", "•••56 → •••22", "•••22 → —"]
    assert await mails() == []


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("04", "no_number"), ("demander Luc", "no_number"), ("0478 12 34 56 " * 5, "too_long"), ("0478\x0012", "control")],
)
async def test_an_invalid_phone_is_not_stored(opened: Settings, typed: str, problem: str) -> None:
    marie = await parent("marie.dupont")
    with pytest.raises(BadPhone) as refused:
        await correct_phone(marie, typed, 0, BY)
    assert refused.value.problem == problem
    assert (await row(marie))["phone"] == ""


async def test_of_two_corrections_of_a_phone_at_once_the_second_is_refused(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    both = (correct_phone(marie, phone, 0, BY) for phone in ("0478 12 34 56", "0499 00 11 22"))
    done = await asyncio.gather(*both, return_exceptions=True)
    assert [type(one) for one in done if one is not None] == [GuardianChanged]


async def test_the_former_phone_of_a_parent_who_was_shut_out_is_kept(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    await correct_phone(marie, "0478 12 34 56", 0, BY)
    assert (await row(marie))["former_contact"] == ""
    await query("UPDATE guardianship SET ended_by = 'office', ended_at = ?", (await row(marie))["created_at"])
    await correct_phone(marie, "0499 00 11 22", 1, BY)
    assert (await row(marie))["former_contact"] == "0478 12 34 56\n"
