"""Forms of the office that add people: a double click adds them once."""

from piccolo.columns import BigSerial, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from models.core import school
from models.core.clock import now
from models.database import fetch_one
from models.families.child import Child


class SentForm(Table, tablename="sent_form"):
    """One form that was carried out, by a digest of its key, and the child that it was about."""

    id = BigSerial(primary_key=True)
    digest = Varchar(64, unique=True)
    at = Timestamptz(default=now)
    child = ForeignKey(references=Child, null=True, default=None)


async def claim(form_key: str) -> bool:
    """Whether this form is sent for the first time. Inside the transaction that carries it out: of two at once the
    second waits for the first."""
    new = SentForm(digest=_digest(form_key))
    first = SentForm.insert(new).on_conflict(SentForm.digest).returning(SentForm.id)
    return await fetch_one(int, first) is not None


async def settle(form_key: str, child: int) -> None:
    """Keep the child that the form was about, inside the same transaction."""
    await SentForm.update({SentForm.child: child}).where(SentForm.digest == _digest(form_key))


async def child_of(form_key: str) -> int:
    """The child that a form carried out before was about. `LookupError` for a form that was about none."""
    this = (SentForm.digest == _digest(form_key)) & SentForm.child.is_not_null()
    child = await fetch_one(int, SentForm.select(SentForm.child).where(this))
    if child is None:
        raise LookupError("this form added no child")
    return child


def _digest(form_key: str) -> str:
    return school.keyed_digest("form", form_key)
