"""Writing an announcement, choosing to whom, sending, correcting and withdrawing it."""

import pytest

from models.announcements import mail_choice, publishing, reading, replies, translating, writing
from models.announcements.announcement import ANSWER
from models.announcements.correcting import MOST_A_DAY
from models.announcements.wording import Wording
from tests.support.announced import SOPHIE, draft, published, written
from tests.support.families import parent
from tests.support.family import PASSWORD, children, count, guardian, sign_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

FORM = {
    "once": "once-for-this-form",
    "title": "Marché de Noël",
    "text": "De **10 h** à 16 h.\n<script>alert(1)</script>",
    "signed": "La direction",
    "asks": "nothing",
}


async def begun(office: Browser, **more: str) -> int:
    """The number of the draft that this form makes."""
    await office.post("/office/announcements/new", {**FORM, **more})
    (row,) = await query("SELECT id FROM announcement")
    return int(row["id"])


async def press(office: Browser, number: int, path: str, **fields: str) -> Answer:
    version = (await reading.find(number)).version
    return await office.post(f"/office/announcements/{number}/{path}", {"version": str(version), **fields})


async def test_from_the_empty_form_to_the_parents_page(office: Browser, site: Site) -> None:
    child = (await children(await guardian(password=PASSWORD)))[0]
    page = await office.get("/office/announcements/new")
    assert "De la part de" in page.said
    page = await office.post("/office/announcements/new", FORM)
    number = (await query("SELECT id FROM announcement"))[0]["id"]
    assert page.path == f"/office/announcements/{number}/recipients"
    page = await press(office, number, "recipients", kind="school")
    assert page.path == f"/office/announcements/{number}"
    assert "1 enfant, 1 parent" in page.said
    assert "<script>alert" not in page.text
    page = await press(office, number, "send")
    assert page.path == f"/office/announcements/{number}?notice=sent"
    assert "L’avis est envoyé." in page.said, "with scripts and without"
    parents = site.browser()
    await sign_in(parents)
    assert "Marché de Noël" in (await parents.get(f"/children/{child}")).said
    assert "<strong>10 h</strong>" in (await parents.get(f"/children/{child}/announcements/{number}")).text


async def test_the_same_form_twice_keeps_one_draft(office: Browser) -> None:
    for _ in range(2):
        assert (await office.post("/office/announcements/new", FORM)).status == 200
    assert await count("announcement") == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "Écrivez un titre."),
        ({"title": "a" * 121}, "C’est trop long : 121 caractères. Le plus est 120."),
        ({"text": ""}, "Écrivez le texte."),
        ({"text": "é" * 8001}, "C’est trop long : 8001 caractères. Le plus est 8000."),
        ({"signed": ""}, "Écrivez de la part de qui."),
        ({"asks": "x"}, "Choisissez ce que vous demandez."),
        ({"asks": "answer", "choices": "Une seule"}, "Écrivez de deux à 5 réponses, une par ligne."),
        ({"ends_on": "31/02/2027"}, "Cette date n’existe pas."),
        ({"asks": "answer", "answers_on": "2020-01-01"}, "Ce jour est passé."),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    office: Browser, fields: dict[str, str], said: str
) -> None:
    page = await office.post("/office/announcements/new", {**FORM, **fields})
    assert page.status == 422
    assert said.replace(" :", "\u00a0:") in page.faults[0] or said in page.faults[0]
    if "text" not in fields:
        assert "De **10 h** à 16 h." in page.text
    assert await count("announcement") == 0


async def test_a_text_of_fifty_kilobytes_is_refused_and_kept_in_the_form(office: Browser) -> None:
    page = await office.post("/office/announcements/new", {**FORM, "text": "a" * 50_000})
    assert page.status == 422
    assert "a" * 50_000 in page.text


async def test_a_correction_and_another_language_may_be_as_long_as_a_new_text(office: Browser) -> None:
    number = (await written()).id
    longest = "字" * 8000  # nine bytes each in a form
    page = await press(office, number, "edit", **{**FORM, "text": longest})
    assert (page.status, longest in page.text) == (200, True)
    page = await press(office, number, "text/nl", title="Kerstmarkt", text=longest)
    assert page.status == 200


async def test_classes_and_children_are_chosen(office: Browser) -> None:
    await parent("paul.martin", class_name="P4A")
    (zoe,) = await children(await parent("marie.dupont"))
    number = await begun(office)
    page = await press(office, number, "recipients", kind="classes")
    assert (page.status, "Cochez au moins une classe." in page.said) == (422, True)
    page = await press(office, number, "recipients", kind="classes", **{"class:P4A": "on"})
    assert "Classe P4A" in page.said
    page = await office.get(f"/office/announcements/{number}/recipients?q=zoe dup")
    assert "Zoé Dupont" in page.said
    assert "Martin" not in page.said
    page = await press(office, number, "recipients/child", child=str(zoe), q="zoe")
    assert page.path.startswith(f"/office/announcements/{number}/recipients")
    assert "1 enfant, 1 parent" in (await office.get(f"/office/announcements/{number}")).said
    page = await press(office, number, "recipients/child", child=str(zoe), action="remove")
    assert (page.status, "Ajoutez au moins un enfant." in page.said) == (422, True)


async def test_a_second_press_sends_once_and_a_stale_page_sends_nothing(office: Browser) -> None:
    await guardian()
    one = await written()
    page = await office.post(f"/office/announcements/{one.id}/send", {"version": str(one.version - 1)})
    assert page.status == 409
    assert await count("mail") == 0
    for _ in range(2):
        page = await office.post(f"/office/announcements/{one.id}/send", {"version": str(one.version)})
        assert page.status == 200
    assert await count("mail") == 1


async def test_a_correction_is_seen_at_once_and_sends_no_mail(office: Browser, site: Site) -> None:
    child = (await children(await guardian(password=PASSWORD)))[0]
    number = await published(asks=ANSWER)
    form = await office.get(f"/office/announcements/{number}/edit")
    assert "Ce que vous demandez aux parents" not in form.said
    page = await press(
        office, number, "edit", title="Marché, samedi", text="Samedi.", signed="La direction", ends_on="", choices=""
    )
    assert "Marché, samedi" in page.said
    parents = site.browser()
    await sign_in(parents)
    assert "corrigé le" in (await parents.get(f"/children/{child}/announcements/{number}")).said
    assert await count("mail") == 1


async def test_two_who_correct_at_once_are_told(office: Browser) -> None:
    number = (await written()).id
    stale = (await reading.find(number)).version
    fields = {**FORM, "text": "Le mien", "version": str(stale)}
    await office.post(f"/office/announcements/{number}/edit", fields)
    page = await office.post(f"/office/announcements/{number}/edit", {**fields, "text": "Le sien"})
    assert page.status == 409
    assert "Un collègue a changé cet avis" in page.said
    assert "Le sien" in page.text


async def test_another_language_is_kept_and_removed(office: Browser) -> None:
    number = (await written()).id
    page = await press(office, number, "text/nl", title="Kerstmarkt", text="Van 10 tot 16 uur.")
    assert "NL" in page.said
    assert "Kerstmarkt" in (await office.get(f"/office/announcements/{number}/text/nl")).text
    page = await press(office, number, "text/nl", title="", text="")
    assert await count("announcement_text") == 1
    for wrong in ("fr", "xx"):
        assert (await office.get(f"/office/announcements/{number}/text/{wrong}")).status == 404


async def test_what_was_withdrawn_is_gone_for_parents_and_stays_on_the_list(office: Browser) -> None:
    await guardian()
    number = await published()
    page = await press(office, number, "withdraw")
    assert "retiré" in page.said
    assert "retiré" in (await office.get("/office/announcements")).said
    assert (await press(office, number, "edit", **FORM)).status in (409, 422)


async def test_a_draft_can_be_erased(office: Browser) -> None:
    number = (await written()).id
    page = await press(office, number, "remove")
    assert page.path == "/office/announcements"
    assert await count("announcement") == 0
    assert (await office.get(f"/office/announcements/{number}")).status == 404


async def test_the_page_shows_who_was_reached_and_reminds_the_others(office: Browser) -> None:
    marie, paul = await parent("marie.dupont"), await parent("paul.martin", "paul@example.org", class_name="P4A")
    number = await published(asks=ANSWER)
    await query("UPDATE mail SET state = 'sent'")
    await replies.answer(marie, number, (await children(marie))[0], replies.YES)
    page = await office.get(f"/office/announcements/{number}")
    assert "Vu : 1 enfant sur 2, réponses : 1" in page.said.replace("\u00a0", " ")
    assert "Martin Zoé (P4A) mail parti" in page.said
    assert "Dupont Zoé" not in page.said
    page = await office.get(f"/office/announcements/{number}?class=P3B")
    assert "Dupont Zoé (P3B) a répondu Marie Dupont : Oui" in page.said.replace("\u00a0", " ")
    for said in ("Rappel envoyé", "Un rappel est déjà parti aujourd’hui"):
        assert said in (await office.post(f"/office/announcements/{number}/remind", {})).said
    assert [row["guardian"] for row in await query("SELECT guardian FROM mail ORDER BY id")] == [marie, paul, paul]


async def test_the_answers_are_a_file_without_formulas(office: Browser) -> None:
    marie = await parent("marie.dupont")
    await query("UPDATE child SET last_name = '=1+1'")
    number = await published(asks=ANSWER, choices=("@a", "b"))
    await replies.answer(marie, number, (await children(marie))[0], 0)
    answer = await office.send("POST", f"/office/announcements/{number}/file", data={})
    lines = answer.response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == '"Classe";"Élève";"Parent";"État";"Réponse"'
    assert lines[1] == '"P3B";"\'=1+1 Zoé";"Marie Dupont";"a répondu";"\'@a"'
    answer = await office.send("POST", f"/office/announcements/{number}/file", data={"format": "xlsx"})
    assert answer.response.content.startswith(b"PK")
    assert await count("event") >= 2


async def test_the_office_sees_them_as_the_parent_does_and_opens_none(office: Browser) -> None:
    number = await guardian()
    await published()
    page = await office.get(f"/office/guardians/{number}/as-parent")
    assert "Marché de Noël" in page.said
    assert not [link for link in page.all("a") if "announcements/" in link.get("href", "")]
    assert not await query("SELECT * FROM announcement_receipt")


async def test_the_family_page_says_what_was_chosen_and_how(office: Browser) -> None:
    number = await guardian()
    assert "Mails des avis" not in (await office.get(f"/office/families/{number}")).said
    await mail_choice.choose(number, weekly=True, client="192.0.2.1", by_link=True)
    said = (await office.get(f"/office/families/{number}")).said
    assert "un par semaine (vendredi)" in said
    assert "un par semaine, choisi par le lien d’un mail" in said


async def test_an_urgent_one_says_so_and_leaves_at_once_for_all(office: Browser) -> None:
    await mail_choice.choose(await parent("marie.dupont"), weekly=True, client="")
    number = await begun(office, urgent="on")
    page = await press(office, number, "recipients", kind="school")
    assert "dont 1 qui a choisi un mail par semaine" in page.said
    assert "Urgent : tout de suite pour tous" in page.said.replace("\u00a0", " ")
    page = await press(office, number, "send")
    assert await count("mail") == 1
    page = await office.get(f"/office/announcements/{number}/edit")
    assert not [field for field in page.all("input") if field.get("name") == "urgent"]
    await press(office, number, "edit", **{**FORM, "text": "Corrigé."})
    assert (await reading.find(number)).urgent


async def test_the_count_and_the_outcome_name_those_who_get_the_weekly_mail(office: Browser) -> None:
    await mail_choice.choose(await parent("marie.dupont"), weekly=True, client="")
    await parent("paul.martin", "paul@example.org")
    number = await begun(office)
    page = await press(office, number, "recipients", kind="school")
    assert "2 par mail, dont 1 avec le mail de la semaine (vendredi)" in page.said.replace("\u00a0", " ")
    await press(office, number, "send")
    page = await office.get(f"/office/announcements/{number}")
    assert "Dupont Zoé (P3B) attend le mail de la semaine" in page.said.replace("\u00a0", " ")


async def test_a_correction_sends_a_mail_again_only_where_that_is_ticked(office: Browser) -> None:
    await parent("marie.dupont")
    number = await begun(office)
    await press(office, number, "recipients", kind="school")
    page = await office.get(f"/office/announcements/{number}/edit")
    assert not [field for field in page.all("input") if field.get("name") == "again"], "a draft has no first mail"
    await press(office, number, "send")
    await query("UPDATE mail SET state = 'sent'")
    page = await office.get(f"/office/announcements/{number}/edit")
    (tick,) = [field for field in page.all("input") if field.get("name") == "again"]
    assert tick.get("checked") is None
    await press(office, number, "edit", **FORM)
    assert await count("mail") == 1
    await press(office, number, "edit", **FORM, again="on")
    assert await count("mail") == 2


async def test_a_correction_names_the_other_languages(office: Browser) -> None:
    await guardian()
    one = await written()
    await translating.translate(one, "nl", Wording("Kerstmarkt", "Van 10 tot 16 uur."), SOPHIE)
    said = "Cet avis a aussi un texte dans d’autres langues"
    assert said not in (await office.get(f"/office/announcements/{one.id}/edit")).said
    await publishing.publish(await reading.find(one.id), SOPHIE)
    page = (await office.get(f"/office/announcements/{one.id}/edit")).said.replace("\u00a0", " ")
    assert f"{said} : Nederlands. Corrigez-les d’abord" in page


async def test_an_answer_that_a_language_has_no_words_for_is_shown_by_its_number(office: Browser, site: Site) -> None:
    marie = await guardian(password=PASSWORD)
    (child,) = await children(marie)
    number = await published(asks=ANSWER, choices=("Lundi", "Mardi", "Mercredi"))
    await replies.answer(marie, number, child, 2)
    await query("UPDATE announcement_text SET choices = ?", "Lundi\nMardi")  # as earlier versions let it be sent
    for path in (f"/office/announcements/{number}?class=P3B", f"/office/announcements/{number}"):
        page = await office.get(path)
        assert page.status == 200
    assert (await office.post(f"/office/announcements/{number}/file", {})).status == 200
    parents = site.browser()
    await sign_in(parents)
    page = await parents.get(f"/children/{child}/announcements/{number}")
    assert page.status == 200
    assert ": 3" in page.said.replace("\u00a0", " ")


async def test_whoever_was_slower_reads_the_colleagues_text_below_their_own(office: Browser) -> None:
    await guardian()
    one = await written(title="À moi")
    old = str(one.version)
    await writing.edit(one, draft(title="Au collègue", text="À **11 h**."), SOPHIE)
    page = await office.post(f"/office/announcements/{one.id}/edit", {**FORM, "version": old, "title": "Le mien"})
    assert (page.status, page.value("title")) == (409, "Le mien")
    assert "Le texte de votre collègue Au collègue À 11 h" in " ".join(page.said.split())
    await translating.translate(await reading.find(one.id), "nl", Wording("Van de collega", "Om 11 uur."), SOPHIE)
    page = await office.post(
        f"/office/announcements/{one.id}/text/nl", {"version": old, "title": "Van mij", "text": "Om 10 uur."}
    )
    assert (page.status, page.value("title")) == (409, "Van mij")
    assert "Le texte de votre collègue Van de collega Om 11 uur." in " ".join(page.said.split())


async def test_what_was_typed_for_a_removed_draft_becomes_a_new_one(office: Browser) -> None:
    one = await written()
    await writing.remove(one, SOPHIE)
    for path, typed in (("edit", FORM), ("text/nl", {"title": "Van mij", "text": "Om 10 uur."})):
        page = await office.post(f"/office/announcements/{one.id}/{path}", {**typed, "version": "0"})
        assert (page.status, page.value("title")) == (404, typed["title"])
        assert "Votre texte est encore ici" in page.said
    page = await office.post(f"/office/announcements/{one.id}/edit", {"version": "0"})
    assert page.h1 == "Page introuvable"
    page = await office.post(f"/office/announcements/{one.id}/edit", {**FORM, "version": "0"})
    (once,) = (field.get("value", "") for field in page.all("input") if field.get("name") == "once")
    page = await office.post("/office/announcements/new", {**FORM, "once": once})
    assert page.h1 == "À qui va l’avis"


async def test_the_fourth_mail_about_a_correction_in_a_day_is_refused_and_the_text_kept(office: Browser) -> None:
    await parent("marie.dupont")
    number = await published()
    for _ in range(MOST_A_DAY):
        await press(office, number, "edit", **FORM, again="on")
    page = await press(office, number, "edit", **{**FORM, "title": "Encore"}, again="on")
    assert (page.status, page.value("title")) == (422, "Encore")
    assert "3 mails de correction sont déjà partis" in page.said
    assert (await reading.find(number)).title == FORM["title"]


async def test_what_was_withdrawn_has_no_form(office: Browser) -> None:
    await guardian()
    number = await published()
    await publishing.withdraw(await reading.find(number), SOPHIE)
    page = await office.get(f"/office/announcements/{number}/edit")
    assert page.path == f"/office/announcements/{number}"
    assert not page.all("textarea")
    page = await press(office, number, "edit", **FORM)
    assert page.status == 409
    assert not page.all("textarea")
    page = await office.get(f"/office/announcements/{number}/text/nl")
    assert (page.path, page.all("textarea")) == (f"/office/announcements/{number}", [])
    page = await press(office, number, "text/nl", title="Bad", text="Kom.")
    assert (page.status, page.all("textarea")) == (409, [])
    page = await press(office, number, "text/xx", title="Bad", text="Kom.")
    assert page.h1 == "Page introuvable"
