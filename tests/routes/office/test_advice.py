"""The advice on a family's page, for each state that an adult can be in."""

from datetime import timedelta

import pytest

from models.access import token
from models.core.clock import now
from models.database import transaction
from models.desk.directory import DirectorySearch, search_directory
from models.desk.family import family
from models.families import directory
from models.outbox import delivery, mail
from routes.office.desk.advice import advice
from routes.office.outbox.words import meaning
from settings import Settings
from tests.support.clock import Clock
from tests.support.family import PASSWORD, count, guardian
from tests.support.sql import query


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("550 5.1.1 <x@y>: no such user", "cette adresse n’existe pas"),
        ("550 No Such User here", "cette adresse n’existe pas"),
        ("554 5.1.2 bad domain", "ce qui suit @ dans l’adresse n’existe pas"),
        ("552 5.2.2 over quota", "cette boîte mail est pleine"),
        ("550 5.7.26 unauthenticated", "ce serveur ne veut pas des mails de l’école"),
        ("550 5.7.1 no such user policy", "ce serveur ne veut pas des mails de l’école"),
        ("550 because", ""),
        ("550 mailbox full", "cette boîte mail est pleine"),
        ("550 5.4.1 Recipient address rejected: Access denied", "cette adresse n’existe pas"),
        ("5.9.9", ""),
        ("", ""),
    ],
)
def test_the_servers_words_are_put_plainly_where_they_are_known(words: str, said: str) -> None:
    assert meaning(words) == said


@pytest.mark.parametrize("words", ["552 5.2.2 over quota", "452 4.2.2 mailbox full", "550 mailbox full"])
async def test_a_full_mailbox_is_no_reason_to_correct_the_address(opened: Settings, words: str) -> None:
    number = await guardian()
    await given(number)
    await query("UPDATE guardian SET refused_at = ?, refused_words = ? WHERE id = ?", now(), words, number)
    happened, todo, action = await advised(number)
    assert "la boîte mail de ce parent est pleine" in happened
    assert "corrigez" not in todo
    assert action == "phone"
    await query("UPDATE guardian SET refused_words = '550 5.1.1 mailbox is not full but unknown'")
    assert (await advised(number))[2] == "address"


async def given(number: int, kind: str = token.INVITATION, carrier: str = token.MAIL) -> None:
    async with transaction():
        await token.issue_each([number], kind, now() + timedelta(days=14), carrier)


async def advised(number: int) -> tuple[str, str, str]:
    await directory.refresh([number])
    found = advice((await family(number))[0])
    return found.happened, found.todo, found.action


async def test_a_letter_that_was_not_used(opened: Settings) -> None:
    number = await guardian(email="")
    await given(number, carrier=token.LETTER)
    happened, _, action = await advised(number)
    assert happened.startswith("Une lettre a été imprimée aujourd’hui à ")
    assert action == "phone"


@pytest.mark.parametrize(
    ("carrier", "begins"),
    [
        (token.MAIL, "L’invitation ne marche plus : elle a expiré hier à "),
        (token.LETTER, "La lettre ne marche plus : son jeton a expiré hier à "),
        (token.PHONE, "Le code donné au téléphone ne marche plus : il a expiré hier à "),
    ],
)
async def test_what_has_expired_is_named(opened: Settings, time: Clock, carrier: str, begins: str) -> None:
    number = await guardian()
    await given(number, carrier=carrier)
    time.move(days=15)
    happened, _, action = await advised(number)
    assert happened.startswith(begins)
    assert action == "mail"


async def test_an_expired_invitation_to_a_refused_address_wants_another_address(opened: Settings, time: Clock) -> None:
    number = await guardian()
    await given(number)
    await query("UPDATE guardian SET refused_at = ?, refused_words = '550 5.1.1'", now())
    time.move(days=15)
    assert await advised(number) == (
        "Les mails n’arrivent pas : cette adresse n’existe pas.",
        "Demandez la bonne adresse et corrigez-la.",
        "address",
    )


async def test_a_mail_that_the_server_did_not_want_is_no_fault_of_the_address(opened: Settings) -> None:
    number = await guardian()
    await given(number)
    await mail.queue(mail.INVITATION, "marie@example.org", number)
    await delivery.refuse((await delivery.claim(1))[0], "554 5.7.1 spam")
    assert await advised(number) == (
        "Le dernier mail n’est pas arrivé. Le serveur dit « 554 5.7.1 spam ». L’adresse n’est pas en cause.",
        "Renvoyez l’invitation, ou donnez un code.",
        "mail",
    )
    (adult,) = (await search_directory(DirectorySearch())).adults
    assert (adult.standing, adult.refused_words) == ("refused", "554 5.7.1 spam")


async def test_a_mail_that_the_server_puts_off_says_why(opened: Settings) -> None:
    number = await guardian()
    await given(number)
    await mail.queue(mail.INVITATION, "marie@example.org", number)
    assert (await advised(number))[0] == "Le mail attend son tour. Il part tout seul."
    await query("UPDATE mail SET server_words = '451 try later'")
    assert (await advised(number))[0] == "Le mail attend : le serveur de mail dit « 451 try later »."
    await query("UPDATE mail SET state = 'held'")
    assert (await advised(number))[0] == "Le mail est prêt, mais l’envoi est arrêté."


@pytest.mark.parametrize(
    ("by", "begins"),
    [("office", "L’école a mis fin à l’accès"), ("import", "Cette personne n’a plus d’enfant à l’école.")],
)
async def test_an_adult_without_a_child_is_described_by_the_reason(opened: Settings, by: str, begins: str) -> None:
    number = await guardian(password=PASSWORD)
    await query("UPDATE guardianship SET ended_at = ?, ended_by = ?", now(), by)
    happened, _, action = await advised(number)
    assert happened.startswith(begins)
    assert action == ""


async def test_who_is_in_and_whose_reset_is_open_is_under_way(opened: Settings) -> None:
    number = await guardian(password=PASSWORD)
    assert (await advised(number))[0].startswith("Tout va bien. Dernière connexion : aujourd’hui à ")
    await given(number, token.RESET)
    assert (await advised(number))[0].startswith("Le mail est parti")
    await query("UPDATE token SET opened_at = ?", now())
    assert "mais le mot de passe n’est pas encore choisi" in (await advised(number))[0]
    await query("UPDATE token SET failed_at = ?", now())
    assert (await advised(number))[0] == "Le mot de passe essayé n’a pas été accepté."
    assert await count("event") == 0


async def test_who_is_in_without_an_address_is_not_told_of_a_mail(opened: Settings) -> None:
    number = await guardian(password=PASSWORD)
    assert (await advised(number))[1] == "Mot de passe oublié ? Donnez un code au téléphone, ou envoyez un mail."
    await query("UPDATE guardian SET email = ''")
    assert (await advised(number))[1] == "Mot de passe oublié ? Donnez un code au téléphone."
