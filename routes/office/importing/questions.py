"""The page of blocking questions, before the preview of a file (models/importing/reading/questions.py)."""

from collections.abc import Collection
from typing import Any

from language.text import _
from models.importing.applying import answering
from models.importing.applying.upload import Uploaded
from models.importing.comparing import blocking_words
from models.importing.comparing.mend_questions import TYPED, GivenAddresses
from models.importing.comparing.preview import Preview
from routes.office.common.page import OfficePage
from routes.office.importing.parts import ASKED_AT_ONCE
from routes.web.form import Fault


def questions_page(
    file: Uploaded, plan: Preview, missing: Collection[str], since: tuple[Fault, ...], **options: Any
) -> OfficePage:
    """The next questions; the preview comes after the last answer. `missing` are keys of unanswered questions; `since`
    says what changed meanwhile."""
    some = plan.unanswered[:ASKED_AT_ONCE]
    missing_text = _("Choisissez une réponse : {question}")
    unanswered = tuple(
        Fault(one.key, missing_text.format(question=blocking_words.blocking_text(one)))
        for one in some
        if one.key in missing
    )
    if unanswered:
        options["status"] = 422
    shown = {"file": file, "plan": plan, "some": some, "words": blocking_words, "faults": (*since, *unanswered)}
    shown["before"] = answering.shown(file, [one.key for one in some])
    return OfficePage("office/imports/questions.html", section="imports", **shown, **options)


def address_faults(given: GivenAddresses) -> tuple[Fault, ...]:
    """The faults of what was typed as an address (addresses.py)."""
    sentence = _("Cette adresse mail n’est pas complète. Exemple : nom@exemple.be")
    return tuple(Fault(TYPED + key, sentence) for key in given.bad)
