import re
from datetime import timedelta

import pytest

from language import text
from language.templating import environment
from models.access import token
from models.access.token_refused import TokenReplaced
from models.core import crockford
from models.core.clock import now
from models.invitations import letter_batch
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.family import count
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

ONCE = "a-mark-of-this-form"
ALL = {"who": "not_in", "once": ONCE}


def codes(answer: Answer) -> list[str]:
    return ["".join(found.itertext()) for found in answer.all("strong") if found.get("class") == "token"]


async def preview(office: Browser, **fields: str) -> Answer:
    return await office.get("/office/letters/preview?" + "&".join(f"{name}={value}" for name, value in fields.items()))


async def press(office: Browser, answer: Answer) -> Answer:
    """The form of the preview, as it stands there."""
    fields = {e.get("name", ""): e.get("value", "") for e in answer.all("input", type="hidden")}
    return await office.post("/office/letters", fields)


async def test_from_the_choice_to_the_printed_letter(office: Browser) -> None:
    marie = await parent("marie.dupont", "")
    await parent("luc.mail", "luc@example.org")
    page = await office.get("/office/letters")
    assert page.h1 == "Lettres"
    assert "Classe P3B" in page.said
    asked = await preview(office, who="without_address")
    assert asked.h1 == "1 lettre à imprimer"
    assert "Marie Dupont" in asked.said
    assert "1 parent que le mail atteint" in asked.said
    sheets = await press(office, asked)
    (batch,) = [row["id"] for row in await query("SELECT id FROM letter_batch")]
    assert sheets.path == f"/office/letters/{batch}"
    (code,) = codes(sheets)
    assert (await token.find(crockford.read(code))).guardian == marie
    assert "marie.dupont" in sheets.said
    assert "Zoé Dupont (P3B)" in sheets.said
    assert "http://testserver.local/" in sheets.said
    assert "02 345 67 89" in sheets.said
    assert codes(await office.get(sheets.path)) == [code], "opened again: the printer jammed"
    done = await office.post(f"/office/letters/{batch}/printed")
    assert done.h1 == "1 lettre imprimée"
    assert code not in done.text
    assert "marie.dupont" in done.said
    assert codes(await office.get(f"/office/letters/{batch}")) == []
    history = await office.get("/office/letters")
    assert "0 sur 1" in history.said
    assert "sophie.office" in history.said


async def test_the_same_form_twice_makes_one_batch(office: Browser) -> None:
    await parent("marie.dupont", "")
    first = await office.post("/office/letters", ALL)
    second = await office.post("/office/letters", ALL)
    assert codes(first) == codes(second)
    assert len(await query("SELECT id FROM letter_batch")) == 1
    (batch,) = [row["id"] for row in await query("SELECT id FROM letter_batch")]
    for _ in range(2):
        assert (await office.post(f"/office/letters/{batch}/printed")).h1 == "1 lettre imprimée"


async def test_a_form_without_its_key_gets_the_preview_and_makes_nothing(office: Browser) -> None:
    marie = await parent("marie.dupont")
    for once in ("", "short", "x" * 65, "a mark with spaces", "nul\0" * 4):
        answer = await office.post("/office/letters", {"guardian": str(marie), "once": once})
        assert answer.h1 == "1 lettre à imprimer"
    assert await query("SELECT id FROM letter_batch") == []
    assert codes(await press(office, answer))


async def test_one_adult_again_and_the_letter_says_what_it_replaces(office: Browser) -> None:
    marie = await parent("marie.dupont")
    first = await office.post("/office/letters", {"guardian": str(marie), "once": ONCE})
    assert "remplace celle" not in first.said
    (made,) = await query("UPDATE letter_batch SET at = ? RETURNING at", now() - timedelta(days=9))
    page = await preview(office, guardian=str(marie))
    assert "la lettre faite le" in page.said
    again = await press(office, page)
    assert f"Cette lettre remplace celle du {text.date(made['at'])}" in again.said
    with pytest.raises(TokenReplaced):
        await token.find(crockford.read(codes(first)[0]))


async def test_a_whole_batch_is_reprinted_for_those_who_are_not_in(office: Browser) -> None:
    marie = await parent("marie.dupont", "")
    await parent("luc.petit", "")
    await office.post("/office/letters", ALL)
    (batch,) = [row["id"] for row in await query("SELECT id FROM letter_batch")]
    await office.post(f"/office/letters/{batch}/printed")
    await query("UPDATE guardian SET activated_at = ? WHERE id = ?", now(), marie)
    page = await preview(office, batch=str(batch))
    assert page.h1 == "1 lettre à imprimer"
    again = await press(office, page)
    assert "luc.petit" in again.said
    old = await office.get(f"/office/letters/{batch}")
    assert "lettre remplacée" in old.said
    assert "compte actif" in old.said


async def test_adults_who_need_no_letter_get_none_and_the_page_says_why(office: Browser) -> None:
    jean = await parent("jean.dedans", "", activated=True)
    await disable(await parent("eva.loin", ""))
    await parent("luc.mail", "luc@example.org")
    page = await preview(office)
    assert page.h1 == "Aucune lettre à imprimer"
    for words in ("1 parent qui a déjà ouvert son compte", "1 compte fermé", "1 parent que le mail atteint"):
        assert words in page.said
    assert (
        await office.post("/office/letters", {"guardian": str(jean), "once": ONCE})
    ).h1 == "Aucune lettre à imprimer"
    assert await query("SELECT id FROM letter_batch") == []


async def test_unknown_classes_batches_and_adults_get_an_error_page(office: Browser) -> None:
    for path in ("77", "x", "-1", "9" * 30, "1.5", "%00"):
        assert (await office.get(f"/office/letters/{path}")).status == 404, path
        assert (await office.get(f"/office/letters/preview?guardian={path}")).status == 404, path
        assert (await office.post(f"/office/letters/{path}/printed")).status == 404, path
    assert (await office.post("/office/letters", {"guardian": "77", "once": ONCE})).status == 404
    assert (await preview(office, batch="77")).h1 == "Aucune lettre à imprimer"
    for room in ("P9Z", "%00", "%3Cscript%3E", "x" * 300, "%FF"):
        wrong = await preview(office, **{"class": room})
        assert wrong.status == 422
        assert wrong.faults == ["Cette classe n’existe pas, ou elle n’a pas d’enfant. Choisissez-en une autre."]
    assert (await office.post("/office/letters", {"scope": "class", "once": ONCE})).status == 422


async def test_hostile_names_are_escaped(secretary: Browser) -> None:
    hostile = ("<script>alert(1)</script>", "‮" + "é" * 190, "Anne & \"Marie\" 'x'")
    for number, name in enumerate(hostile):
        marie = await parent(f"marie.n{number}", "", class_name="<b>P3B</b>")
        await query("UPDATE guardian SET first_name = ? WHERE id = ?", name, marie)
        await query("UPDATE child SET last_name = ? WHERE register_number = ?", name, f"R{marie}")
    answer = await secretary.post("/office/letters", {"class": "<b>P3B</b>", **ALL})
    for name in hostile:
        assert name in answer.said
    assert len(codes(answer)) == 3
    assert "<b>P3B</b>" in (await secretary.get("/office/letters")).said


async def test_a_letter_has_the_same_steps_as_the_mail(secretary: Browser) -> None:
    await parent("marie.dupont", "")
    answer = await secretary.post("/office/letters", ALL)
    (article,) = answer.all("article")
    steps = ["".join(item.itertext()).split("  ")[0] for item in article.iter("li")]
    mail = environment().get_template("mail/layout/steps.txt").render().strip().splitlines()
    assert len(mail) == len(steps) == 3
    for number, (line, step) in enumerate(zip(mail, steps, strict=True), 1):
        assert line.startswith(f"{number}. ")
        assert step.startswith(line.removeprefix(f"{number}. "))


async def test_a_french_letter_has_no_break_spaces_whoever_prints_it(secretary: Browser) -> None:
    await parent("marie.dupont", "")
    await query("UPDATE staff SET language = 'nl'")
    answer = await secretary.post("/office/letters", ALL)
    assert answer.find("article").get("lang") == "fr"
    assert "Gardez votre nom d’utilisateur\u00a0: il reste toujours le même." in answer.text


async def test_only_letters_to_adults_with_an_address_name_the_reset_page(secretary: Browser) -> None:
    without, with_one = await parent("marie.dupont", ""), await parent("luc.mail", "luc@example.org")
    for guardian, named in ((without, False), (with_one, True)):
        answer = await secretary.post("/office/letters", {"guardian": str(guardian), "once": f"once-for-{guardian}"})
        assert ("/reset" in answer.said) == named


async def test_a_letter_in_another_language_than_the_schools_names_addresses_in_it(secretary: Browser) -> None:
    luc = {"guardian": str(await parent("luc.mail", "luc@example.org"))}
    said = (await secretary.post("/office/letters", {**luc, "once": "once-for-the-first"})).said
    assert "http://testserver.local/ " in said
    assert "http://testserver.local/reset" in said
    await query("UPDATE guardian SET language = 'nl'")
    said = (await secretary.post("/office/letters", {**luc, "once": "once-for-the-second"})).said
    assert "http://testserver.local/nl/ " in said
    assert "http://testserver.local/nl/reset" in said


async def test_the_preview_of_letters_makes_nothing(secretary: Browser) -> None:
    marie = await parent("marie.dupont", "")
    for path in ("/office/letters", "/office/letters/preview", f"/office/letters/preview?guardian={marie}"):
        for _ in range(3):
            assert (await secretary.get(path)).status == 200
    assert await query("SELECT id FROM token") == []


async def test_a_dead_letter_is_not_printed_by_a_page_opened_again(secretary: Browser) -> None:
    marie = await parent("marie.dupont", "")
    first = await secretary.post("/office/letters", ALL)
    await secretary.post("/office/letters", {"guardian": str(marie), "once": "another-form"})
    late = await secretary.get(first.path)
    assert codes(late) == []
    assert late.h1 == "Il n’y a plus rien à imprimer ici"


async def test_a_colleague_who_opens_a_batch_is_recorded_for_each_code(
    site: Site, secretary: Browser, time: Clock
) -> None:
    people = [await parent(f"parent.n{i}", "") for i in range(3)]
    made = await secretary.post("/office/letters", ALL)
    await secretary.get(made.path)
    assert await count("event", "action = 'letter printed'") == 3
    assert await count("event", "action = 'code shown'") == 0, "who makes them is shown them"
    hugo = site.browser()
    await signed_in(hugo, "hugo.office")
    for _ in range(3):
        assert len(codes(await hugo.get(made.path))) == 3
    shown = "SELECT guardian, actor FROM event WHERE action = 'code shown' ORDER BY id"
    assert await query(shown) == [{"guardian": one, "actor": "office:hugo.office"} for one in people]
    time.move(minutes=6)
    await hugo.get(made.path)
    assert await count("event", "action = 'code shown'") == 6
    await hugo.post(f"{made.path}/printed")
    time.move(minutes=6)
    await hugo.get(made.path)
    assert await count("event", "action = 'code shown'") == 6


async def test_a_large_batch_is_shown_page_by_page(
    site: Site, office: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_batch, "LETTERS_SHOWN", 2)
    for i in range(3):
        await parent(f"parent.n{i}", "")
    first = await office.post("/office/letters", ALL)
    second = await office.get(f"{first.path}?part=2")
    assert (len(codes(first)), len(codes(second))) == (2, 1)
    assert "Partie 2 sur 2" in second.said
    for wrong in ("x", "0", "-1", "%2B1", "01", "1000000", str(2**63 - 1), str(2**64)):
        assert (await office.get(f"{first.path}?part={wrong}")).status == 404, wrong
    assert codes(await office.get(f"{first.path}?part=9")) == []


async def part_after(office: Browser, answer: Answer, label: str) -> Answer:
    """The page after this button of a batch, with the fields of its form."""
    (form,) = [e for e in answer.all("form") if label in "".join(e.itertext())]
    fields = {e.get("name", ""): e.get("value", "") for e in form.iter("input")}
    return await office.post(form.get("action", ""), fields)


async def test_each_part_is_printed_and_ended_alone(office: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_batch, "LETTERS_SHOWN", 2)
    for i in range(5):
        await parent(f"parent.n{i}", "")
    first = await office.post("/office/letters", ALL)
    second = await part_after(office, first, "C’est imprimé")
    assert "Partie 2 sur 3" in second.said
    assert "Partie 1, imprimée" in second.said
    assert len(codes(second)) == 2
    assert codes(await office.get(f"{first.path}?part=1")) == []
    third = await part_after(office, second, "C’est imprimé")
    assert "Partie 3 sur 3" in third.said
    assert "Toutes les parties" not in third.said
    done = await part_after(office, third, "C’est imprimé")
    assert done.h1 == "5 lettres imprimées"
    assert "jamais imprimée" not in done.said


async def test_what_was_never_shown_is_asked_about_and_then_named(
    office: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_batch, "LETTERS_SHOWN", 2)
    for i in range(3):
        await parent(f"parent.n{i}", "")
    first = await office.post("/office/letters", ALL)
    asked = await part_after(office, first, "Toutes les parties sont imprimées")
    assert (asked.status, asked.h1) == (409, "1 lettre n’est pas imprimée")
    assert len(codes(await office.get(first.path))) == 2, "nothing has ended"
    done = await part_after(office, asked, "Oui, finir sans ces lettres")
    assert "1 lettre n’a jamais été imprimée" in done.said
    (line,) = [" ".join(row.itertext()) for row in done.all("tr") if "jamais imprimée" in "".join(row.itertext())]
    assert "Parent N2" in line
    assert "1 jamais imprimée" in (await office.get("/office/letters")).said
    (form,) = [e for e in done.all("form") if "nouvelles lettres" in "".join(e.itertext())]
    (field,) = form.iter("input")
    page = await preview(office, **{field.get("name", ""): field.get("value", "")})
    assert page.h1 == "1 lettre à imprimer"
    assert "parent.n2" in (await press(office, page)).said


async def test_the_history_goes_back_page_by_page(secretary: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_batch, "BATCHES_SHOWN", 1)
    monkeypatch.setattr("routes.office.invitations.letters.BATCHES_SHOWN", 1)
    for i in range(2):
        guardian = await parent(f"parent.n{i}", "")
        await secretary.post("/office/letters", {"guardian": str(guardian), "once": f"once-for-{i}"})
    page = await secretary.get("/office/letters")
    assert "N1" in page.said
    assert "Parent N0" not in page.said
    (older,) = re.findall(r'href="(/office/letters\?before=\d+)"', page.text)
    assert "Parent N0" in (await secretary.get(older)).said
