"""The recipients of a sending, as forms and addresses carry them."""

from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import urlencode

from litestar.types import Scope

from routes.web.form import query_value, query_values
from routes.web.number import row_id

ALL, CLASS, SOME = "all", "class", "some"
MOST = 100  # adults ticked at once: an address holds no more


class Whom(TypedDict, total=False):
    """The recipients, as `models.invitations.invitation` takes them."""

    everyone: bool
    class_name: str
    guardians: tuple[int, ...]
    again: bool


@dataclass(frozen=True, slots=True)
class InvitationChoice:
    """`again`: also those whose invitation is still good, or whose address was refused."""

    scope: str
    class_name: str = ""
    guardians: tuple[int, ...] = ()
    again: bool = False

    @property
    def whom(self) -> Whom:
        """The arguments for `models.invitations.invitation`."""
        if self.scope == CLASS:
            return {"class_name": self.class_name, "again": self.again}
        if self.scope == SOME:
            return {"guardians": self.guardians, "again": self.again}
        return {"everyone": True, "again": self.again}

    @property
    def fields(self) -> dict[str, str]:
        """The fields of a form, empty ones left out."""
        numbers = " ".join(map(str, self.guardians))
        fields = {
            "scope": self.scope,
            "class": self.class_name,
            "guardians": numbers,
            "again": "on" if self.again else "",
        }
        return {name: value for name, value in fields.items() if value}

    def preview(self, **changed: str) -> str:
        """The address of its preview."""
        return f"/office/invitations/preview?{urlencode({**self.fields, **changed})}"


def choice(fields: dict[str, str], ticked: list[str]) -> InvitationChoice:
    """The recipients that a form chooses. Raises an `HTTPException` with 404 for a number that is none."""
    numbers = [row_id(text) for text in (*fields.get("guardians", "").split(), *ticked)][:MOST]
    scope = fields.get("scope", "") or (SOME if numbers else CLASS if fields.get("class") else ALL)
    class_name = fields.get("class", "").replace("\0", "")[:60] if scope == CLASS else ""
    return InvitationChoice(
        scope, class_name, tuple(dict.fromkeys(numbers)) if scope == SOME else (), bool(fields.get("again"))
    )


def asked_choice(scope: Scope) -> InvitationChoice:
    """The recipients that an address's query chooses."""
    fields = {name: query_value(scope, name) for name in ("scope", "class", "guardians", "again")}
    return choice(fields, query_values(scope, "guardian", MOST + 10))
