"""Uploading a file; its preview comes next (preview.py)."""

from litestar import get, post
from litestar.response import Redirect

from language.text import _
from models.importing import Unreadable, sentence
from models.importing.applying import import_run, upload
from models.importing.applying.upload import LARGEST
from models.importing.comparing.count_words import brief
from routes.office.common.page import OfficePage
from routes.web.attention import while_there
from routes.web.form import Fault
from routes.web.office import Staff
from routes.web.refusals import BodyTooLarge
from routes.web.request import Request
from routes.web.upload import read_file, up_to


async def imports_page(wrong: str = "", status: int = 200) -> OfficePage:
    """The form, the unfinished uploads, and earlier imports. `wrong` is the error of the uploaded file."""
    return OfficePage(
        "office/imports/index.html",
        section="imports",
        status=status,
        faults=(Fault("file", wrong),) if wrong else (),
        waiting=await upload.waiting(),
        runs=await import_run.runs(),
        brief=brief,
    )


@get("/imports")
async def show_imports() -> OfficePage:
    """The form and the lists."""
    return await imports_page()


@post("/imports", status_code=200, opt=up_to(LARGEST))
async def take_file(request: Request, staff: Staff) -> OfficePage | Redirect:
    """Store the file, and redirect to its preview. A file that cannot be read is not stored."""
    try:
        file = await read_file(request)
    except BodyTooLarge:
        return await imports_page(_too_large(), status=413)
    if file is None:
        return await imports_page(_("Choisissez un fichier."), status=422)
    try:
        await while_there(request, upload.read(file.data), newest=True)
    except Unreadable as error:
        if not error.by_hand:
            return await imports_page(sentence(error.remark), status=422)
    number = await upload.store(staff.staff, file.name, file.data)
    return Redirect(f"/office/imports/{number}", status_code=303)


def _too_large() -> str:
    return _(
        "Ce fichier est trop grand : le maximum est de {most} Mo. Rien n’a changé."
        " Exportez-le en CSV, ou gardez seulement la feuille des élèves et des parents."
    ).format(most=LARGEST // 1_000_000)
