"""What of Markdown an announcement may have, and that nothing else becomes HTML."""

import json

import pytest

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
