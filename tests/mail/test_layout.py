"""What all mails have in common: the school first, whom to ask last, and colours that every mail program may change."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from routes.web.colours import contrast
from settings import Settings
from tests.support.checked import parse
from tests.support.families import parent
from tests.support.mails import KINDS, LETTING_IN, part, written

Rules = dict[str, dict[str, str]]
READABLE = 4.5  # WCAG 2.2, 1.4.3


def declarations(style: str) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in style.split(";") if pair)
    return {name: value.removesuffix("!important") for name, _, value in pairs}


def dark_rules(page: Element) -> Rules:
    (sheet,) = page.iter("style")
    scheme, _, rules = (sheet.text or "").strip().removesuffix("}").partition("{")
    assert scheme == "@media(prefers-color-scheme:dark)"
    return {selector: declarations(style) for selector, style in re.findall(r"(\S+)\{(.*?)\}", rules)}


def texts(element: Element, rules: Rules, ink: str = "", ground: str = "") -> Iterator[tuple[str, str, str]]:
    """Each text with its colour and the background behind it."""
    if isinstance(element.tag, str):  # a comment has none
        own = declarations(element.get("style", ""))
        assert element.get("bgcolor", own.get("background")) == own.get("background"), "old programs read one of them"
        for selector in (element.tag, *(f".{name}" for name in element.get("class", "").split())):
            own |= rules.get(selector, {})
        ink, ground = own.get("color", ink), own.get("background", ground)
        yield element.text or "", ink, ground
        for child in element:
            yield from texts(child, rules, ink, ground)
            yield child.tail or "", ink, ground


def inverted(colour: str) -> str:
    return f"#{0xFFFFFF - int(colour[1:], 16):06x}"


def words(text: str) -> str:
    return " ".join(text.replace(":", " ").split())


@pytest.mark.parametrize("kind", KINDS)
async def test_a_mail_begins_with_the_school_and_ends_with_whom_to_ask(opened: Settings, kind: str) -> None:
    plain = part(await written(kind, await parent("marie.dupont")), "plain")
    assert plain.startswith("École du Tilleul\nRue du Tilleul 1, 1000 Bruxelles\n02 345 67 89\n\nBonjour")
    assert "\n\nUn doute ?\nAppelez l’école : 02 345 67 89\n" in plain
    assert plain.endswith("\nL’école ne demande jamais votre mot de passe.\n")


@pytest.mark.parametrize("kind", KINDS)
async def test_the_school_is_the_one_heading_of_level_one(opened: Settings, kind: str) -> None:
    page = parse(part(await written(kind, await parent("marie.dupont")), "html"), fragment=False)
    first, *others = [heading for heading in page.iter() if heading.tag in ("h1", "h2", "h3")]
    assert (first.tag, first.text) == ("h1", "École du Tilleul")
    assert "h1" not in [heading.tag for heading in others]


@pytest.mark.parametrize("kind", KINDS)
async def test_text_and_html_say_the_same_in_the_same_order(opened: Settings, kind: str) -> None:
    message = await written(kind, await parent("marie.dupont"), await parent("jean.petit"))
    (body,) = parse(part(message, "html"), fragment=False).iter("body")
    said, place = words("".join(text for text, _, _ in texts(body, {}))), 0
    for line in part(message, "plain").splitlines():
        if "token=" not in line and "/announcement" not in line:  # in HTML it is behind the button
            wanted = words(re.sub(r"^\d\. ", "", line))
            place = said.index(wanted, place) + len(wanted)
    assert place == len(said)


@pytest.mark.parametrize("kind", sorted(LETTING_IN))
async def test_steps_come_before_the_button_and_the_address_in_words_after_it(opened: Settings, kind: str) -> None:
    html = part(await written(kind, await parent("marie.dupont")), "html")
    marks = ("Choisissez votre mot de passe et appuyez", "first-connection?token=", ">http://testserver.local/<")
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)


@pytest.mark.parametrize("scheme", ["light", "dark", "inverted"])
@pytest.mark.parametrize("kind", KINDS)
async def test_every_text_has_its_own_colour_and_background(opened: Settings, kind: str, scheme: str) -> None:
    """Some mail programs follow the dark scheme, some drop the stylesheet, some invert what they show."""
    page = parse(part(await written(kind, await parent("marie.dupont")), "html"), fragment=False)
    (body,) = page.iter("body")
    for text, ink, ground in texts(body, dark_rules(page) if scheme == "dark" else {}):
        if text.strip():
            assert ink, text
            assert ground, text
            pair = (inverted(ink), inverted(ground)) if scheme == "inverted" else (ink, ground)
            assert contrast(*pair) >= READABLE, (text, pair)
