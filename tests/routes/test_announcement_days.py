"""The day of what an announcement is about: typed by the office, read by the parents."""

from datetime import timedelta

import pytest

from language.text import span
from models.announcements import reading
from models.core.clock import now
from models.core.days import day_of
from tests.support.announced import published
from tests.support.family import PASSWORD, children, count, guardian, sign_in
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.visitor import Browser

FORM = {
    "once": "once-for-this-form",
    "title": "Marché de Noël",
    "text": "Dans la cour.",
    "signed": "La direction",
    "asks": "nothing",
}


@pytest.fixture(params=["plain", "htmx"])
async def office(site: Site, request: pytest.FixtureRequest) -> Browser:
    browser = site.browser(htmx=request.param == "htmx")
    await signed_in(browser)
    return browser


async def test_the_days_are_typed_corrected_and_shown_to_the_office(office: Browser) -> None:
    first, last = (day_of(now()) + timedelta(days=days) for days in (10, 12))
    days = {"event_on": f"{first:%d/%m/%Y}", "event_until": last.isoformat()}
    await office.post("/office/announcements/new", {**FORM, **days})
    (one,) = await reading.latest()
    page = await office.get(f"/office/announcements/{one.id}")
    assert f"Date de l’événement {span(first, last)}" in page.said
    form = await office.get(f"/office/announcements/{one.id}/edit")
    values = {field.get("name"): field.get("value") for field in form.all("input", type="date")}
    assert (values["event_on"], values["event_until"]) == (first.isoformat(), last.isoformat())
    fields = {**FORM, "version": str(one.version), "event_on": first.isoformat(), "event_until": ""}
    page = await office.post(f"/office/announcements/{one.id}/edit", fields)
    assert f"Date de l’événement {span(first, first)}" in page.said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"event_on": "31/02/2027"}, "Cette date n’existe pas."),
        ({"event_until": "2026-13-01"}, "Cette date n’existe pas."),
        ({"event_on": (day_of(now()) - timedelta(days=30)).isoformat()}, "Ce jour est passé."),
        ({"event_on": "2020-01-01"}, "Cette date est très loin."),
        ({"event_on": "2099-01-01"}, "Cette date est très loin."),
        ({"event_until": "2099-01-01"}, "Écrivez aussi le premier jour."),
        ({"event_on": "2026-12-12", "event_until": "2026-12-11"}, "Le dernier jour est avant le premier."),
    ],
)
async def test_what_cannot_be_is_said_at_its_field(office: Browser, fields: dict[str, str], said: str) -> None:
    page = await office.post("/office/announcements/new", {**FORM, **fields})
    assert page.status == 422
    assert said in page.faults[0]
    assert await count("announcement") == 0


async def test_a_parent_reads_when_on_the_childs_page_and_above_the_text(either: Browser) -> None:
    (child,) = await children(await guardian(password=PASSWORD))
    await sign_in(either)
    day = day_of(now()) + timedelta(days=3)
    number = await published(event_on=day)
    for path in ("", "/announcements", f"/announcements/{number}"):
        said = (await either.get(f"/children/{child}{path}")).said
        assert f"Quand : {span(day, day)}" in said.replace("\u00a0", " ")


async def test_a_sheet_of_paper_says_when(office: Browser) -> None:
    await guardian(email="")
    day = day_of(now()) + timedelta(days=3)
    number = await published(event_on=day)
    page = await office.post(f"/office/announcements/{number}/sheets", {"scope": "all"})
    assert f"Quand : {span(day, day)}" in page.said.replace("\u00a0", " ")
