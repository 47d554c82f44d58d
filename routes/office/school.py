"""`/office/school`: the settings that an admin may change on a page. A setting of the environment wins."""

from typing import Any

from litestar import get, post
from litestar.datastructures import Cookie

from language.text import _
from models.core import school
from models.office import school_setting
from models.office.school_setting import SettingsChanged
from routes.office.common.backup_words import backup_words
from routes.office.common.page import OfficePage
from routes.office.common.setting_faults import setting_faults
from routes.office.staff.confirm import give_password
from routes.web.client import FromClient
from routes.web.colours import DAY, readable
from routes.web.form import Fault, query_value, read_form
from routes.web.office import ADMIN, Staff
from routes.web.request import Request
from settings import links

COLOURS = {"colour": "#0b5c4a", "roof_colour": "#b4492a"}  # the stylesheet's: a colour field is never empty


@get("/school", opt=ADMIN)
async def show_school(request: Request) -> OfficePage:
    """The form, with the current settings."""
    return await school_page(notice_text=_saved() if query_value(request.scope, "notice") == "saved" else "")


@post("/school", opt=ADMIN)
async def save_school(request: Request, staff: Staff, caller: FromClient) -> OfficePage:
    """*Enregistrer*: store the settings that changed."""
    form = await read_form(request)
    before = await school_setting.stored()
    given = school.installed().given
    shown = _shown()
    typed = {name: _written(name, form[name]) for name in shown if name in form and name not in given}
    values = {name: value for name, value in typed.items() if value != _written(name, shown[name])}
    if faults := setting_faults(values):
        return await school_page(typed=form, faults=faults, status=422)
    cookies: list[Cookie] = []
    if "links" in values and not staff.confirmed:  # asked in the same form, so that the typed values stay
        answer = await give_password(
            staff, caller, form, _("Pour changer les liens, écrivez votre mot de passe, puis enregistrez.")
        )
        if isinstance(answer, Fault):
            return await school_page(typed=form, faults=(answer,), status=422)
        cookies.append(answer)
    try:
        if form.get("version") != school_setting.version(before):
            raise SettingsChanged
        await school_setting.save(values, before, actor=staff.actor, client=caller.client)
    except SettingsChanged:
        sentence = _(
            "Quelqu’un d’autre vient de changer ces réglages. Vérifiez ce que vous avez écrit, puis enregistrez."
        )
        faults = (Fault("who", sentence),)
        return await school_page(typed=form, faults=faults, status=409, cookies=cookies)
    return await saved(cookies)


async def saved(cookies: list[Cookie] | None = None) -> OfficePage:
    """The settings after a change. htmx reloads the whole page: a swap would leave colours and logo unchanged."""
    at = "/office/school?notice=saved"
    return await school_page(at=at, headers={"HX-Redirect": at}, notice_text=_saved(), cookies=cookies)


async def school_page(
    *, typed: dict[str, str] | None = None, faults: tuple[Fault, ...] = (), status: int = 200, **options: Any
) -> OfficePage:
    """The form, with the current settings or the typed ones; after a fault in these, with the posted version."""
    rows = await school_setting.stored()
    settings, given = school.settings(), school.installed().given
    shown = _shown()
    shown |= {name: value for name, value in (typed or {}).items() if name in shown and name not in given}
    return OfficePage(
        "office/school/index.html",
        section="school",
        backup="" if settings.demo else backup_words(),
        shown=shown,
        overruled=[name for name in (*school_setting.EDITABLE, "logo") if name in given],
        version=typed.get("version", "") if typed and status == 422 else school_setting.version(rows),
        nudged=readable(settings.colour, DAY) if settings.colour else "",
        faults=faults,
        status=status,
        **options,
    )


def _saved() -> str:
    return _("C’est enregistré. Les pages le montrent déjà.")


def _shown() -> dict[str, str]:
    """The value of each field: the current setting; for a colour that is not set, the stylesheet's."""
    return {name: _field(name) for name in school_setting.EDITABLE}


def _field(name: str) -> str:
    settings = school.settings()
    if name == "links":
        return "\n".join(f"{link.label} = {link.target}" for link in settings.links)
    if name == "reminders":
        return "on" if settings.reminders else "off"
    return str(getattr(settings, name)) or COLOURS.get(name, "")


def _written(name: str, typed: str) -> str:
    """The typed text, in the format of the setting's environment variable."""
    typed = typed.strip()
    if name == "links":
        return links.of_lines(typed)
    return "" if typed.lower() == COLOURS.get(name) else typed
