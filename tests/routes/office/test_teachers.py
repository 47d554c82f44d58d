"""What a teacher does in the office: announcements to the classes that are given to them, and nothing else."""

import pytest

from models.announcements import reading, replies
from models.announcements.announcement import ANSWER, READ
from models.families.event import Actor
from models.staff import accounts, sessions, teaching
from tests.support.announced import published, to_class, written
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.family import children, count, events, guardian
from tests.support.office import ADMIN, TEACHER, signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

JEAN = Actor("office:jean.prof")
FORM = {"once": "once-for-this-form", "title": "Piscine", "text": "Un bonnet.", "signed": "Jean", "asks": "nothing"}


async def give(*names: str) -> None:
    who = await accounts.named("jean.prof")
    assert who is not None
    await teaching.give(who, names, Actor("office:ada.admin"))


@pytest.fixture(params=["plain", "htmx"])
async def teacher(site: Site, request: pytest.FixtureRequest) -> Browser:
    """A teacher's browser; P3B is theirs, P4A is not. Marie's child is in P3B, Omar's in P4A."""
    await parent("marie.dupont", "marie@example.org", class_name="P3B")
    await parent("omar.haddad", "omar@example.org", class_name="P4A")
    browser = site.browser(htmx=request.param == "htmx")
    await signed_in(browser, "jean.prof", TEACHER)
    await give("P3B")
    return browser


async def press(browser: Browser, number: int, path: str, **fields: str) -> Answer:
    version = (await reading.find(number)).version
    return await browser.post(f"/office/announcements/{number}/{path}", {"version": str(version), **fields})


async def test_a_teacher_writes_to_a_class_of_theirs_and_sees_its_children_alone(teacher: Browser) -> None:
    page = await teacher.get("/office")
    assert page.path == "/office/announcements"
    assert [link.text for link in page.all("nav")[0].iter("a")] == ["Avis"]
    page = await teacher.post("/office/announcements/new", FORM)
    assert "P3B" in page.said
    assert "P4A" not in page.said
    assert "Toute l’école" not in page.said
    number = int(page.path.split("/")[3])
    page = await press(teacher, number, "recipients", kind="classes", **{"class:P3B": "on"})
    assert "1 enfant" in page.said
    assert "1 parent" not in page.said
    page = await press(teacher, number, "send")
    assert page.status == 200
    page = await teacher.get(f"/office/announcements/{number}")
    assert "(P3B) pas encore" in page.said
    assert "marie" not in page.text.casefold()
    assert await count("mail", "kind = 'announcement'") == 1


async def test_of_an_answer_the_teacher_sees_the_child_and_not_who_gave_it(teacher: Browser) -> None:
    number = (await written(to_class("P3B"), by=JEAN, asks=ANSWER)).id
    await press(teacher, number, "send")
    marie = (await query("SELECT id FROM guardian WHERE username = 'marie.dupont'"))[0]["id"]
    await replies.answer(marie, number, (await children(marie))[0], replies.YES)
    page = await teacher.get(f"/office/announcements/{number}")
    assert "a répondu Oui" in page.said
    answer = await teacher.post(f"/office/announcements/{number}/file", {})
    assert "P3B" in answer.text
    assert "Oui" in answer.text
    assert not [name for name in ("Marie", "marie") if name in answer.text + page.text]


async def test_where_two_parents_answer_differently_the_teacher_sees_that_and_not_who(teacher: Browser) -> None:
    number = (await written(to_class("P3B"), by=JEAN, asks=ANSWER)).id
    await press(teacher, number, "send")
    marie = (await query("SELECT id FROM guardian WHERE username = 'marie.dupont'"))[0]["id"]
    (child,) = await children(marie)
    paul = await guardian("paul.dupont", "paul@example.org", children=0)
    await query("INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", paul, child)
    await replies.answer(marie, number, child, replies.NO)
    page = await teacher.get(f"/office/announcements/{number}")
    assert "a répondu Non" in page.said
    assert "différentes" not in page.said
    await replies.answer(paul, number, child, replies.YES)
    page = await teacher.get(f"/office/announcements/{number}")
    assert "a répondu Oui / Non deux réponses différentes" in page.said
    answer = await teacher.post(f"/office/announcements/{number}/file", {})
    assert '"Oui / Non";"deux réponses différentes"' in answer.text
    assert not [name for name in ("marie", "paul") if name in (answer.text + page.text).casefold()]


ADDRESSES = ("", "/preview", "/edit", "/recipients", "/text/nl")
FORMS = ("edit", "recipients", "recipients/child", "remind", "file", "remove", "send", "text/nl", "withdraw")


async def test_what_a_colleague_wrote_is_not_found(teacher: Browser) -> None:
    draft, sent = (await written(to_class("P3B"))).id, await published(to_class("P3B"))
    before = await query("SELECT id, version, sent_at, withdrawn_at FROM announcement ORDER BY id")
    for number in (draft, sent):
        for path in ADDRESSES:
            assert (await teacher.get(f"/office/announcements/{number}{path}")).status == 404, path
        for path in FORMS:
            form = {**FORM, "kind": "classes", "class:P3B": "on", "child": "1"}
            assert (await press(teacher, number, path, **form)).status == 404, path
    assert "Marché" not in (await teacher.get("/office/announcements")).said
    assert await query("SELECT id, version, sent_at, withdrawn_at FROM announcement ORDER BY id") == before


async def test_no_other_class_nor_its_children_can_be_chosen(teacher: Browser) -> None:
    number = (await written(to_class("P3B"), by=JEAN)).id
    omar = (await query("SELECT id FROM guardian WHERE username = 'omar.haddad'"))[0]["id"]
    (foreign,) = await children(omar)
    for form in ({"kind": "school"}, {"kind": "classes", "class:P4A": "on"}):
        assert (await press(teacher, number, "recipients", **form)).status == 422, form
    assert (await press(teacher, number, "recipients/child", child=str(foreign))).status == 422
    last_name = (await query("SELECT last_name FROM child WHERE id = ?", foreign))[0]["last_name"]
    page = await teacher.get(f"/office/announcements/{number}/recipients?q={last_name}")
    assert "Personne d’autre ne correspond." in page.said
    assert await query("SELECT class_name, child FROM announcement_audience") == [{"class_name": "P3B", "child": None}]


async def test_a_draft_that_the_office_sends_to_other_classes_is_not_the_teachers_to_send(teacher: Browser) -> None:
    number = (await written(to_class("P3B", "P4A"), by=JEAN)).id
    page = await press(teacher, number, "send")
    assert page.status == 422
    assert "Une de ces classes n’est plus à vous." in page.said
    assert await count("mail") == 0


@pytest.mark.parametrize("path", ["edit", "text/nl", "withdraw", "remind"])
async def test_when_a_class_is_taken_what_it_was_sent_stays_as_it_is(teacher: Browser, path: str) -> None:
    number = (await written(to_class("P3B"), by=JEAN)).id
    await press(teacher, number, "send")
    await give()
    page = await press(teacher, number, path, **{**FORM, "title": "Autre chose"})
    assert page.status == 403
    assert page.h1 == "Ce n’est plus votre classe"
    page = await teacher.get(f"/office/announcements/{number}")
    assert "Cet avis ne va à aucune classe" in page.said
    child = (await query("SELECT first_name FROM child WHERE class_name = 'P3B'"))[0]["first_name"]
    assert child not in page.said
    assert await query("SELECT title FROM announcement_text") == [{"title": "Marché de Noël"}]
    assert await count("announcement", "withdrawn_at IS NULL") == 1


def offered(page: Answer) -> set[str]:
    """The last word of each address of this announcement's that the page offers."""
    addresses = [link.get("href", "") for link in page.all("a")] + [form.get("action", "") for form in page.all("form")]
    return {address.rpartition("/")[2] for address in addresses if "/announcements/" in address}


async def test_what_would_be_refused_after_a_class_is_taken_is_not_offered(teacher: Browser) -> None:
    why = "Cet avis concerne une classe qui ne vous est plus donnée."
    sent, kept = [(await written(to_class("P3B"), by=JEAN, asks=READ)).id for _ in range(2)]
    await press(teacher, sent, "send")
    changes = {"edit", "nl", "files", "remind", "withdraw"}
    page = await teacher.get(f"/office/announcements/{sent}")
    assert offered(page) >= {*changes, "file"}
    assert why not in page.said
    await give("P4A")
    page = await teacher.get(f"/office/announcements/{sent}")
    assert not offered(page) & {*changes, "file"}
    assert why in page.said
    page = await teacher.get(f"/office/announcements/{kept}")
    assert not offered(page) & (changes | {"send"})
    assert offered(page) >= {"recipients", "remove"}
    assert why in page.said


async def test_the_office_is_offered_the_changes_that_the_teacher_is_not(secretary: Browser, teacher: Browser) -> None:
    number = (await written(to_class("P3B"), by=JEAN, asks=READ)).id
    await press(teacher, number, "send")
    await give()
    page = await secretary.get(f"/office/announcements/{number}")
    assert offered(page) >= {"edit", "nl", "files", "withdraw"}


async def signed_in_again(browser: Browser) -> None:
    who = await accounts.named("jean.prof")
    assert who is not None
    browser.office_cookie = await sessions.start(who.id, sessions.IN)


async def test_a_new_school_year_begins_without_classes(teacher: Browser, time: Clock) -> None:
    time.move(days=366)
    await signed_in_again(teacher)
    page = await teacher.get("/office/announcements")
    assert "Aucune classe ne vous est donnée cette année." in page.said
    assert not [link for link in page.all("a") if link.get("href") == "/office/announcements/new"]


async def test_an_admin_gives_classes_and_the_audit_says_so(site: Site, teacher: Browser) -> None:
    admin = site.browser()
    await signed_in(admin, "ada.admin", ADMIN)
    number = (await query("SELECT id FROM staff WHERE username = 'jean.prof'"))[0]["id"]
    page = await admin.get(f"/office/staff/{number}")
    assert [box.get("name") for box in page.all("input", type="checkbox") if "checked" in box.attrib] == ["class:P3B"]
    page = await admin.post(f"/office/staff/{number}/classes", {"class:P4A": "on", "class:no such": "on"})
    assert "Les classes sont données." in page.said
    assert await teaching.given(number) == ["P4A"]
    assert len(await events("staff classes given")) == 2
    assert (
        "P4A"
        in (await query("SELECT detail FROM event WHERE action = 'staff classes given' ORDER BY id"))[-1]["detail"]
    )
    await admin.post(f"/office/staff/{number}/role", {"role": "secretary"})
    assert await count("staff_class") == 0
    page = await admin.post(f"/office/staff/{number}/classes", {"class:P4A": "on"})
    assert page.status == 409
    assert await count("staff_class") == 0


async def test_the_office_sees_and_withdraws_what_a_teacher_wrote(secretary: Browser, teacher: Browser) -> None:
    number = (await written(to_class("P3B"), by=JEAN)).id
    await press(teacher, number, "send")
    assert "Marché de Noël" in (await secretary.get("/office/announcements")).said
    assert (await press(secretary, number, "withdraw")).status == 200
    assert (await reading.find(number)).withdrawn_at is not None
