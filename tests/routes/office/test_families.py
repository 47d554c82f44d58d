"""The list of families: search, counts, filters, pages; and the classes."""

from urllib.parse import quote

import pytest

from language.templating import environment
from models.core.clock import now
from models.families import directory
from models.families.standing import FOR_OFFICE, STANDINGS
from models.invitations import invitation
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.family import child_of
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

RESULTS = {"HX-Request": "true", "HX-Target": "results"}


async def school(*usernames: str, class_name: str = "P3B") -> list[int]:
    guardians = [await parent(name, f"{name}@example.org", class_name=class_name) for name in usernames]
    await directory.refresh_all()
    return guardians


async def rename(guardian: int, first_name: str, last_name: str) -> None:
    await query("UPDATE guardian SET first_name = ?, last_name = ? WHERE id = ?", first_name, last_name, guardian)
    await directory.refresh([guardian])


def names(answer: Answer) -> list[str]:
    return ["".join(link.itertext()) for row in answer.all("tr") for link in list(row.iter("a"))[:1]]


def filters(answer: Answer) -> list[str]:
    return ["".join(link.itertext()) for link in answer.all("a") if (link.get("id") or "").startswith("stands-")]


async def test_the_list_is_by_name_and_leads_to_each_family(office: Browser) -> None:
    marie, _ = await school("marie.dupont", "jean.albert")
    answer = await office.get("/office/families")
    assert names(answer) == ["Albert Jean", "Dupont Marie"]
    assert answer.all("a", href=f"/office/families/{marie}")
    assert "Zoé Dupont (P3B)" in answer.said
    assert "marie.dupont@example.org" in answer.said


async def test_the_office_leads_to_the_families(office: Browser) -> None:
    assert (await office.get("/office")).h1 == "Familles"


async def test_an_empty_school_is_told_to_import(office: Browser) -> None:
    for path in ("/office/families", "/office/classes"):
        assert (await office.get(path)).all("a", href="/office/imports")


@pytest.mark.parametrize(
    "typed",
    [
        "dupont",
        "DUPONT marie",
        "  marie   dupont ",
        "Zoé",
        "zoe p3b",
        "marie.dupont",
        "MARIE.DUPONT@EXAMPLE",
        "dup, mar",
    ],
)
async def test_a_search_looks_everywhere_whatever_the_case(secretary: Browser, typed: str) -> None:
    await school("marie.dupont")
    await school("jean.albert", class_name="P1A")
    await query("UPDATE child SET first_name = 'Léo' WHERE class_name = 'P1A'")
    await directory.refresh_all()
    assert names(await secretary.get(f"/office/families?q={quote(typed)}")) == ["Dupont Marie"]


@pytest.mark.parametrize(
    ("first_name", "last_name", "typed"),
    [
        ("Zoë", "Großmann", "GROSSMANN zoe"),
        ("Søren", "Løkke", "lokke soren"),
        ("Марія", "Мельник", "melnik"),
        ("Марія", "Мельник", "мельник"),
        ("Jean-Pierre", "D’Hondt", "d’hondt jean pierre"),
        ("Ana", "100%", "100%"),
        ("Ana", "a_b", "a_b"),
        ("Ana", "back\\slash", "\\"),
        ("Ana", "wow!", "wow!"),
        ("Ana", "<script>alert(1)</script>", "<script>alert"),
        ("\u202eAna", "\u200fLevi", "ana levi"),
        ("Ana", "N" * 200, "n" * 90),
    ],
)
async def test_names_of_every_kind_are_found_and_nothing_else(
    secretary: Browser, first_name: str, last_name: str, typed: str
) -> None:
    guardian, _ = await school("xavier.xu", "other.person")
    await rename(guardian, first_name, last_name)
    answer = await secretary.get(f"/office/families?q={quote(typed)}")
    assert len(names(answer)) == 1
    assert answer.all("a", href=f"/office/families/{guardian}")


@pytest.mark.parametrize(
    "typed", ["%", "_", "!", "\\", "'", '"', "\0", "\ud800", "x" * 500, "<script>", "%00", "nobody"]
)
async def test_a_search_for_hostile_text_finds_nobody(secretary: Browser, typed: str) -> None:
    await school("marie.dupont")
    await query("UPDATE directory SET search = 'marie'")
    answer = await secretary.get("/office/families?q=" + quote(typed.encode("utf-8", "surrogatepass")))
    assert answer.status == 200
    assert names(answer) == ([] if typed.strip("'\0") else ["Dupont Marie"])


async def test_a_search_that_finds_nobody_offers_the_way_back(office: Browser) -> None:
    await school("marie.dupont")
    answer = await office.get("/office/families?q=nobody")
    assert "Personne ne correspond." in answer.said
    assert any(link.text == "Voir tout le monde" for link in answer.all("a", href="/office/families"))
    assert answer.value("q") == "nobody"


async def test_typing_changes_the_results_alone(secretary: Browser) -> None:
    await school("marie.dupont", "jean.albert")
    answer = await secretary.get("/office/families?q=mar", headers=RESULTS)
    assert names(answer) == ["Dupont Marie"]
    assert not answer.all("h1")
    assert not answer.all("form")


def test_red_is_what_waits_for_the_office_and_nothing_else() -> None:
    kind = environment().from_string("{{ standing_kind(name) }}")
    assert {name for name in STANDINGS if kind.render(name=name) == "bad"} == set(FOR_OFFICE)


async def test_each_standing_has_its_count_and_its_filter(office: Browser, time: Clock) -> None:
    await school("marie.dupont", "jean.albert", "luc.grand")
    (closed,) = await school("eva.loin")
    await disable(closed)
    time.move(days=-15)
    await invitation.invite(username="marie.dupont")
    time.move(days=15)
    await invitation.invite(username="jean.albert")
    await directory.refresh_all()
    answer = await office.get("/office/families")
    assert filters(answer) == [
        "tous 4",
        "pas encore entrés 3",
        "jeton expiré 1",
        "à inviter 1",
        "mail en attente 1",
        "compte fermé 1",
    ]
    assert names(await office.get("/office/families?standing=expired")) == ["Dupont Marie"]
    waiting = await office.get("/office/families?standing=not_in")
    assert len(names(waiting)) == 3
    assert "3 adultes" in waiting.said
    assert names(await office.get("/office/families?standing=queued")) == ["Albert Jean"]
    assert "expire dans 14 jours" in answer.said
    assert "jeton expiré le " in answer.said


async def test_counts_follow_the_search_and_links_keep_it(secretary: Browser) -> None:
    await school("marie.dupont", "jean.dupont")
    await school("luc.grand", class_name="P1A")
    await invitation.invite(username="marie.dupont")
    answer = await secretary.get("/office/families?q=dupont&class=P3B&standing=queued")
    assert names(answer) == ["Dupont Marie"]
    assert filters(answer) == ["tous 2", "pas encore entrés 2", "à inviter 1", "mail en attente 1"]
    assert answer.all("a", href="/office/families?q=dupont&class=P3B&standing=not_invited")
    assert answer.value("standing") == "queued"
    assert [option.get("value") for option in answer.all("option") if "selected" in option.attrib] == ["P3B"]


async def test_the_mail_servers_words_are_shown_as_words(secretary: Browser) -> None:
    (guardian,) = await school("marie.dupont")
    await invitation.invite(username="marie.dupont")
    words = "550 <script>alert(1)</script> no such user"
    await query("UPDATE guardian SET refused_at = ?, refused_words = ? WHERE id = ?", now(), words, guardian)
    await directory.refresh_all()
    answer = await secretary.get("/office/families?standing=refused")
    assert f"mail refusé {words}" in answer.said


async def test_a_child_whose_access_ended_is_told_from_the_others(secretary: Browser) -> None:
    (guardian,) = await school("marie.dupont")
    await child_of(guardian, "Noé", "N1")
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE child = 1", now())
    await directory.refresh([guardian])
    said = (await secretary.get("/office/families?q=zoe")).said
    assert "Zoé Dupont (P3B) (accès terminé)" in said
    assert "Noé Dupont (P3B), Zoé" in said


async def test_a_class_shows_those_who_may_see_a_child_of_it(secretary: Browser) -> None:
    await school("marie.dupont", "ana.ended")
    await school("luc.grand", class_name="P1A")
    await query("UPDATE guardianship SET ended_at = ? WHERE child = 2", now())
    assert names(await secretary.get("/office/families?class=P3B")) == ["Dupont Marie"]


async def test_fifty_on_a_page_and_each_adult_once(secretary: Browser) -> None:
    await school(*(f"parent.n{i:03}" for i in range(120)))
    seen = [names(await secretary.get(f"/office/families?q=parent&page={page}")) for page in (1, 2, 3)]
    assert [len(page) for page in seen] == [50, 50, 20]
    assert len({name for page in seen for name in page}) == 120
    middle = await secretary.get("/office/families?q=parent&page=2")
    assert "Page 2 sur 3" in middle.said
    assert middle.all("a", href="/office/families?q=parent&page=3")
    assert middle.all("a", href="/office/families?q=parent&page=1")


@pytest.mark.parametrize(
    "query",
    [
        *("page=0", "page=2", "page=-1", "page=x", "page=1e3", "page=%D9%A1"),
        *("page=" + "9" * 1000, "page=" + "0" * 1000 + "1"),
        *("standing=nowhere", "standing=%00", "class=P9Z", "class=%00"),
    ],
)
async def test_what_is_not_there_is_not_found(secretary: Browser, query: str) -> None:
    await school("marie.dupont")
    answer = await secretary.get(f"/office/families?{query}")
    assert (answer.status, answer.h1) == (404, "Page introuvable")


async def test_a_class_counts_the_children_with_an_adult_who_is_in(office: Browser) -> None:
    mother, father = await school("marie.dupont", "jean.dupont", class_name="P10A")
    await query("UPDATE guardianship SET child = 1 WHERE guardian = ?", father)
    await query("DELETE FROM child WHERE id = 2")
    await child_of(mother, "Noé", "N1")
    await school("luc.grand", class_name="P2A")
    await query("UPDATE guardian SET activated_at = ? WHERE id IN (?, ?)", now(), mother, father)
    await directory.refresh_all()
    answer = await office.get("/office/classes")
    assert [row.get("value") for row in answer.all("progress")] == ["0", "1", "1"]
    assert names(answer) == ["P2A", "P3B", "P10A"]
    assert "2 élèves sur 3 ont au moins un parent avec un compte actif." in answer.said
    assert answer.all("a", href="/office/invitations/preview?class=P2A")
    assert not answer.all("a", href="/office/invitations/preview?class=P10A")  # nobody left to invite


async def test_an_adult_whose_access_ended_brings_no_child_in(secretary: Browser) -> None:
    (guardian,) = await school("marie.dupont")
    await child_of(guardian, "Noé", "N1")
    await query("UPDATE guardian SET activated_at = ?", now())
    await query("UPDATE guardianship SET ended_at = ? WHERE child = 1", now())
    await directory.refresh_all()
    answer = await secretary.get("/office/classes")
    assert [(row.get("value"), row.get("max")) for row in answer.all("progress")] == [("1", "2")]


async def test_a_class_of_any_name_is_a_link_that_works(secretary: Browser) -> None:
    await school("marie.dupont", class_name='<b>&"P 1/2')
    (link,) = [link for link in (await secretary.get("/office/classes")).all("a") if link.text == '<b>&"P 1/2']
    assert names(await secretary.get(link.get("href") or "")) == ["Dupont Marie"]
