"""The questions of a preview are shown in parts: each can be reached, and a form sends no more than may be sent."""

from xml.etree.ElementTree import Element

from tests.routes.office.test_import_decisions import before
from tests.routes.office.test_imports import bring, finished, imported
from tests.support.files import LONG, as_csv, row
from tests.support.visitor import Answer, Browser

TWO_BESIDE = ["matricule", "nom élève", "prénom élève", "classe", "Nom et prénom des parents", "E-mail des parents"]


def of_part(page: Answer, part: str) -> list[Element]:
    """The fields of this part that are sent with its form as it is."""
    (box,) = page.all("details", id=part) or page.all("section", id=part) or page.all("div", id=part)
    return [one for one in box.iter("input") if one.get("type") != "radio" or "checked" in one.attrib]


def sent(fields: list[Element]) -> dict[str, str]:
    return {one.get("name", ""): one.get("value", "") for one in fields}


async def all_pages(browser: Browser, page: Answer, part: str) -> list[dict[str, str]]:
    """The fields of each page of this part, by its links, the first page being shown."""
    path, found = page.path.partition("?")[0], [sent(of_part(page, part))]
    while links := page.all("a", id=f"{part}-after"):
        href = links[0].get("href", "")
        assert href == f"{path}?part={part}&page={len(found) + 1}#{part}"
        assert links[0].get("hx-get") == href.partition("#")[0]
        page = await browser.get(links[0].get("hx-get", ""))
        (fold,) = page.all("details", id=part)
        assert "open" in fold.attrib
        found.append(sent(of_part(page, part)))
    return [{name: value for name, value in some.items() if not name.startswith("before-")} for some in found]


async def test_of_many_decided_questions_each_can_be_reached_and_changed(office: Browser) -> None:
    page = await bring(office, as_csv([row(str(n), f"Petit N{n}", email=f"{n}@x.be") for n in range(61)]))
    for part in ("homonyms", "homonyms", "homonyms"):
        page = await office.post(f"{page.path}/decisions", sent(of_part(page, part)))
    assert "Décidé par l’école 60" in page.said
    pages = await all_pages(office, page, "decided")
    assert [len(one) for one in pages] == [25, 25, 10]
    last = pages[-1]
    assert len(set().union(*pages)) == 60
    wanted = await office.get("/office/imports/1?part=decided&page=3")
    assert "Page 3 sur 3" in wanted.said
    assert wanted.all("a", id="decided-before")
    key = next(iter(last))
    other = next(one for one in wanted.all("input", name=key) if "checked" not in one.attrib)
    page = await office.post("/office/imports/1/decisions", {**last, key: other.get("value", ""), **before(wanted)})
    assert "60 nouveaux parents" in page.said


async def test_of_many_answered_questions_each_can_be_reached_and_changed(office: Browser) -> None:
    words = [f"mot{chr(97 + n // 5)}{chr(97 + n % 5)}" for n in range(5)]
    titles = [f"Autorité parentale {n}" for n in range(1, 8)]
    rows = [[*row(str(n), f"Petit N{n}", email=f"{n}@x.be"), *[words[n]] * len(titles)] for n in range(5)]
    page = await bring(office, as_csv(rows, [*LONG, *titles]))
    for _ in range(2):
        assert page.h1 == "Avant d’importer : des questions"
        keys = page.value("shown").split()
        page = await office.post(
            "/office/imports/1/decisions", {"shown": " ".join(keys), **dict.fromkeys(keys, "open")}
        )
    assert "Ce que l’école a répondu 35" in page.said
    pages = await all_pages(office, page, "answered")
    assert [len(one) for one in pages] == [25, 10]
    wanted = await office.get("/office/imports/1?part=answered&page=2")
    page = await office.post("/office/imports/1/decisions", {**dict.fromkeys(pages[1], "closed"), **before(wanted)})
    pages = await all_pages(office, page, "answered")
    assert sorted("closed" in one.values() for one in pages) == [False, True]


async def test_of_many_corrected_addresses_each_can_be_reached_and_changed(office: Browser) -> None:
    rows = [row(str(n), f"Petit N{n}", adult=f"Petit A{n}", email=f"a{n}@gmial.com") for n in range(60)]
    page = await bring(office, as_csv(rows))
    for _ in range(3):
        assert page.all("section", id="addresses")
        page = await office.post("/office/imports/1/addresses", sent(of_part(page, "addresses")))
    pages = await all_pages(office, page, "corrected")
    assert [len(one) for one in pages] == [50, 50, 20], "a choice and a text each"
    name = next(one for one in pages[1] if not one.startswith("address-of-"))
    shown = before(await office.get("/office/imports/1?part=corrected&page=2"))
    page = await office.post("/office/imports/1/addresses", {**pages[1], **shown, name: "a@"})
    assert page.status == 422
    assert page.find("input", name=name).get("value") == "a@", "the page that has it is shown"
    page = await office.post("/office/imports/1/addresses", {**pages[1], **shown, name: "new@example.org"})
    page = await office.get("/office/imports/1?part=corrected&page=2")
    assert page.find("input", name=name).get("value") == "new@example.org"


async def test_a_page_that_no_link_names_is_the_nearest_one(office: Browser) -> None:
    page = await bring(office, as_csv([row(str(n), f"Petit N{n}", email=f"{n}@x.be") for n in range(3)]))
    await office.post(f"{page.path}/decisions", sent(of_part(page, "homonyms")))
    for query in ("part=decided&page=9", "part=decided&page=0", "part=decided&page=x", "part=%00&page=2", "page=2"):
        page = await office.get(f"/office/imports/1?{query}")
        answers = [one for one in sent(of_part(page, "decided")) if not one.startswith("before-")]
        assert (page.status, len(answers)) == (200, 2), query


async def test_as_much_as_a_preview_can_ask_is_sent_with_the_import(secretary: Browser) -> None:
    head = [*TWO_BESIDE, "GSM des parents"]
    known = [[f"{n}", "Long", f"L{n}", "P1A", f"Long Marie{n}", f"{n}@x.be", f"0470 00 00 {n:02}"] for n in range(60)]
    await imported(secretary, as_csv(known, head))
    without = [[*one[:6], ""] for one in known]
    same_phone = [[f"1{one[0]:0>2}", "Roy", *one[2:5], f"r{one[5]}", one[6]] for one in known[:30]]
    same_name = [[f"2{one[0]:0>2}", "Petit", *one[2:5], f"p{one[5]}", ""] for one in known[30:]]
    two = [
        [f"3{n:02}", "Bon", f"N{n}", "P1A", f"Mme BON{n} Anne et M. BON{n} Luc", f"{n:02}{'n' * 50}@x.be", ""]
        for n in range(30)
    ]
    page = await bring(secretary, as_csv([*without, *same_phone, *same_name, *two], head))
    parts = {part: sent(of_part(page, part)) for part in ("questions", "homonyms", "addresses")}
    assert {part: len(fields) for part, fields in parts.items()} == {"questions": 26, "homonyms": 26, "addresses": 49}
    form = page.find("form", action=f"{page.path}/apply")
    fields = {**sent([*form.iter("input")]), **parts["questions"], **parts["homonyms"], **parts["addresses"]}
    typed = {name: f"{n}{'x' * 60}@example.org" for n, name in enumerate(fields) if name.startswith("address-")}
    choices = {name: value for name, value in fields.items() if name.startswith("address-of-")}
    page = await finished(secretary, await secretary.post(f"{page.path}/apply", {**fields, **typed, **choices}))
    assert page.h1 == "C’est importé"
