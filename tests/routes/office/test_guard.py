"""The office's guard: sessions, roles and stages."""

from tests.support.family import PASSWORD, guardian, sign_in
from tests.support.site import Site
from tests.support.visitor import Browser

OPEN = {"/office/sign-in", "/office/first-connection", "/office/language"}


async def test_a_stranger_and_a_parent_are_led_to_the_offices_own_sign_in(site: Site) -> None:
    await guardian(password=PASSWORD)
    parent = site.browser()
    await sign_in(parent)
    for browser in (site.browser(), parent):
        for path, methods in site.routes():
            if path.startswith("/office") and path not in OPEN:
                for method in methods & {"GET", "POST"}:
                    answer = await browser.send(method, path)
                    assert answer.path.startswith("/office/sign-in"), (method, path)
                    assert not answer.all("nav"), (method, path)


async def test_a_session_of_the_office_is_no_parents_session(secretary: Browser) -> None:
    assert (await secretary.get("/office")).status == 200
    assert (await secretary.get("/account")).h1 == "Espace des parents"
    secretary.cookie = secretary.office_cookie
    assert (await secretary.get("/account")).h1 == "Espace des parents"


async def test_a_secretary_gets_nothing_of_what_is_for_admins(site: Site, secretary: Browser) -> None:
    asked = 0
    for route in site.app.litestar.routes:
        for handler in getattr(route, "route_handlers", ()):
            if handler.opt.get("staff") == "admin":
                path = "/".join("1" if part.startswith("{") else part for part in route.path_format.split("/"))
                for method in handler.http_methods & {"GET", "POST"}:
                    assert (await secretary.send(method, path)).status == 403, (method, path)
                    asked += 1
    assert asked > 10
