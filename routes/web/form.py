"""Reading a form, or the query of an address.

Litestar's own parsers cache the last 1,024 bodies and queries, passwords and tokens included, so they are not used
(docs/decisions/framework.md).
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from litestar.types import Scope

from routes.web.page import header
from routes.web.refusals import BadForm
from routes.web.request import Request

FIELDS_MOST = 20


@dataclass(frozen=True)
class Fault:
    """The error of one field, shown above it; no sentence where the form as a whole was refused
    (docs/decisions/errors.md)."""

    field: str
    sentence: str = ""


CREDENTIALS = (Fault("username"), Fault("password"))  # which of the two was wrong is not said


async def read_form(request: Request, most: int = FIELDS_MOST) -> dict[str, str]:
    """The fields of an urlencoded body. Raises `BadForm`: another type, a field twice, more than `most`, invalid
    UTF-8 (catalogue 44)."""
    kind = header(request.scope, b"content-type").partition(";")[0].strip().lower()
    body = await request.body()
    if body and kind != "application/x-www-form-urlencoded":
        raise BadForm
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=most
        )
    except ValueError:  # invalid bytes, invalid UTF-8 behind the percent signs, too many fields
        raise BadForm from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise BadForm
    return fields


def query_value(scope: Scope, name: str) -> str:
    """One field of the query, or the empty string. Invalid UTF-8 in it is replaced."""
    return query_fields(_text(scope)).get(name, "")


def query_fields(query: str) -> dict[str, str]:
    """The fields of a query; none if there are more than any link of ours has."""
    return dict(_pairs(query, FIELDS_MOST))


def query_values(scope: Scope, name: str, most: int) -> list[str]:
    """All values of a repeated field of the query, as checkboxes send it; none if the query has over `most` fields."""
    return [value for field, value in _pairs(_text(scope), most) if field == name]


def _text(scope: Scope) -> str:
    return scope["query_string"].decode("utf-8", "replace")


def _pairs(query: str, most: int) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, errors="replace", max_num_fields=most)
    except ValueError:  # more fields than any link of ours has
        return []
