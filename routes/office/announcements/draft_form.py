"""The form of an announcement: its fields, as typed and as a draft."""

import secrets
from collections.abc import Sequence
from typing import Any

from language.text import NAMES, _
from models.announcements import reading
from models.announcements.announcement import NOTHING
from models.announcements.reading import DRAFT, Written
from models.announcements.wording import TEXT_MOST, Wording
from models.announcements.writing import Draft
from models.staff.sessions import StaffVisit
from routes.office.announcements.common import day_in
from routes.office.common.page import OfficePage

LARGEST = 120_000  # bytes of the form: each letter of a text may take nine, and its title and choices come with it
FIELDS = (
    *("title", "text", "signed", "asks", "choices", "answers_on", "ends_on", "event_on", "event_until"),
    *("personal", "urgent", "again"),
)
Typed = dict[str, str]


def form_page(
    typed: Typed, before: Written | None = None, meanwhile: str = "", others: Sequence[str] = (), **options: Any
) -> OfficePage:
    """The form: of a new one, or of what it was `before`; `others` are its other languages."""
    return OfficePage(
        "office/announcements/form.html",
        section="announcements",
        typed={name: typed.get(name, "") for name in FIELDS},
        before=before,
        most=TEXT_MOST,
        meanwhile=meanwhile,
        others=others,
        **options,
    )


def removed_page(form: Typed, staff: StaffVisit) -> OfficePage:
    """What was typed, as a new draft: a colleague removed the one it was for."""
    meanwhile = _(
        "Un collègue a supprimé ce brouillon entre-temps."
        " Votre texte est encore ici : continuez, et c’est un nouveau brouillon."
    )
    typed = {"asks": NOTHING, "signed": staff.full_name, **form}
    form_key = secrets.token_urlsafe(12)
    return form_page(typed, meanwhile=meanwhile, form_key=form_key, status=404)


def draft_in(form: Typed) -> Draft:
    """What the form says. Raises `BadAnnouncement`."""
    return Draft(
        Wording(form.get("title", ""), form.get("text", ""), tuple(form.get("choices", "").splitlines())),
        form.get("signed", ""),
        form.get("asks", ""),
        day_in(form, "answers_on"),
        day_in(form, "ends_on"),
        day_in(form, "event_on"),
        day_in(form, "event_until"),
        bool(form.get("personal")),
        bool(form.get("urgent")),
    )


async def other_languages(before: Written) -> list[str]:
    """The other languages of what was sent: a correction is to come in each of them."""
    texts = await reading.texts(before.id) if before.state != DRAFT else {}
    return [NAMES[language] for language in texts if language != before.language]


def typed_of(one: Written) -> Typed:
    """The fields of what is kept."""
    return {
        **{"title": one.title, "text": one.text, "signed": one.signed, "asks": one.asks, "choices": one.choices},
        "answers_on": one.answers_on.isoformat() if one.answers_on else "",
        "ends_on": one.ends_on.isoformat() if one.ends_on else "",
        "event_on": one.event_begins,
        "event_until": one.event_ends if one.event_ends != one.event_begins else "",
        "personal": "on" if one.personal else "",
        "urgent": "on" if one.urgent else "",
    }
