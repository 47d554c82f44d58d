"""What a parent does with an announcement: *J'ai lu*, and an answer."""

import re

from litestar import post

from language.text import _
from models.announcements import replies
from models.announcements.replies import Corrected, NoChoice, TooLate
from routes.announcements import gone, shown
from routes.web.form import Fault, read_form
from routes.web.number import RowId
from routes.web.page import Page
from routes.web.request import Request
from routes.web.visitor import SignedIn


@post("/children/{child_id:str}/announcements/{number:str}/read")
async def say_read(request: Request, visit: SignedIn, child_id: RowId, number: RowId) -> Page:
    """*J'ai lu*."""
    form = await read_form(request)
    try:
        try:
            await replies.read(visit.guardian, number, child_id, form.get("corrected"))
        except Corrected:
            return await shown(visit, number, child_id, refusal=_corrected(), status=409)
        return await shown(visit, number, child_id, moved=True)
    except LookupError:
        return await gone(visit, child_id)


@post("/children/{child_id:str}/announcements/{number:str}/answer")
async def give_answer(request: Request, visit: SignedIn, child_id: RowId, number: RowId) -> Page:
    """*Répondre*, or *Changer ma réponse*."""
    form = await read_form(request)
    typed = form.get("choice", "")
    try:
        try:
            choice = int(typed) if re.fullmatch("[0-9]", typed, re.A) else -1
            await replies.answer(visit.guardian, number, child_id, choice, form.get("corrected"))
        except Corrected:
            return await shown(visit, number, child_id, refusal=_corrected(), status=409)
        except NoChoice:
            faults = (Fault("choice", _("Choisissez une réponse.")),)
            return await shown(visit, number, child_id, faults=faults, status=422)
        except TooLate:
            refusal = _("Il est trop tard pour répondre. Appelez l’école.")
            return await shown(visit, number, child_id, refusal=refusal, status=409)
        return await shown(visit, number, child_id, moved=True)
    except LookupError:
        return await gone(visit, child_id)


def _corrected() -> str:
    return _("L’école a corrigé cet avis entre-temps. Rien n’a été envoyé. Relisez-le, puis recommencez.")


ROUTES = (say_read, give_answer)
