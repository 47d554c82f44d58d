"""Which adults an invitation or a batch of letters is for, and what becomes of each."""

from dataclasses import dataclass

from models.core.clock import now
from models.families.child import ACCESS_ACTIVE


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL on `guardian g`, and the arguments of its placeholders."""

    sql: str
    arguments: tuple[object, ...] = ()


# Whether an adult sees a child at the bound time; with IN_CLASS, one of the bound class.
SEES_CHILD = (
    f"EXISTS (SELECT 1 FROM guardianship s JOIN child c ON c.id = s.child WHERE s.guardian = g.id AND {ACCESS_ACTIVE})"  # noqa: S608 constants
)
SEES_CHILD_IN_CLASS = f"{SEES_CHILD[:-1]} AND c.class_name = ?)"


def in_class(class_name: str) -> Condition:
    """The adults who see a child of this class at this moment, trial accounts included."""
    return Condition(SEES_CHILD_IN_CLASS, (now(), class_name))


@dataclass(frozen=True, slots=True)
class Invitee:
    """An adult whom an invitation is for. `server_words`: what the mail server said when it refused the address."""

    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    activated: bool
    disabled: bool
    with_child: bool
    server_words: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of each adult whom an invitation was for."""

    queued: tuple[Invitee, ...]
    without_address: tuple[Invitee, ...]  # these need the printed letter
    already_waiting: tuple[Invitee, ...]  # their invitation is still in the outbox, or held back there
    already_invited: tuple[Invitee, ...]  # their invitation has left and is still valid
    refused: tuple[Invitee, ...]  # the mail server refused it; `server_words` says why
    already_in: tuple[Invitee, ...]  # they have chosen a password; a reset is for them
    disabled: tuple[Invitee, ...]
    without_child: tuple[Invitee, ...]  # they may see no child, or none any more
    sending: int | None = None  # its number, when mails of many were queued

    @property
    def groups(self) -> dict[str, tuple[Invitee, ...]]:
        """By name, in this order."""
        return {name: getattr(self, name) for name in GROUPS}


GROUPS = tuple(name for name in Invited.__slots__ if name != "sending")
