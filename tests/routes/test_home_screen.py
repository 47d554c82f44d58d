"""Icons, web app manifest, theme colours, robots.txt."""

import dataclasses
import io
import json

import pytest
from PIL import Image

from models.core import school
from routes.web import colours
from settings import Settings
from tests.support.site import Site, serving
from tests.support.visitor import Browser


async def manifest_of(browser: Browser) -> dict[str, str]:
    """The manifest that the entrance names."""
    link = (await browser.get("/")).find("link", rel="manifest")
    answer = await browser.get(link.get("href", ""))
    assert answer.headers["content-type"] == "application/manifest+json"
    found: dict[str, str] = json.loads(answer.text)
    return found


async def test_the_manifest_names_the_school_and_icons_that_exist(browser: Browser) -> None:
    manifest = await manifest_of(browser)
    assert (manifest["name"], manifest["start_url"]) == ("École du Tilleul", "/")
    sizes: set[str] = set()
    for icon in manifest["icons"]:
        assert isinstance(icon, dict)
        answer = await browser.get(icon["src"])
        picture = Image.open(io.BytesIO(answer.response.content))
        sizes.add(f"{picture.width}x{picture.height}")
        assert icon["sizes"] in sizes
    assert sizes >= {"192x192", "512x512"}  # Chrome asks for both


async def test_the_manifest_follows_what_an_admin_changes(site: Site) -> None:
    browser = site.browser()
    before = (await browser.get("/")).find("link", rel="manifest").get("href", "")
    school.change(school_name="École des Érables", colour="#7a2255")
    manifest = await manifest_of(browser)
    assert (manifest["name"], manifest["theme_color"]) == ("École des Érables", "#7a2255")
    assert (await browser.get(before)).status == 404


async def test_a_phones_bar_has_the_schools_colour_by_day_and_a_dark_one_by_night(settings: Settings) -> None:
    async with serving(dataclasses.replace(settings, colour="#7a2255")) as site:
        page = await site.browser().get("/")
        bars = {meta.get("media"): meta.get("content", "") for meta in page.all("meta", name="theme-color")}
        day, night = bars["(prefers-color-scheme:light)"], bars["(prefers-color-scheme:dark)"]
        assert day == "#7a2255"
        assert colours.contrast(night, colours.NIGHT.ink) >= colours.TEXT


async def test_a_page_of_the_parents_describes_itself_and_has_an_icon_for_the_home_screen(browser: Browser) -> None:
    page = await browser.get("/")
    assert page.find("meta", name="description").get("content") == "Espace des parents – École du Tilleul"
    answer = await browser.get(page.find("link", rel="apple-touch-icon").get("href", ""))
    picture = Image.open(io.BytesIO(answer.response.content)).convert("RGBA")
    assert picture.width >= 180
    assert picture.getchannel("A").getextrema() == (255, 255)  # iOS paints black where it is transparent


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_what_is_asked_for_by_its_name_is_there_and_kept_a_day(browser: Browser, method: str) -> None:
    for path, kind in (("/favicon.ico", "image/x-icon"), ("/robots.txt", "text/plain; charset=utf-8")):
        answer = await browser.send(method, path)
        assert (answer.status, answer.headers["content-type"]) == (200, kind)
        assert answer.headers["cache-control"] == "public, max-age=86400"
        assert (await browser.post(path)).status in (404, 405)
    assert "set-cookie" not in answer.headers


async def test_robots_are_led_to_the_entrance_and_to_calendars_alone(browser: Browser) -> None:  # RFC 9309
    lines = (await browser.get("/robots.txt")).text.splitlines()
    assert lines[0] == "User-agent: *"
    assert set(lines[1:]) == {"Allow: /$", "Allow: /static/", "Allow: /calendar.ics", "Disallow: /"}


async def test_the_entrance_takes_at_most_4500_bytes(site: Site) -> None:
    async with site.browser().client.stream("GET", "/", headers={"Accept-Encoding": "br"}) as answer:
        body = b"".join([chunk async for chunk in answer.aiter_raw()])
        head = sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)
    assert answer.headers["content-encoding"] == "br"
    assert head + len(body) <= 4500  # bytes before scripts
