"""One batch of letters: the pages to print, and afterwards the list of recipients."""

import asyncio
from collections.abc import Callable
from typing import Any

from litestar import get, post
from litestar.exceptions import NotFoundException
from markupsafe import Markup

from language import text
from language.templating import environment
from language.text import _
from language.typography import set_spaces
from models.core import school
from models.families.event import Actor
from models.invitations import letter_batch, letter_parts
from models.invitations.letter_batch import Batch
from models.invitations.letter_choice import ALL, BATCH, CLASS, LOST
from models.invitations.letter_parts import LetterContent, NeverShown
from models.staff.sessions import StaffVisit
from routes.office.common.page import OfficePage
from routes.office.invitations.letter_size import type_size
from routes.web.form import query_value, read_form
from routes.web.number import RowId, page_number
from routes.web.office import Staff, StaffActor, confirmed
from routes.web.request import Request


@get("/letters/{batch_id:str}")
async def show_batch(request: Request, staff: Staff, by: StaffActor, batch_id: RowId) -> OfficePage:
    """The letters while they can be printed, then the list of recipients."""
    return await batch_page(staff, by, batch_id, part=_part(query_value(request.scope, "part")))


@post("/letters/{batch_id:str}/printed", status_code=200)
async def finish_part(request: Request, staff: Staff, by: StaffActor, batch_id: RowId) -> OfficePage:
    """Mark the letters of one part as printed, or of every part. Their tokens cannot be shown again.

    A question comes first where some of them were never on a screen.
    """
    form, made = await read_form(request), await _batch(batch_id)
    part = _part(form.get("part", ""))
    try:
        await letter_parts.printed(made.id, part, by, also_never_shown=form.get("never") == "yes")
    except NeverShown as never:
        return OfficePage(
            "office/letters/never_shown.html",
            **_shared(made),
            number=never.letters,
            part=part,
            status=409,
        )
    return await batch_page(staff, by, made.id, at=f"/office/letters/{made.id}")


async def batch_page(
    staff: StaffVisit, by: Actor, batch_id: int, *, part: int | None = None, at: str = ""
) -> OfficePage:
    """The page of this batch: `part` of it, or the first one that waits. `at` is its URL, if that is not the one
    requested."""
    made = await _batch(batch_id)
    if not made.printable:
        return OfficePage(
            "office/letters/done.html", people=await letter_batch.recipients(made.id), **_shared(made, at)
        )
    parts = await letter_parts.parts(made.id)
    shown = part or next(one.number for one in parts if one.waiting)
    if made.letters > 1:
        confirmed(staff, f"/office/letters/{made.id}?part={shown}")
    letters = await letter_parts.contents(made, shown, by)
    codes = await asyncio.to_thread(lambda: [square(letter.link) for letter in letters])  # some milliseconds each
    return OfficePage(
        "office/letters/sheets.html",
        sheets=[_renderer(made, *pair) for pair in zip(letters, codes, strict=True)],
        part=shown,
        parts=parts,
        **_shared(made, at),
    )


def _shared(made: Batch, at: str = "") -> dict[str, Any]:
    return {"batch": made, "title": scope_words(made), "section": "letters", "at": at}


def _part(text: str) -> int | None:
    return page_number(text) if text else None


async def _batch(batch_id: int) -> Batch:
    try:
        return await letter_batch.batch(batch_id)
    except LookupError:
        raise NotFoundException from None


def square(link: str) -> Markup:
    """The QR code of a link as inline SVG: black squares and the quiet zone around them, without a style attribute."""
    import segno  # with what it imports 1 MB, seldom needed

    code = segno.make(link, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, border=4, dark="#000", svgclass="square", lineclass=None)
    return Markup(drawn)  # noqa: S704 made by segno: it has numbers and no text


def _renderer(batch: Batch, letter: LetterContent, code: Markup) -> Callable[..., Markup]:
    """A function for the template: renders one letter in its reader's language, with the layout's variables."""

    def render(**layout: Any) -> Markup:
        with text.speaking(text.language_for(letter.language)):
            template = environment().get_template("office/letters/sheet.html")
            facts = {
                "letter": letter,
                "size": type_size(letter),
                "made_at": batch.at,
                "square": code,
                "typed": school.typed_link,
            }
            sheet = template.render(**facts, **layout)
            return Markup(set_spaces(sheet) if text.language() == text.SOURCE else sheet)  # noqa: S704 a template, escaped

    return render


def scope_words(batch: Batch) -> str:
    """The batch's recipients, in words."""
    scope, _colon, rest = batch.scope.partition(":")
    if batch.names:
        return batch.names
    if scope == CLASS:
        return _("Classe {name}").format(name=rest)
    if scope in (BATCH, LOST):
        return _("Réimpression")
    return _("Toute l’école") if scope == ALL else _("Un parent")
