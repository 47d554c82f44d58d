"""What became of a mail, for the adults it was meant for: their timeline, their address, where they stand."""

from collections.abc import Collection

from models.core.address import address_key, masked
from models.core.clock import now
from models.core.server_words import of_one_address
from models.database import execute_many, query
from models.families import event, standing
from models.outbox.mail_row import Letter


def people(letter: Letter) -> list[int]:
    """The adults it is for; nobody for a test mail."""
    return sorted({*([letter.guardian] if letter.guardian else []), *(guardian for guardian, _ in letter.accounts)})


async def taken(mails: Collection[Letter]) -> None:
    """The mail server has them: the addresses are good again, as far as anybody knows. Inside a transaction."""
    told = [(guardian, letter) for letter in mails for guardian in people(letter)]
    await execute_many(
        "UPDATE guardian SET refused_at = NULL, refused_words = ''"
        " WHERE id = ? AND email_key = ? AND refused_at IS NOT NULL",
        [(guardian, address_key(letter.address)) for guardian, letter in told],
    )
    await event.record_many(
        "mail sent", [(guardian, letter.kind, masked(letter.address)) for guardian, letter in told], actor="system"
    )


async def refused(letter: Letter, words: str) -> None:
    """The mail server will never take it, and says why. Inside a transaction.

    The address is marked where the server speaks of it, and not of the sender or the mail (catalogue 66).
    """
    if of_one_address(words):
        await mark_refused(people(letter), letter.address, words)
    for guardian in people(letter):
        await event.record("mail refused", guardian=guardian, result=letter.kind, actor="system", detail=words)


async def mark_refused(guardians: Collection[int], address: str, words: str) -> None:
    """Mail to `address` does not arrive: said of those who still have it, until a mail is taken or it is corrected."""
    for guardian in guardians:
        await query(
            "UPDATE guardian SET refused_at = ?, refused_words = ? WHERE id = ? AND email_key = ?",
            now(),
            words,
            guardian,
            address_key(address),
        )
    await standing.refresh(guardians)
