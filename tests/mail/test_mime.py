"""The bytes of a mail parse to what the standard library would have made."""

from email import message_from_bytes
from email.headerregistry import Address
from email.policy import SMTP, default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail import mime

LINES = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120), max_size=8)


@settings(deadline=None, max_examples=200)
@given(LINES, LINES)
def test_a_written_mail_parses_to_the_same_parts(plain: list[str], html: list[str]) -> None:
    texts = ["".join(f"{line}\n" for line in lines) for lines in (plain, html)]
    raw = mime.message({"Subject": "Été"}, texts[0], texts[1])
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = message_from_bytes(raw, policy=default)
    for kind, text in zip(("plain", "html"), texts, strict=True):
        part = read.get_body((kind,))
        assert part is not None
        assert part.get_content().replace("\r\n", "\n") == text


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3


def test_a_picture_is_beside_the_html_that_shows_it() -> None:
    raw = mime.message({"Subject": "Été"}, "texte\n", "<p>texte</p>\n", PNG)
    read = message_from_bytes(raw, policy=default)
    assert not [part.defects for part in read.walk() if part.defects]
    assert [part.get_content_type() for part in read.walk()] == [
        *("multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png")
    ]
    *_, picture = read.walk()
    assert picture.get_content() == PNG
    assert picture["Content-ID"] == f"<{mime.PICTURE}>"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("From", Address("École du Tilleul, Bruxelles", "ecole", "tilleul.example")),
        ("From", Address('Ecole "Le Tilleul"', "ecole", "tilleul.example")),
        ("To", Address(addr_spec="marie@example.org")),
        ("To", Address(addr_spec=f"{'a' * 60}@{'b' * 60}.{'c' * 60}.example.org")),
        ("Subject", "Votre première connexion à l’école fondamentale autonome du Tilleul et de la Chênaie réunies"),
        ("Subject", "Your first connection"),
        ("Message-ID", f"<{'0123456789abcdef' * 2}@tilleul.example>"),
    ],
)
def test_a_header_reads_as_the_librarys_own(name: str, value: str | Address) -> None:
    for _ in range(2):  # the second one from the cache
        raw = mime.message({name: str(value)}, "a\n", "b\n")
        header = SMTP.header_factory(name, value)
        assert str(message_from_bytes(raw, policy=default)[name]) == str(header)


@pytest.mark.parametrize("value", ["a\r\nBcc: x@example.org", "a\nb", "a\rb", "é\r\nBcc: x"])
def test_a_header_of_two_lines_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        mime.message({"Subject": value}, "", "")


def test_no_header_with_a_familys_address_is_cached() -> None:
    mime._folded_once.cache_clear()
    mime.message({"To": str(Address("Zoé Canari", "canary", "example.org"))}, "", "")
    assert mime._folded_once.cache_info().currsize == 0


def test_the_address_of_a_list_is_one_line_however_long() -> None:
    address = f"<https://{'long.' * 40}example/announcement-mails/1-{'0f' * 16}>"
    made = mime.message({"List-Unsubscribe": address}, "Bonjour", "<p>Bonjour</p>")
    assert f"List-Unsubscribe: {address}\r\n".encode() in made
