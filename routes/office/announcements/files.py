"""The files of an announcement: *Joindre*, *Enlever*, and one as parents get it."""

import re
from dataclasses import replace

from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.response import Stream

from language.text import _
from models.announcements import attaching, file
from models.announcements.attaching import BadFile
from models.announcements.file import ALL, OF_TEACHER, TOGETHER, Attached
from models.announcements.file_kinds import (
    ARCHIVE,
    HEIC,
    LARGEST,
    MISNAMED,
    PICTURE,
    RECORDING,
    SHEET,
    SLIDES,
    WORD,
)
from models.announcements.reading import AnnouncementChanged
from models.staff.sessions import StaffVisit
from routes.office.announcements.common import changed_words, found, to_change, version
from routes.office.announcements.one import one_page
from routes.office.common.page import OfficePage
from routes.web.form import Fault, read_form
from routes.web.number import RowId
from routes.web.office import TEACHERS, Staff, StaffActor
from routes.web.refusals import BadForm, BodyTooLarge
from routes.web.request import Request
from routes.web.stored_file import size_words, stored_file
from routes.web.upload import read_file_form, up_to


@post("/announcements/{announcement:str}/files", opt={**TEACHERS, **up_to(LARGEST)})
async def attach(request: Request, staff: Staff, by: StaffActor, announcement: RowId) -> OfficePage:
    """Add a file; of what was sent, the parents see it from the next request on."""
    try:
        form = await read_file_form(request)
    except BodyTooLarge:
        return await _refused(announcement, staff, _sentence(BadFile("heavy")), 413)
    if form.file is None:
        return await _refused(announcement, staff, _("Choisissez d’abord un fichier."))
    form_key = form.fields.get("once", "")
    if not re.fullmatch(r"[\w-]{8,64}", form_key, re.A):
        raise BadForm
    before = replace(await to_change(announcement, staff), version=version(form.fields))
    try:
        most = OF_TEACHER if staff.teacher else ALL
        await attaching.attach(before, form.file.name, form.file.data, by, form_key, most_of_author=most)
    except BadFile as bad:
        return await _refused(announcement, staff, _sentence(bad))
    except AnnouncementChanged:
        return await one_page(await found(announcement, staff), staff, meanwhile=changed_words(), status=409)
    return await one_page(await found(announcement, staff), staff, at=f"/office/announcements/{announcement}")


@post("/announcements/{announcement:str}/files/{file_id:str}/remove", opt=TEACHERS)
async def remove(request: Request, staff: Staff, by: StaffActor, announcement: RowId, file_id: RowId) -> OfficePage:
    """Take one away; a second press finds it gone."""
    before = replace(await to_change(announcement, staff), version=version(await read_form(request)))
    try:
        if one := await _file(announcement, file_id, staff):
            await attaching.remove(before, one, by)
    except AnnouncementChanged:
        return await one_page(await found(announcement, staff), staff, meanwhile=changed_words(), status=409)
    return await one_page(await found(announcement, staff), staff, at=f"/office/announcements/{announcement}")


@get("/announcements/{announcement:str}/files/{file_id:str}", opt=TEACHERS)
async def show_file(staff: Staff, announcement: RowId, file_id: RowId) -> Stream:
    """The file, of a draft too."""
    if not (one := await _file(announcement, file_id, staff)):
        raise NotFoundException
    return stored_file(one)


async def _file(announcement: int, number: int, staff: StaffVisit) -> Attached | None:
    try:
        return await file.find((await found(announcement, staff)).id, number)
    except LookupError:
        return None


async def _refused(announcement: int, staff: StaffVisit, sentence: str, status: int = 422) -> OfficePage:
    return await one_page(await found(announcement, staff), staff, faults=(Fault("file", sentence),), status=status)


def _sentence(bad: BadFile) -> str:
    """What the file is, and what to do."""
    known = {
        "empty": _("Ce fichier est vide. Ouvrez-le, puis enregistrez-le de nouveau."),
        "heavy": _(
            "Ce fichier fait plus de 5 Mo : c’est long à ouvrir sur un téléphone. Enregistrez-le plus petit, ou mettez"
            " dans le texte un lien vers lui."
        ),
        "broken": _("Cette image est abîmée. Ouvrez-la, puis enregistrez-la de nouveau en JPEG."),
        "large": _("Cette image est beaucoup trop grande. Enregistrez-la plus petite, en JPEG."),
        "together": _("Les fichiers d’un avis font {most} ensemble au plus. Enlevez-en un, ou joignez-le plus petit."),
        "own": _("Les fichiers de vos avis font {own} ensemble au plus. Enlevez ceux d’anciens avis, puis réessayez."),
        "all": _("Il n’y a plus de place pour les fichiers des avis. Enlevez ceux d’anciens avis, puis réessayez."),
        WORD: _("C’est un texte, que tous les téléphones n’ouvrent pas : enregistrez-le en PDF, puis joignez le PDF."),
        SHEET: _(
            "C’est un tableau, que tous les téléphones n’ouvrent pas : enregistrez-le en PDF, puis joignez le PDF."
        ),
        SLIDES: _("C’est une présentation : enregistrez-la en PDF, puis joignez le PDF."),
        HEIC: _("C’est une photo HEIC, que tous les téléphones n’ouvrent pas : enregistrez-la en JPEG."),
        PICTURE: _("Cette image n’est ni JPEG ni PNG : enregistrez-la en JPEG."),
        ARCHIVE: _("C’est une archive : joignez ses fichiers un par un, en PDF ou en JPEG."),
        RECORDING: _("Un film ou un son ne se joint pas : mettez dans le texte un lien vers lui."),
        MISNAMED: _("Ce fichier n’est pas ce que dit son nom. Ouvrez-le, puis enregistrez-le en PDF ou en JPEG."),
    }
    other = _("Seuls un PDF et une image JPEG ou PNG se joignent. Enregistrez ce fichier en PDF, puis joignez le PDF.")
    return known.get(bad.reason, other).format(most=size_words(TOGETHER), own=size_words(OF_TEACHER))
