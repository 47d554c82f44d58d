"""The school's logo: upload and removal."""

from litestar import post

from language.text import _
from models.access.throttle import Caller
from models.office import logo, school_setting
from models.office.drawn import BadLogo
from models.staff.sessions import StaffVisit
from routes.office.common.page import OfficePage
from routes.office.school import saved, school_page
from routes.web.client import FromClient
from routes.web.form import Fault
from routes.web.office import ADMIN, Staff
from routes.web.request import Request
from routes.web.upload import read_file, up_to


@post("/school/logo", opt={**ADMIN, **up_to(logo.LARGEST)})
async def save_logo(request: Request, staff: Staff, caller: FromClient) -> OfficePage:
    """*Envoyer le logo*: store the uploaded picture."""
    file = await read_file(request)
    if file is None:
        return await _refused(_("Choisissez d’abord une image."))
    try:
        picture = await logo.remade(file.data)
    except BadLogo as bad:
        return await _refused(_sentence(bad.reason))
    return await _keep(staff, caller, picture)


@post("/school/logo/remove", opt=ADMIN)
async def remove_logo(staff: Staff, caller: FromClient) -> OfficePage:
    """*Enlever le logo*: delete the picture."""
    return await _keep(staff, caller, "")


async def _keep(staff: StaffVisit, caller: Caller, picture: str) -> OfficePage:
    """Store the picture. Of two concurrent changes the last one wins; both pages show it."""
    actor, client = staff.actor, caller.client
    before = await school_setting.stored()
    await school_setting.save({school_setting.PICTURE: picture}, before, actor=actor, client=client)
    return await saved()


async def _refused(sentence: str) -> OfficePage:
    return await school_page(faults=(Fault("file", sentence),), status=422)


def _sentence(reason: str) -> str:
    return {
        "kind": _("Ce fichier n’est pas une image PNG, JPEG ou SVG."),
        "broken": _("Cette image est abîmée, ou beaucoup trop grande. Essayez de l’enregistrer de nouveau."),
        "large": _("Cette image est trop lourde pour les téléphones des parents. Prenez-en une plus petite."),
        "drawing": _("Ce dessin SVG contient autre chose qu’un dessin. Enregistrez-le en PNG."),
    }[reason]
