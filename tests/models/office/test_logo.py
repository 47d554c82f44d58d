"""The logo: uploads are redrawn, so that only a picture is served."""

import io
import json
import struct
import zlib
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st
from PIL import Image

from models.core.confined.sandbox import Work
from models.office import logo
from models.office.drawn import BadLogo
from models.office.picture import BOX, drawn
from settings import LOGO_LIMIT

HEAD = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'


def image(kind: str, size: tuple[int, int] = (900, 600), **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def made(data: bytes) -> tuple[str, bytes]:
    result = drawn(data)
    assert not result.reason
    return result.kind, result.body


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_photograph_becomes_a_small_png(kind: str) -> None:
    media_type, body = made(image(kind))
    assert media_type == "image/png"
    assert len(body) <= LOGO_LIMIT
    with Image.open(io.BytesIO(body)) as result:
        assert (result.format, result.width, result.height) == ("PNG", 240, BOX[1])


def test_metadata_and_appended_bytes_are_removed_from_a_picture() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at the head's home"
    data = image("JPEG", (200, 100), exif=exif) + b"<script>alert(1)</script>"
    assert b"head's home" in data
    _, body = made(data)
    assert b"home" not in body
    assert b"script" not in body


def test_a_transparent_logo_stays_transparent() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(made(out.getvalue())[1])) as result:
        assert result.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]  # RGBA: four


def bomb(side: int) -> bytes:
    """A PNG of so many black pixels a side, a few kilobytes long."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (side * (side // 8 + 1)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (image("GIF", (10, 10)), "kind"),
        (b"%PDF-1.7", "kind"),
        (b"", "kind"),
        (image("PNG", (300, 300))[:900], "broken"),
        (image("PNG", (9, 9))[:-12] + b"\0\0\0\0iCCP" + struct.pack(">I", zlib.crc32(b"iCCP")), "broken"),
        (bomb(6000), "large"),
        (bomb(20_000), "broken"),
        (b"<html><script>alert(1)</script></html>", "drawing"),
        (b"<svg viewBox='0 0 1 1'/>", "drawing"),  # in no namespace: no browser draws it
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD + b"<text>&b;</text></svg>", "drawing"),
        (HEAD + b"<g>" * 60 + b"</g>" * 60 + b"</svg>", "drawing"),
        (HEAD + b"<path/>" * 6000 + b"</svg>", "drawing"),
        (HEAD + b'<g id="a"/>' + b'<use href="#a"/>' * 13 + b"</svg>", "drawing"),
        (HEAD + b"<title>" + b"a" * LOGO_LIMIT + b"</title></svg>", "large"),
        (b"<svg \xff\xfe", "drawing"),
    ],
)
def test_other_files_are_refused_with_a_reason(data: bytes, reason: str) -> None:
    assert drawn(data).reason == reason


async def test_a_logo_is_drawn_in_a_confined_process_and_stored_as_a_setting() -> None:
    media_type, body = json.loads(await logo.remade(image("JPEG", (200, 100))))
    assert media_type == "image/png"
    with Image.open(io.BytesIO(b64decode(body))) as result:
        assert result.size == (200, 100)
    for data, reason in ((b"%PDF-1.7", "kind"), (HEAD + b"<g>" * 60, "drawing")):
        with pytest.raises(BadLogo) as refused:
            await logo.remade(data)
        assert refused.value.reason == reason


async def test_a_logo_that_exceeds_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logo, "WORK", Work("tests.support.greedy:read", memory=256 << 20, seconds=1))
    with pytest.raises(BadLogo) as refused:
        await logo.remade(b"burn")
    assert refused.value.reason == "broken"


def test_a_drawing_keeps_elements_that_draw() -> None:
    drawing = (
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
        + HEAD
        + b'<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
        b'<path style="fill:url(#g);stroke:#000" d="M0 0h9"/><use xlink:href="#g"/></svg>'
    )
    kind, body = made(drawing)
    assert kind == "image/svg+xml"
    for part in (b'viewBox="0 0 10 10"', b'd="M0 0h9"', b"fill:url(#g)", b'href="#g"', b"linearGradient"):
        assert part in body
    assert made(body) == (kind, body)


@pytest.mark.parametrize(
    "part",
    [
        b"<script>alert(1)</script>",
        b'<g onload="alert(1)"/>',
        b'<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        b'<image href="https://elsewhere.example/pixel.png"/>',
        b'<use xlink:href="https://elsewhere.example/x.svg#a"/>',
        b'<path fill="url(https://elsewhere.example/x)"/>',
        b'<path style="fill:ur\\6c(//elsewhere.example)"/>',
        b"<style>@import 'https://elsewhere.example/x.css'</style>",
        b'<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject>',
        b'<animate attributeName="href" values="javascript:alert(1)"/>',
        b'<set attributeName="onload" to="alert(1)"/>',
        b'<path filter="url(https://elsewhere.example/f)"/>',
    ],
)
def test_a_drawing_loses_scripts_and_external_references(part: bytes) -> None:
    _, body = made(HEAD + part + b'<circle r="3"/></svg>')
    assert b"circle" in body
    for mark in (b"alert", b"elsewhere", b"script", b"onload", b"import"):
        assert mark not in body


@given(st.binary(max_size=300))
@trying(max_examples=200, deadline=None)
def test_random_bytes_are_drawn_or_refused(data: bytes) -> None:
    for whole in (data, HEAD + data + b"</svg>", b"\x89PNG\r\n\x1a\n" + data, b"\xff\xd8\xff" + data):
        drawn(whole)
