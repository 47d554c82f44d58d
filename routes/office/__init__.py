"""The school office, under `/office`: one file per screen, each listed in `HANDLERS`."""

from litestar import Router
from litestar.types import ControllerRouterHandler

from routes.office import home, school, school_logo, sign_in
from routes.web.office import know_staff

HANDLERS: list[ControllerRouterHandler] = [
    home.show_home,
    school.show_school,
    school.save_school,
    school_logo.save_logo,
    school_logo.remove_logo,
    sign_in.show_sign_in,
]

office = Router(path="/office", route_handlers=HANDLERS, guards=[know_staff], opt={"open_to": "office"})
