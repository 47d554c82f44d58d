"""One batch of letters: the pages to print, and afterwards the list of recipients."""

import asyncio
from collections.abc import Callable
from typing import Any

import segno
from litestar import get, post
from litestar.exceptions import NotFoundException
from markupsafe import Markup

from language import text
from language.templating import environment
from language.text import _
from models.access.throttle import Caller
from models.invitations import letter_batch
from models.invitations.letter_batch import LETTERS_SHOWN, Batch, LetterContent
from models.invitations.letter_choice import ALL, BATCH, CLASS
from models.staff.sessions import StaffVisit
from routes.office.common.page import OfficePage
from routes.office.invitations.letter_size import type_size
from routes.web.client import FromClient
from routes.web.form import query_value
from routes.web.number import RowId, page_number
from routes.web.office import Staff, confirmed
from routes.web.request import Request


@get("/letters/{batch_id:str}")
async def show_batch(request: Request, staff: Staff, caller: FromClient, batch_id: RowId) -> OfficePage:
    """The letters while they can be printed, then the list of recipients."""
    return await batch_page(staff, caller, batch_id, part=page_number(query_value(request.scope, "part")))


@post("/letters/{batch_id:str}/printed", status_code=200)
async def finish_batch(staff: Staff, caller: FromClient, batch_id: RowId) -> OfficePage:
    """Mark the letters as printed. Their tokens cannot be shown again."""
    made = await _batch(batch_id)
    await letter_batch.printed(made.id)
    return await batch_page(staff, caller, made.id, at=f"/office/letters/{made.id}")


async def batch_page(staff: StaffVisit, caller: Caller, batch_id: int, *, part: int = 1, at: str = "") -> OfficePage:
    """The page of this batch. `at` is its URL, if that is not the one requested."""
    made = await _batch(batch_id)
    context: dict[str, Any] = {"batch": made, "title": scope_words(made), "section": "letters", "at": at}
    if not made.printable:
        return OfficePage("office/letters/done.html", people=await letter_batch.recipients(made.id), **context)
    if made.letters > 1:
        confirmed(staff, f"/office/letters/{made.id}?part={part}")
    letters = await letter_batch.contents(made, part, actor=staff.actor, client=caller.client)
    codes = await asyncio.to_thread(lambda: [square(letter.link) for letter in letters])  # some milliseconds each
    return OfficePage(
        "office/letters/sheets.html",
        sheets=[_renderer(made, *pair) for pair in zip(letters, codes, strict=True)],
        part=part,
        parts=-(-made.waiting // LETTERS_SHOWN),
        **context,
    )


async def _batch(batch_id: int) -> Batch:
    try:
        return await letter_batch.batch(batch_id)
    except LookupError:
        raise NotFoundException from None


def square(link: str) -> Markup:
    """The QR code of a link as inline SVG: black squares and the quiet zone around them, without a style attribute."""
    code = segno.make(link, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, border=4, dark="#000", svgclass="square", lineclass=None)
    return Markup(drawn)  # noqa: S704 made by segno: it has numbers and no text


def _renderer(batch: Batch, letter: LetterContent, code: Markup) -> Callable[..., Markup]:
    """A function for the template: renders one letter in its reader's language, with the layout's variables."""

    def render(**layout: Any) -> Markup:
        with text.speaking(letter.language):
            template = environment().get_template("office/letters/sheet.html")
            facts = {"letter": letter, "size": type_size(letter), "made_at": batch.at, "square": code}
            return Markup(template.render(**facts, **layout))  # noqa: S704 a template, escaped

    return render


def scope_words(batch: Batch) -> str:
    """The batch's recipients, in words."""
    scope, _colon, rest = batch.scope.partition(":")
    if batch.names:
        return batch.names
    if scope == CLASS:
        return _("Classe {name}").format(name=rest)
    if scope == BATCH:
        return _("Réimpression")
    return _("Toute l'école") if scope == ALL else _("Un parent")
