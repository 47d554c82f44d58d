"""What of Markdown an announcement may have, and that nothing else becomes HTML."""

import json

import hypothesis
import pytest
from hypothesis import strategies as st

from models.announcements.markup import Rendered, rendered


def made(text: str) -> Rendered:
    (one,) = rendered(json.dumps([text]).encode())
    return one


def test_paragraphs_line_ends_bold_and_lists_are_kept() -> None:
    one = made("Bonjour,\nvoici **le programme**.\n\n- un bonnet\n- un maillot\n\n1. à 9 h\n2. à 16 h\n\nMerci")
    assert one.html.replace("\n", "") == (
        "<p>Bonjour,<br>voici <strong>le programme</strong>.</p><ul><li>un bonnet</li><li>un maillot</li></ul>"
        "<ol><li>à 9 h</li><li>à 16 h</li></ol><p>Merci</p>"
    )
    assert one.plain == ("Bonjour,\nvoici le programme.\n\n- un bonnet\n- un maillot\n\n1. à 9 h\n2. à 16 h\n\nMerci")


@pytest.mark.parametrize(
    ("typed", "address", "words"),
    [
        ("voir https://ecole.example/menu?a=1&b=2", "https://ecole.example/menu?a=1&b=2", None),
        ("[le menu](https://ecole.example/menu)", "https://ecole.example/menu", "le menu"),
        ("www.ecole.be", "http://www.ecole.be", "www.ecole.be"),
        ("écrivez à ecole@tilleul.be", "mailto:ecole@tilleul.be", "ecole@tilleul.be"),
        ("[appelez](tel:+3223456789)", "tel:+3223456789", "appelez"),
    ],
)
def test_addresses_become_links(typed: str, address: str, words: str | None) -> None:
    escaped = address.replace("&", "&amp;")
    assert f'<a href="{escaped}">{words or escaped}</a>' in made(typed).html


def test_the_plain_text_has_the_address_behind_a_link_with_words() -> None:
    assert made("[le menu](https://ecole.example/menu) ici").plain == "le menu (https://ecole.example/menu) ici"
    assert made("https://ecole.example/menu").plain == "https://ecole.example/menu"


@pytest.mark.parametrize(
    "hostile",
    [
        *("[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](&#106;avascript:alert(1))", "[x](vbscript:x)"),
        *("[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](/office)", "[x](//evil.example)", "[x](file:///etc/passwd)"),
        *("<javascript:alert(1)>", "[x]( javascript:alert(1))", "[x](java\tscript:alert(1))", "javascript:alert(1)"),
    ],
)
def test_a_link_leads_nowhere_else(hostile: str) -> None:
    assert "<a" not in made(hostile).html


@pytest.mark.parametrize(
    "typed",
    [
        *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x -->", "# titre", "> citation", "`code`"),
        *(
            "    code",
            "```\ncode\n```",
            "a | b\n--|--\n1 | 2",
            "***",
            "2*3*4",
            "_souligné_",
            "<b>gras</b>",
            "&lt;x&gt;",
        ),
    ],
)
def test_everything_else_stays_text(typed: str) -> None:
    html = made(typed).html
    tags = {part.split(">")[0].strip("/ ") for part in html.split("<")[1:]}
    assert tags <= {"p", "br"}, html
    assert made(typed).plain.split() == typed.split()


@pytest.mark.parametrize(
    "cut", ["- " * 30, "- - - - - ✂ - - - - - Talon", "-----", "* * *", "+ " * 12, "1. " * 20 + "x"]
)
def test_a_line_to_cut_along_hides_nothing_of_what_follows(cut: str) -> None:
    one = made(f"Chers parents,\n\n{cut}\n\nRendez ce talon avant vendredi : 15 euros.")
    assert "Rendez ce talon avant vendredi" in one.html
    assert one.plain.split() == f"Chers parents, {cut} Rendez ce talon avant vendredi : 15 euros.".split()


def test_numbers_of_a_list_stay_as_they_were_typed() -> None:
    one = made("7. Dezember: Nikolaus\n11. Dezember: Elternabend\n12. Dezember: Fest")
    assert one.html.replace("\n", "") == (
        '<ol start="7"><li>Dezember: Nikolaus</li><li value="11">Dezember: Elternabend</li><li>Dezember: Fest</li></ol>'
    )
    assert one.plain == "7. Dezember: Nikolaus\n11. Dezember: Elternabend\n12. Dezember: Fest"


def test_a_day_after_the_mark_of_a_list_is_no_second_list() -> None:
    assert made("- 1. septembre\n- 3. septembre").html.count("<li>") == 2


def test_a_point_without_words_leaves_no_dash() -> None:
    assert made("Avant\n\n- \n\nAprès").plain == "Avant\n\nAprès"


@hypothesis.given(
    st.lists(
        st.tuples(
            st.integers(0, 90), st.lists(st.sampled_from(["-", "*", "+", "1.", "12)", "**", "[", "](", ")", "_"]))
        ),
        min_size=1,
        max_size=40,
    )
)
def test_no_word_is_lost_however_it_is_marked(lines: list[tuple[int, list[str]]]) -> None:
    typed = [" " * indent + " ".join([*marks, f"mot{place}x"]) for place, (indent, marks) in enumerate(lines)]
    one = made("\n".join(typed))
    for place in range(len(lines)):
        assert f"mot{place}x" in one.html
        assert f"mot{place}x" in one.plain
