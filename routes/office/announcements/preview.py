"""An announcement as a parent will see it: in the parents' layout, at the width of a telephone, in each written
language. Nothing can be done there, and nothing counts as seen."""

from typing import Any

from litestar import get
from litestar.types import Scope

from language import text
from language.text import NAMES, _
from models.announcements import file, preview, reading
from routes import announcement_choices
from routes.office.announcements.common import found
from routes.web.form import query_value
from routes.web.number import RowId
from routes.web.office import TEACHERS, Staff
from routes.web.page import Page
from routes.web.request import Request
from routes.web.stored_file import kind_words, size_words


class Preview(Page):
    """A page for parents in this language, whatever that of the office is."""

    def __init__(self, language: str, **options: Any) -> None:
        super().__init__("announcements/preview.html", **options)
        self.language = language

    def body(self, scope: Scope, block: str, encoding: str) -> bytes:
        with text.speaking(self.language):
            return super().body(scope, block, encoding)


@get("/announcements/{announcement:str}/preview", opt=TEACHERS)
async def show_preview(request: Request, staff: Staff, announcement: RowId) -> Page:
    """`?in=nl` shows it in that language, where it is written in it; else it is the main text."""
    one = await found(announcement, staff)
    texts = await reading.texts(one.id)
    words = texts.get(query_value(request.scope, "in")) or texts[one.language]
    opened = preview.as_parent(one, words)
    said = {
        "language": text.language(),
        "preview": _("Aperçu"),
        "sentence": _("Voici ce que lit un parent. Les boutons ne font rien ici."),
        "back": _("Retour à l’avis"),
    }
    with text.speaking(words.language):
        choices = announcement_choices.in_words(opened.choices)
    return Preview(
        words.language,
        announcement=opened,
        choices=choices,
        files=await file.of(one.id),
        kind_words=kind_words,
        size_words=size_words,
        here=f"/office/announcements/{one.id}",
        back=f"/office/announcements/{one.id}",
        first_name="…",
        versions=[(code, NAMES[code]) for code in texts] if len(texts) > 1 else [],
        said=said,
    )
