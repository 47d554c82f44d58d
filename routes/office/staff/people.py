"""*Équipe*: the accounts of the office, and adding one."""

from litestar import get, post

from language.text import _
from models.core.address import BadAddress
from models.staff import account_changes
from models.staff.accounts import (
    NAME_MOST,
    ROLES,
    SECRETARY,
    TEACHER,
    BadStaffName,
    NameTooLong,
    StaffExists,
    all_colleagues,
)
from models.staff.devices import last_seen
from models.staff.tokens import Issued
from routes.office.common.page import OfficePage
from routes.web.form import Fault, read_form
from routes.web.office import ADMIN, ADMIN_CONFIRMED, StaffActor
from routes.web.page import Page
from routes.web.request import Request


def role_words() -> dict[str, str]:
    """Labels of the roles."""
    return {"secretary": _("Secrétariat"), "teacher": _("Enseignant"), "admin": _("Administration")}


@get("/staff", opt=ADMIN)
async def show_staff() -> OfficePage:
    """All accounts, with role and last use."""
    return OfficePage(
        "office/staff/index.html",
        section="staff",
        colleagues=await all_colleagues(),
        seen=await last_seen(),
        roles=role_words(),
    )


def _new_page(form: dict[str, str], *faults: Fault) -> OfficePage:
    typed = {name: form.get(name, "") for name in ("username", "full_name", "email")}
    return OfficePage(
        "office/staff/new.html",
        section="staff",
        roles=role_words(),
        role=form.get("role", SECRETARY),
        faults=faults,
        status=422 if faults else 200,
        **typed,
    )


@get("/staff/new", opt=ADMIN_CONFIRMED)
async def show_new() -> OfficePage:
    """The form for a new account."""
    return _new_page({})


@post("/staff/new", opt=ADMIN_CONFIRMED)
async def add(request: Request, by: StaffActor) -> Page:
    """Create the account, and show its token."""
    form = await read_form(request)
    username, role = form.get("username", "").strip(), form.get("role", "")
    if role not in ROLES:
        return _new_page(form, Fault("role", _("Choisissez ce que cette personne peut faire.")))
    try:
        issued = await account_changes.add(
            username, role, by, full_name=form.get("full_name", ""), email=form.get("email", "")
        )
    except BadStaffName:
        sentence = _("Écrivez de 2 à 63 petites lettres sans accent, chiffres, points ou tirets.")
        return _new_page(form, Fault("username", sentence))
    except StaffExists:
        return _new_page(form, Fault("username", _("Il y a déjà un compte avec ce nom d’utilisateur.")))
    except NameTooLong:
        sentence = _("Ce nom est trop long. Il peut avoir {most} caractères.").format(most=NAME_MOST)
        return _new_page(form, Fault("full_name", sentence))
    except BadAddress:
        return _new_page(form, Fault("email", _("Cette adresse mail n’est pas complète. Exemple : nom@ecole.be")))
    return token_page(form.get("full_name", "").strip() or username, issued, teacher=role == TEACHER)


def token_page(name: str, issued: Issued, *, teacher: bool = False) -> OfficePage:
    """A token, in the response to the form. No URL shows it again. `teacher`: a new one, who has no class yet."""
    return OfficePage("office/staff/token.html", section="staff", name=name, issued=issued, teacher=teacher)
