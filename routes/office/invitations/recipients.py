"""The recipients of a sending, in forms and URLs."""

from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import urlencode

from litestar.types import Scope

from routes.web.form import query_value, query_values
from routes.web.number import row_id

ALL, CLASS, SOME = "all", "class", "some"
MOST = 100  # adults ticked at once: their numbers fit into a URL


class Whom(TypedDict, total=False):
    """The recipients, as arguments of `models.invitations.invitation`."""

    everyone: bool
    class_name: str
    guardians: tuple[int, ...]
    again: bool


@dataclass(frozen=True, slots=True)
class InvitationChoice:
    """`again`: also those with a valid invitation, or with a refused address."""

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
        """The fields of a form without the empty ones."""
        numbers = " ".join(map(str, self.guardians))
        fields = {
            "scope": self.scope,
            "class": self.class_name,
            "guardians": numbers,
            "again": "on" if self.again else "",
        }
        return {name: value for name, value in fields.items() if value}

    def preview(self, **changed: str) -> str:
        """The URL of the preview."""
        return f"/office/invitations/preview?{urlencode({**self.fields, **changed})}"


def choice(fields: dict[str, str], ticked: list[str]) -> InvitationChoice:
    """The recipients that a form selects. Raises an `HTTPException` with 404 for an invalid number."""
    numbers = [row_id(text) for text in (*fields.get("guardians", "").split(), *ticked)][:MOST]
    scope = fields.get("scope", "") or (SOME if numbers else CLASS if fields.get("class") else ALL)
    class_name = fields.get("class", "").replace("\0", "")[:60] if scope == CLASS else ""
    return InvitationChoice(
        scope, class_name, tuple(dict.fromkeys(numbers)) if scope == SOME else (), bool(fields.get("again"))
    )


def asked_choice(scope: Scope) -> InvitationChoice:
    """The recipients that a query selects."""
    fields = {name: query_value(scope, name) for name in ("scope", "class", "guardians", "again")}
    return choice(fields, query_values(scope, "guardian", MOST + 10))
