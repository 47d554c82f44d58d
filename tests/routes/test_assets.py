"""Static files: the same bytes in every encoding, compressed when they are first asked for."""

import asyncio
import gzip

import brotli
import pytest

from routes.web import assets
from tests.support.site import Site

DECOMPRESS = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


async def raw(site: Site, path: str, accepted: str) -> tuple[str, bytes]:
    """The encoding of an answer, and its body as it was sent."""
    async with site.browser().client.stream("GET", path, headers={"Accept-Encoding": accepted}) as answer:
        assert answer.status_code == 200
        body = b"".join([chunk async for chunk in answer.aiter_raw()])
        assert int(answer.headers["content-length"]) == len(body)
        return answer.headers.get("content-encoding", ""), body


@pytest.mark.parametrize(("accepted", "chosen"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", "")])
async def test_a_text_comes_in_the_encoding_that_is_accepted(site: Site, accepted: str, chosen: str) -> None:
    for name in ("htmx.min.js", "preau.js", "icon.svg"):
        for _ in range(2):
            encoding, body = await raw(site, site.app.assets.url(name), accepted)
            sent = DECOMPRESS[encoding](body)
            assert (encoding, sent.startswith((assets.FOLDER / name).read_bytes())) == (chosen, True)
            added = sent.removeprefix((assets.FOLDER / name).read_bytes())
            assert (b"historyCacheSize: 0" in added) == (name == "htmx.min.js")


@pytest.mark.parametrize("name", ["office.css", "letters.css"])
async def test_a_stylesheet_is_sent_without_its_comments_and_line_ends(site: Site, name: str) -> None:
    _, body = await raw(site, site.app.assets.url(name), "identity")
    assert not any(mark in body for mark in (b"\n", b"/*"))
    rules = [line for line in (assets.FOLDER / name).read_text().splitlines() if "/*" not in line]
    assert len(rules) > 40
    assert all(rule.encode() in body for rule in rules)


async def test_a_picture_is_sent_as_it_is(site: Site) -> None:
    answer = await raw(site, site.app.assets.url("icon-192.png"), "gzip, br")
    assert answer == ("", (assets.FOLDER / "icon-192.png").read_bytes())


async def test_a_file_is_compressed_once_for_all_who_ask_at_the_same_time(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []
    compress = assets.COMPRESS["br"]

    def counted(body: bytes) -> bytes:
        made.append(body)
        return compress(body)

    monkeypatch.setitem(assets.COMPRESS, "br", counted)
    path = site.app.assets.url("preau.js")
    answers = await asyncio.gather(*(raw(site, path, "br") for _ in range(20)))
    assert len(made) == 1
    assert len(set(answers)) == 1


async def test_the_start_compresses_nothing(site: Site) -> None:
    assert [list(asset.bodies) for asset in site.app.assets.by_path.values()] == [[""]] * len(site.app.assets.by_path)
