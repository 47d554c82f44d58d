"""Whatever a stranger sends, the time it takes grows no faster than its size (catalogue 62), and the server goes on."""

import asyncio
import io
import json
import random
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from litestar import Request
from PIL import Image

from models.announcements import attaching
from models.announcements.file_kinds import LARGEST
from models.announcements.markup import rendered
from models.announcements.redrawing import redrawn
from models.announcements.wording import TEXT_MOST
from models.calendar.ical import read as read_calendar
from models.core.confined.sandbox import Work
from models.importing.reading import confined_reading
from models.office import logo
from models.office.picture import drawn
from models.outbox import bounce
from models.outbox.delivery_report import MOST as MOST_MAIL
from models.outbox.delivery_report import read as read_report
from routes.gate.gate import BODY_LIMIT
from routes.web.form import read_form
from routes.web.refusals import BadForm
from routes.web.upload import read_file
from settings import Settings
from tests.support.attached import picture
from tests.support.files import LONG, Row, as_csv, as_ods, as_workbook, as_xlsx, row
from tests.support.growth import assert_linear
from tests.support.hostile import Make, imported, of
from tests.support.site import serving


def filled(start: bytes, piece: bytes, end: bytes = b"") -> Make:
    """So many bytes, most of them one piece again and again."""
    return lambda size: start + piece * ((size - len(start) - len(end)) // len(piece)) + end


REPORT = b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n"
MAILS = {
    "a parameter of semicolons": filled(b'Content-Type: multipart/report; a="', b";"),
    "many parameters": filled(b"Content-Type: multipart/report", b"; a*1=b"),
    "a folded parameter": filled(b'Content-Type: multipart/report; a="', b"\r\n ;;;;;;;;"),
    "folded by bare CR": filled(b'Content-Type: multipart/report; a="', b"\r\t;;;;;;;;"),
    "of a part": filled(REPORT + b'content-TYPE: message/delivery-status; a="', b";"),
    "another header": filled(b'Content-Disposition: attachment; a="', b"\\;"),
    "bare CR": filled(REPORT, b"\r"),
    "short lines": filled(REPORT, b"x\n"),
    "no line": filled(REPORT, b"x"),
    "headers": filled(b"", b"a: b\r\n"),
    "one long header": filled(b"Subject: ", b"a\r\n "),
    "mails in mails": filled(b"", b"Content-Type: message/rfc822\r\n\r\n"),
    "parts in parts": filled(b"", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"),
    "parts": filled(REPORT, b"\r\n--x\r\n\r\n"),
    "recipients": filled(REPORT + b"Content-Type: message/delivery-status\r\n\r\n", b"Action: failed\r\n\r\n"),
    "returned headers": filled(REPORT + b"Content-Type: text/rfc822-headers\r\n\r\n", b"a:\xff\xfe\r\n"),
    "encoded": filled(
        REPORT + b"Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n\r\n", b"=?=?"
    ),
}


@of(MAILS)
def test_a_returned_mail(make: Make) -> None:
    assert_linear(make, read_report, MOST_MAIL)


def lost(seed: int) -> str:
    return "".join(random.Random(seed).choices("?ab", k=12))


def rows(one: Callable[[int], Row]) -> Make:
    return lambda count: as_csv([one(n) for n in range(count)])


FILES = {
    "one child, many adults": rows(lambda n: row(adult=f"N{n} A{n}", email=f"a{n}@example.org")),
    "children of one name": rows(lambda n: row(str(n), adult=f"N{n} A{n}", email=f"a{n}@example.org")),
    "children of one adult": rows(lambda n: row(str(n), child=f"N{n} A{n}")),
    "children and adults of one name": rows(lambda n: row(str(n), email=f"a{n}@example.org")),
    "adults without anything": rows(lambda n: row(str(n), child=f"N{n} A{n}", email="")),
    "one address": rows(lambda n: row(str(n), child=f"N{n} A{n}", adult=f"B{n} C{n}")),
    "one phone": rows(lambda n: row(str(n), child=f"N{n} A{n}", adult=f"B{n} C{n}", email="", phone="02 345 67 89")),
    "a chain of families": rows(lambda n: row(str(n // 2), f"N{n // 2} A", adult=f"B{(n + 1) // 2} C{(n + 1) // 2}")),
    "lost letters": rows(lambda n: row(str(n), child=f"{lost(n)} Léa", adult=f"{lost(-n)} Ann")),
    "numbers that are alike": rows(lambda n: row("0" * (n % 40) + str(n // 40))),
    "faults": rows(lambda n: row(str(n), adult=f"N{n} A{n}", email="=cmd")),
    "many columns": lambda n: as_csv([row()] * 9, [*LONG, *(f"nom responsable {i}" for i in range(n))]),
    "many columns and short rows": lambda n: (
        ";".join([*LONG, *(f"x{i}" for i in range(n // 8))]) + "\n" + "1;a;b;c;d;e\n" * n
    ).encode(),
    "quotes": lambda n: ",".join(LONG).encode() + b'\n"' + b'""\n,' * n,
    "delimiters": lambda n: ",".join(LONG).encode() + b"\n" + b"," * n * 50,
    "one cell": lambda n: as_csv([row(child="x" * n * 50)]),
    "one heading": lambda n: as_csv([row()], [*LONG, "nom 1 élève " * n]),
    "one name of many words": lambda n: as_csv([row(adult="x " * n * 20)]),
    "cells of lines": lambda n: as_workbook({"A": [LONG, *(["A B\nC D"] * 10 for _ in range(n))]}),
    "a cell of lines": lambda n: as_workbook({"A": [LONG, row(adult="A B\n" * n * 20), row(adult="A B\nC D")]}),
    "lists in many columns": lambda n: as_csv([*([["A B|C D"] * n] * 2), *(row(str(i)) for i in range(n))]),
    "rows below a pupil": lambda n: as_csv([row(), *(["", "", "", "", f"N{i}", "A", *[""] * 4] for i in range(n))]),
    "leavers": lambda n: as_workbook(
        {
            "A": [LONG, *(row(str(i), f"N{i} A") for i in range(n))],
            "Départs": [["Nom", "Prénom"], *([f"N{i}", "A"] for i in range(n))],
        }
    ),
    "addresses of others": rows(
        lambda n: row(str(n), adult=f"N{'x' * (n % 50)} Abcdef", email=f"n{'x' * n}abcdef@x.be")
    ),
    "sheets": lambda n: as_workbook({f"P{i}": [LONG, row(str(i))] for i in range(n // 10)}),
    "pupils of one name in other classes": lambda n: as_csv(
        [row(class_name=f"P{i}", adult=f"N{i} A{i}")[1:] for i in range(n * 4)], LONG[1:]
    ),
    "short rows below many headings": lambda n: (
        ";".join([*LONG, *(f"x{i}" for i in range(400))]) + "\n" + "1;a;b;c;d;e\n" * n
    ).encode(),
    "a workbook's rows": lambda n: as_xlsx([LONG, *(row(str(i)) for i in range(n))]),
    "a workbook's columns": lambda n: as_xlsx([[*LONG, *["x"] * n], row()]),
    "an ods": lambda n: as_ods([LONG, *(row(str(i)) for i in range(n))]),
}


@of(FILES)
def test_a_file_of_families(make: Make) -> None:
    assert_linear(make, imported, 2400)


def png(chunk: bytes) -> Make:
    """A picture among so many chunks."""
    out = io.BytesIO()
    Image.new("RGB", (60, 20)).save(out, "PNG")
    one = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return filled(out.getvalue()[:33], one, out.getvalue()[33:])


def jpeg(marker: bytes) -> Make:
    out = io.BytesIO()
    Image.new("RGB", (60, 20)).save(out, "JPEG")
    return filled(out.getvalue()[:2], marker, out.getvalue()[2:])


SVG = b'<svg xmlns="http://www.w3.org/2000/svg">'
LOGOS = {
    "png, texts": png(b"tEXta\0b"),
    "png, compressed texts": png(b"zTXta\0\0" + zlib.compress(b"x" * 1000)),
    "png, empty data": png(b"IDAT"),
    "jpeg, comments": jpeg(b"\xff\xfe\0\x04ab"),
    "jpeg, exif": jpeg(b"\xff\xe1\0\x0aExif\0\0ab"),
    "svg, depth": filled(SVG, b"<g>"),
    "svg, elements": filled(SVG, b"<g/>", b"</svg>"),
    "svg, text": filled(SVG + b"<text>", b"a\n", b"</text></svg>"),
    "svg, attributes": lambda size: SVG + b"<g " + b" ".join(b"a%x=''" % n for n in range(size // 10)) + b"/></svg>",
    "svg, namespaces": lambda size: (
        SVG + b"<g " + b" ".join(b"xmlns:a%x='u:%x'" % (n, n) for n in range(size // 24)) + b"/></svg>"
    ),
    "svg, paints": filled(SVG + b'<g fill="', b"url( ", b'"/></svg>'),
    "svg, styles": filled(SVG + b'<g style="', b"fill:x;", b'"/></svg>'),
    "svg, doctypes": filled(b"", b'<!DOCTYPE svg PUBLIC "'),
    "svg, declarations": filled(b"<?xml ", b"<?xml "),
}


@of(LOGOS)
def test_a_logo(make: Make) -> None:
    assert_linear(make, drawn, logo.LARGEST)


PICTURES = {name: make for name, make in LOGOS.items() if not name.startswith("svg")} | {
    "png, a profile": png(b"iCCPa\0\0" + zlib.compress(b"x" * 1000)),
    "png, exif": png(b"eXIfMM\0*\0\0\0\x08\xff\xff"),
    "png, frames": png(b"fcTL" + bytes(26)),
    "jpeg, profiles": jpeg(b"\xff\xe2\0\x14ICC_PROFILE\0\x01\x01ab"),
    "jpeg, pictures in pictures": jpeg(b"\xff\xe2\0\x10MPF\0MM\0*\0\0\0\x08\xff\xff"),
}


@of(PICTURES)
def test_a_picture_of_an_announcement(make: Make) -> None:
    assert_linear(make, redrawn, LARGEST)


TEXTS = {
    **{mark: filled(b"", mark.encode()) for mark in ("[", "**", "*a ", "_a", "- ", "\n", "a\n\n", "![](", "<", "\\")},
    **{mark: filled(b"", mark.encode()) for mark in ("[a](", "[a](<", "http://", "www.a.be ", "a@", "a@b.be ", "(((")},
    "nested lists": lambda size: b"".join(b"%s- a\n" % (b"  " * depth) for depth in range(int((size / 2) ** 0.5))),
    "an address and brackets": lambda size: b"(" * (size // 2) + b"http://a.be/" + b"(" * (size // 2),
}


@of(TEXTS)
def test_a_text_of_an_announcement(make: Make) -> None:
    assert_linear(make, lambda text: rendered(json.dumps([text.decode()]).encode()), TEXT_MOST)


ICAL = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
DAILY = b"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n"
CALENDARS = {
    "events": filled(ICAL, b"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261111\r\nEND:VEVENT\r\n", b"END:VCALENDAR\r\n"),
    "daily events": filled(ICAL, DAILY, b"END:VCALENDAR\r\n"),
    "events in events": filled(ICAL, b"BEGIN:VEVENT\r\n"),
    "ends": filled(ICAL, b"END:VEVENT\r\n"),
    "parameters": filled(ICAL + b"X", b";A=B", b":C\r\nEND:VCALENDAR\r\n"),
    "quotes": filled(ICAL + b'X;A="', b';"', b"\r\n"),
    "folded lines": filled(ICAL + b"X:", b"\r\n a", b"\r\nEND:VCALENDAR\r\n"),
    "backslashes": filled(ICAL + b"SUMMARY:", b"\\", b"\r\nEND:VCALENDAR\r\n"),
    "exceptions": filled(
        ICAL + DAILY[:-14] + b"EXDATE;VALUE=DATE:20200101", b",20200102", b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ),
    "no line": filled(b"", b"x"),
}


@of(CALENDARS)
def test_a_calendar(make: Make) -> None:
    assert_linear(make, lambda data: read_calendar(data, first="2026-11-01", last="2027-12-31"), 100_000)


def request(body: bytes, kind: bytes) -> Any:
    async def receive() -> Any:
        nonlocal body
        piece, body = body[:65536], body[65536:]
        return {"type": "http.request", "body": piece, "more_body": bool(body)}

    scope: Any = {"type": "http", "method": "POST", "headers": [(b"content-type", kind)]}
    return Request(scope, receive)


FORMS = {
    "fields": filled(b"", b"a=b&"),
    "no fields": filled(b"", b"&"),
    "one field": filled(b"a=", b"%e2%82%ac"),
    "plus": filled(b"a=", b"+"),
    "half a percent": filled(b"a=", b"%"),
}
START = b'--xxxxxxxx\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
UPLOADS = {
    "a file": filled(START, b"a", b"\r\n--xxxxxxxx--"),
    "nearly the end": filled(START, b"\r\n--xxxxxxx", b"\r\n--xxxxxxxx--"),
    "line ends": filled(START, b"\r\n"),
    "headers": filled(b"--xxxxxxxx\r\n", b"a: b\r\n"),
    "one header": filled(b"--xxxxxxxx\r\n" + START[12:60], b";"),
    "parts": filled(b"", START + b"\r\n"),
}


@of(FORMS)
def test_a_form(make: Make) -> None:
    def work(body: bytes) -> None:
        with suppress(BadForm):
            asked = request(body, b"application/x-www-form-urlencoded")
            asked._body = body  # as Litestar keeps it once it has come
            asyncio.run(read_form(asked))

    assert_linear(make, work, BODY_LIMIT)


@of(UPLOADS)
def test_the_frame_of_a_file(make: Make) -> None:
    def work(body: bytes) -> None:
        with suppress(BadForm):
            asyncio.run(read_file(request(body, b"multipart/form-data; boundary=xxxxxxxx")))

    assert_linear(make, work, 5_000_000)


async def test_the_server_goes_on_answering_beside_parsers_that_are_kept_busy(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    greedy = Work("tests.support.greedy:burn", memory=256 << 20, seconds=600)
    for room in (attaching, bounce, confined_reading, logo):
        monkeypatch.setattr(room, "WORK", greedy)
    works = (bounce.take(b"x"), confined_reading.read(b"x"), logo.remade(b"x"), attaching.prepared("x", picture()))
    busy = [asyncio.create_task(work) for work in works]
    async with serving(settings) as site:
        browser = site.browser()
        for _ in range(20):
            assert (await browser.get("/")).status == 200
    assert not any(one.done() for one in busy)
    for one in busy:
        one.cancel()
    await asyncio.gather(*busy, return_exceptions=True)
