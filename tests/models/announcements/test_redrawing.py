"""Pictures of announcements are redrawn: upright, small, without what is no picture."""

import io
import struct
import zlib

import pytest
from PIL import Image

from models.announcements import attaching
from models.announcements.attaching import BadFile, prepared
from models.announcements.redrawing import redrawn
from models.core.confined.sandbox import Work
from tests.support.attached import picture

PLACE = b"50 N 4 E"


def opened_again(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def with_exif(orientation: int) -> bytes:
    image = Image.new("RGB", (40, 20), "white")
    image.paste("red", (0, 0, 10, 10))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, PLACE.decode()
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95, comment=PLACE)
    return out.getvalue()


@pytest.mark.parametrize(
    ("orientation", "size", "corner"),
    [
        (1, (40, 20), (4, 4)),
        (3, (40, 20), (35, 15)),
        (6, (20, 40), (15, 4)),
        (8, (20, 40), (4, 35)),
        (99, (40, 20), (4, 4)),
    ],
)
def test_a_photograph_is_turned_upright(orientation: int, size: tuple[int, int], corner: tuple[int, int]) -> None:
    kind, made = redrawn(with_exif(orientation))
    image = opened_again(made)
    assert (kind, image.size) == ("jpeg", size)
    red, green, _blue = image.convert("RGB").getpixel(corner)  # type: ignore[misc]  # RGB: three
    assert (red > 200, green < 60) == (True, True)


def test_nothing_but_the_picture_is_kept() -> None:
    assert PLACE in with_exif(6)
    _, made = redrawn(with_exif(6))
    assert PLACE not in made
    assert opened_again(made).getexif() == {}
    text = struct.pack(">I", 10) + b"tEXta\0" + PLACE + struct.pack(">I", zlib.crc32(b"tEXta\0" + PLACE))
    drawing = picture("PNG", icc_profile=PLACE * 20)
    _, made = redrawn(drawing[:33] + text + drawing[33:] + PLACE)
    assert PLACE not in made
    assert "icc_profile" not in opened_again(made).info


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_picture_becomes_smaller(kind: str) -> None:
    _, made = redrawn(picture(kind, (6000, 3000)))
    assert opened_again(made).size == (2000, 1000)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_kind_are_taken(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    found, made = redrawn(picture(kind, mode=mode))
    assert (found, opened_again(made).size) == (kind.lower(), (60, 20))


def test_a_picture_of_sixteen_bits_stays_grey() -> None:
    out = io.BytesIO()
    Image.new("I;16", (4, 4), 0x8000).save(out, "PNG")
    _, made = redrawn(out.getvalue())
    assert opened_again(made).getpixel((1, 1)) == 0x80


def test_a_photograph_as_png_becomes_a_jpeg() -> None:
    noise = Image.effect_noise((1500, 1500), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    kind, made = redrawn(out.getvalue())
    assert (kind, made[:3]) == ("jpeg", b"\xff\xd8\xff")


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes with so many black pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer = zlib.compressobj(9)
    line = b"\0" * (1 + width // 8)
    rows = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8000, 8000), (20_000, 20_000)])
async def test_a_bomb_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(BadFile) as refused:
        await prepared("a.png", bomb(*size))
    assert refused.value.reason == "large"


async def test_a_picture_that_takes_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = Work("models.announcements.redrawing:redrawn", memory=768 << 20, seconds=0)
    monkeypatch.setattr(attaching, "WORK", greedy)
    with pytest.raises(BadFile) as refused:
        await prepared("a.png", bomb(7000, 8000))
    assert refused.value.reason == "large"


async def test_the_largest_picture_that_is_taken_fits_into_the_limits() -> None:
    made = await prepared("a.png", picture("PNG", (7700, 7700), "RGBA"))
    assert opened_again(made.data).size == (2000, 2000)
    noise = Image.effect_noise((7000, 8000), 20).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=2, progressive=True)
    assert len(out.getvalue()) < 5_000_000
    made = await prepared("a.jpg", out.getvalue())
    assert opened_again(made.data).size == (1750, 2000)
