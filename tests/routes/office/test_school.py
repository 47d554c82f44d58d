"""The school's settings, on the admin's page."""

import dataclasses
import io

import httpx
import pytest
from PIL import Image

from models.core import school
from tests.support.family import count
from tests.support.office import ADMIN, signed_in
from tests.support.site import Site
from tests.support.visitor import Answer, Browser


def fields(answer: Answer) -> dict[str, str]:
    """The settings form as a browser would send it back."""
    form = next(form for form in answer.all("form") if form.get("action") == "/office/school")
    found = {area.get("name", ""): (area.text or "").strip() for area in form.iter("textarea")}
    for entry in form.iter("input"):
        if entry.get("type") != "radio" or entry.get("checked") is not None:
            found[entry.get("name", "")] = entry.get("value", "")
    return found


async def change(browser: Browser, **values: str) -> Answer:
    form = fields(await browser.get("/office/school"))
    assert values.keys() <= form.keys()
    return await browser.post("/office/school", {**form, **values})


async def test_a_change_shows_on_the_parents_pages_at_once(admin: Browser, site: Site) -> None:
    parent = site.browser()
    assert "Les Lilas" not in (await parent.get("/")).said
    answer = await change(
        admin, school_name="Les Lilas", school_hours="8 h à 16 h", links="Cantine = https://cantine.example\n\n"
    )
    assert (answer.path, answer.status) == ("/office/school?notice=saved", 200)
    for path in ("/", "/reset"):
        said = (await parent.get(path)).said
        assert "Les Lilas" in said
        assert "8 h à 16 h" in said
    assert school.settings().links[0].url == "https://cantine.example"


async def test_an_address_may_have_a_semicolon(admin: Browser) -> None:
    lines = "Bus = https://bus.example/;jsessionid=1?a=1;b=2 | Aller ; retour\nCantine = https://cantine.example"
    assert (await change(admin, links=lines)).status == 200
    assert [link.url for link in school.settings().links] == [
        "https://bus.example/;jsessionid=1?a=1;b=2",
        "https://cantine.example",
    ]
    assert ((await admin.get("/office/school")).find("textarea", name="links").text or "").strip() == lines
    await change(admin)
    assert await count("event", "action = 'settings changed'") == 1


async def test_semicolons_at_the_ends_of_lines_and_between_links_are_taken_for_what_they_are(admin: Browser) -> None:
    lines = "Cantine = https://cantine.example/menu;\n;A=https://a.example/x;B = https://b.example/y ; "
    assert (await change(admin, links=lines)).status == 200
    assert [(link.label, link.url) for link in school.settings().links] == [
        ("Cantine", "https://cantine.example/menu"),
        ("A", "https://a.example/x"),
        ("B", "https://b.example/y"),
    ]


@pytest.mark.parametrize("htmx", [False, True])
async def test_a_change_is_confirmed_on_a_page_loaded_anew(site: Site, htmx: bool) -> None:
    browser = site.browser(htmx=htmx)
    await signed_in(browser, "ada.office", ADMIN)
    answer = await change(browser, school_name="Les Lilas")
    assert "C’est enregistré." in answer.said
    if htmx:  # name, colours and logo stand outside of what a swap changes
        assert answer.headers["hx-redirect"] == "/office/school?notice=saved"
    assert "C’est enregistré." in (await browser.get("/office/school?notice=saved")).said


async def test_saving_what_is_there_changes_nothing(admin: Browser) -> None:
    await change(admin)
    assert await count("school_setting") == 0
    await change(admin, school_hours="8 h à 16 h")
    await change(admin)
    assert await count("school_setting") == 1
    assert await count("event", "action = 'settings changed'") == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("school_email", "ecole@", "adresse mail"),
        ("links", "Bus = https://bus.example\n\nCantine", "Ce lien n’est pas bon : « Cantine »"),
        (
            "links",
            "Bus = https://bus.example | Horaires | autocar",
            "« Bus = https://bus.example | Horaires | autocar »",
        ),
        ("links", "Bus = https://bus.example/" + "a" * 2000, "plus de 2000 signes"),
        ("links", "Cantine = javascript:alert(1)", "lien"),
        ("invitation_days", "0", "1 à 90"),
        ("invitation_days", "quatorze", "1 à 90"),
        ("reset_hours", "169", "1 à 168"),
        ("colour", "red;}body{display:none", "couleur"),
        ("school_name", "a" * 201, "Ce texte a plus de 200 caractères"),
        ("school_name", "a\0b", "signe"),
    ],
)
async def test_a_wrong_value_is_a_fault_and_what_was_typed_is_kept(
    admin: Browser, field: str, value: str, words: str
) -> None:
    answer = await change(admin, school_phone="02 000 00 00", **{field: value})
    assert answer.status == 422
    assert words in answer.faults[0]
    assert answer.value("school_phone") == "02 000 00 00"
    assert await count("school_setting") == 0


async def test_hostile_names_are_only_text(admin: Browser, site: Site) -> None:
    await change(admin, school_name="<script>alert(1)</script>", links='"><b>Cantine = https://x.example')
    answer = await site.browser().get("/")
    assert "<script>alert" not in answer.text
    assert "<script>alert(1)</script>" in answer.said


async def test_the_environment_is_named_where_it_wins(site: Site) -> None:
    school.open_school(dataclasses.replace(site.settings, given=frozenset({"school_phone", "logo"})))
    browser = site.browser()
    await signed_in(browser, "ada.admin", ADMIN)
    answer = await browser.get("/office/school")
    assert "Réglé sur le serveur" in answer.said
    assert "PREAU_" not in answer.said
    assert not answer.all("input", name="school_phone")
    assert not answer.all("input", name="file")
    await browser.post("/office/school", {**fields(answer), "school_phone": "02 000 00 00"})
    assert school.settings().school_phone == site.settings.school_phone


async def test_the_second_of_two_admins_is_told_and_loses_nothing(admin: Browser, site: Site) -> None:
    other = site.browser()
    await signed_in(other, "bob.admin", ADMIN)
    seen = fields(await other.get("/office/school"))
    await change(admin, school_phone="1")
    answer = await other.post("/office/school", {**seen, "school_phone": "2", "school_hours": "tard"})
    assert answer.status == 409
    assert "Quelqu’un d’autre" in answer.faults[0]
    assert answer.value("school_hours") == "tard"
    assert school.settings().school_phone == "1"
    assert (await other.post("/office/school", {**fields(answer)})).status == 200  # looked at again, and saved


async def test_after_a_fault_another_admins_change_since_the_first_page_is_still_said(
    admin: Browser, site: Site
) -> None:
    other = site.browser()
    await signed_in(other, "bob.admin", ADMIN)
    seen = fields(await other.get("/office/school"))
    await change(admin, school_phone="1")
    answer = await other.post("/office/school", {**seen, "colour": "x"})
    assert answer.status == 422
    answer = await other.post("/office/school", {**fields(answer), "colour": seen["colour"]})
    assert answer.status == 409
    assert school.settings().school_phone == "1"


async def test_a_colour_changes_the_style_and_its_policy_together(admin: Browser, site: Site) -> None:
    parent = site.browser()
    plain = (await parent.get("/")).text
    assert "--go:#1a4fb4" not in plain
    await change(admin, colour="#1A4FB4", roof_colour="#ffff00")
    page = await parent.get("/")  # the checked browser compares the style with the policy's hash
    assert "--go:#1a4fb4" in page.text
    assert "--roof:#ffff00;" not in page.text
    await change(admin, colour="#0b5c4a", roof_colour="#b4492a")
    assert (await parent.get("/")).text == plain


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 100), (10, 90, 80)).save(out, kind)
    return out.getvalue()


async def send(browser: Browser, data: bytes, name: str = "logo.png") -> Answer:
    return await browser.send("POST", "/office/school/logo", files={"file": (name, data)})


async def served(site: Site) -> httpx.Response | None:
    images = (await site.browser().get("/")).all("img")
    return (await site.browser().get(images[0].get("src", ""))).response if images else None


async def test_a_logo_is_shown_to_parents_and_can_be_taken_away(admin: Browser, site: Site) -> None:
    assert await served(site) is None
    assert (await send(admin, picture("JPEG"), "../../logo.html")).path == "/office/school?notice=saved"
    first = await served(site)
    assert first is not None
    assert first.headers["content-type"] == "image/png"
    await send(admin, b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="3"/><script>alert(1)</script></svg>')
    second = await served(site)
    assert second is not None
    assert second.headers["content-type"] == "image/svg+xml"
    assert b"script" not in second.content
    await admin.post("/office/school/logo/remove")
    await admin.post("/office/school/logo/remove")
    assert await served(site) is None
    assert (await site.browser().get(first.url.path)).status == 404


@pytest.mark.parametrize(
    ("data", "status"), [(b"GIF89a", 422), (b"", 422), (b"\0" * 900, 422), (b"a" * 1_200_000, 413)]
)
async def test_a_file_that_is_no_picture_is_refused_and_the_old_logo_stays(
    admin: Browser, site: Site, data: bytes, status: int
) -> None:
    await send(admin, picture())
    answer = await send(admin, data)
    assert answer.status == status
    assert await served(site) is not None


async def test_a_secretary_may_not(secretary: Browser) -> None:
    for method, path in (("GET", ""), ("POST", ""), ("POST", "/logo"), ("POST", "/logo/remove")):
        answer = await secretary.send(method, f"/office/school{path}")
        assert (answer.status, answer.h1) == (403, "Réservé à l’administrateur")
    assert await count("school_setting") == 0


async def test_the_day_of_the_weekly_mail_is_chosen(admin: Browser, site: Site) -> None:
    form = fields(await admin.get("/office/school"))
    answer = await admin.post("/office/school", {**form, "weekly_mail_day": "8"})
    assert (answer.status, "Choisissez un jour." in answer.said) == (422, True)
    answer = await admin.post("/office/school", {**form, "weekly_mail_day": "4"})
    assert answer.status == 200
    assert school.settings().weekly_mail_day == 4
    chosen = [one.get("value") for one in answer.all("option") if one.get("selected") is not None]
    assert "4" in chosen
