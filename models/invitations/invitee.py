"""The adults whom an invitation means, and what becomes of each."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Invitee:
    """A guardian as an invitation sees one."""

    id: int
    username: str
    name: str
    email: str
    activated: bool
    disabled: bool
    with_child: bool
    server_words: str = ""  # of the mail server, when it refused this address


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of each guardian who was meant."""

    queued: tuple[Invitee, ...]
    without_address: tuple[Invitee, ...]  # these need the printed letter
    already_waiting: tuple[Invitee, ...]  # their invitation is still in the outbox, or held back there
    already_invited: tuple[Invitee, ...]  # their invitation has left and is still good
    refused: tuple[Invitee, ...]  # the mail server refused it; `server_words` says why
    already_in: tuple[Invitee, ...]  # who chose a password; the reset is for them
    disabled: tuple[Invitee, ...]
    without_child: tuple[Invitee, ...]  # who may see no child, or none any more
    sending: int | None = None  # its number, when mails of many were queued

    @property
    def groups(self) -> dict[str, tuple[Invitee, ...]]:
        """By name, in this order."""
        return {name: getattr(self, name) for name in GROUPS}


GROUPS = tuple(name for name in Invited.__slots__ if name != "sending")


def invitee(row: dict[str, Any]) -> Invitee:
    """From the row of a guardian, and whether there is a child."""
    return Invitee(
        row["id"],
        row["username"],
        f"{row['first_name']} {row['last_name']}".strip(),
        row["email"],
        row["activated_at"] is not None,
        row["disabled_at"] is not None,
        bool(row["with_child"]),
        row["refused_words"],
    )
