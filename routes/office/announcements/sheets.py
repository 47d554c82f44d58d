"""Sheets to print, for the children whose adults no mail reaches. They hold no token, and of a person only the child's
name and class."""

import asyncio
from collections.abc import Callable
from typing import Any

from litestar import post
from markupsafe import Markup

from language import text
from language.templating import environment
from language.typography import set_spaces
from models.announcements import file, paper, reached, reading, reminding
from models.announcements.announcement import NOTHING
from models.announcements.paper import MOST, Sheet
from models.announcements.reading import CURRENT, Translated, Written
from models.core import school
from routes import announcement_choices
from routes.office.announcements.common import found
from routes.office.common.page import OfficePage
from routes.office.invitations.letter_sheets import square
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import Staff, StaffActor
from routes.web.request import Request


@post("/announcements/{announcement:str}/sheets", status_code=200)
async def print_sheets(request: Request, staff: Staff, by: StaffActor, announcement: RowId) -> OfficePage:
    """The sheets of one class, or of all, to be printed by the browser."""
    one, form = await found(announcement, staff), await read_form(request)
    needed = paper.sheets(await reached.of(one), one.asks, form.get("scope", ""))[:MOST]
    if one.state != CURRENT:
        needed = []
    if needed:
        await paper.record(one.id, len(needed), by)
    return OfficePage(
        "office/announcements/sheets.html",
        section="announcements",
        announcement=one,
        sheets=await _rendered(one, needed),
    )


async def _rendered(one: Written, needed: list[Sheet]) -> list[Callable[..., Markup]]:
    texts = await reading.texts(one.id)
    squares: dict[str, Markup] = {}
    for language in {text.language_for(sheet.language) for sheet in needed}:
        with text.speaking(language):
            squares[language] = await asyncio.to_thread(square, school.page_link("/"))
    files = len(await file.of(one.id))
    return [_renderer(one, sheet, texts, squares, files) for sheet in needed]


def _renderer(
    one: Written, sheet: Sheet, texts: dict[str, Translated], squares: dict[str, Markup], files: int
) -> Callable[..., Markup]:
    """A function for the template: renders one sheet in its reader's language, with the layout's variables."""
    language = text.language_for(sheet.language)
    words = texts.get(language) or texts[one.language]

    def render(**layout: Any) -> Markup:
        with text.speaking(language):
            made = (
                environment()
                .get_template("office/announcements/sheet.html")
                .render(
                    sheet=sheet,
                    announcement=words,
                    one=one,
                    asks=one.asks if reminding.possible(one) else NOTHING,
                    files=files,
                    choices=announcement_choices.in_words(words.choices or one.choices),
                    square=squares[language],
                    typed=school.typed_link,
                    **layout,
                )
            )
            return Markup(set_spaces(made) if text.language() == text.SOURCE else made)  # noqa: S704 a template, escaped

    return render
