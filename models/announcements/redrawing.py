"""Redraws a picture, so that only what is seen is served: upright, without metadata, of a size for telephones.

Runs in a confined process (attaching.py).
"""

import io
import warnings

from PIL import Image
from PIL.Image import Transpose

from models.announcements.file_kinds import JPEG, LARGEST, PNG

PIXELS = 60_000_000  # of a picture before it is made smaller; most telephones take 12 or 50 million
SIDE = 2000  # pixels, the longer one
SEGMENTS = 1000  # of one kind in a JPEG: Pillow joins those of EXIF in quadratic time. A telephone writes a few
HEAVY = 1_000_000  # bytes of a PNG that is perhaps a photograph
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    IndexError,
    TypeError,
    OverflowError,
)  # what Pillow raises for a damaged one
JPEG_BEGINS = b"\xff\xd8"
MARKERS = tuple(bytes((0xFF, 0xE0 + number)) for number in range(16))  # APP0 to APP15; no picture's own bytes have them
ORIENTATION = 0x0112  # of EXIF
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


def redrawn(data: bytes) -> tuple[str, bytes]:
    """The kind and the bytes of the new picture; or `large` or `broken`, and no bytes."""
    if data.startswith(JPEG_BEGINS) and any(data.count(marker) > SEGMENTS for marker in MARKERS):
        return "broken", b""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `PIXELS` is the limit
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                if image.width * image.height > PIXELS:
                    return "large", b""
                return _encoded(_small(image), PNG if image.format == "PNG" else JPEG)
    except Image.DecompressionBombError:
        return "large", b""
    except BROKEN:
        return "broken", b""


def _small(image: Image.Image) -> Image.Image:
    image.draft("RGB", (SIDE, SIDE))  # decodes a JPEG at a reduced size
    turn = TURNS.get(_orientation(image))
    image.load()
    if image.mode.startswith("I"):  # 16 bits of grey: converting alone makes it white
        image = image.convert("I").point(lambda value: value / 256)
    mode = "RGBA" if image.has_transparency_data else "L" if image.mode in "1LI" else "RGB"
    small = image if image.mode == mode else image.convert(mode)
    small.thumbnail((SIDE, SIDE))
    small.info = {}  # Pillow would write what it finds here: comments, a profile, a text
    return small.transpose(turn) if turn is not None else small


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except BROKEN:
        return 1


def _encoded(picture: Image.Image, kind: str) -> tuple[str, bytes]:
    """A heavy PNG without transparency becomes a JPEG where that is lighter."""
    made = _as(picture, kind)
    if kind == PNG and len(made) > HEAVY and picture.mode != "RGBA":
        lighter = _as(picture, JPEG)
        kind, made = min((kind, made), (JPEG, lighter), key=lambda one: len(one[1]))
    return (kind, made) if len(made) <= LARGEST else ("large", b"")


def _as(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == JPEG:
        picture.save(out, "JPEG", quality=82, progressive=True)
    else:
        picture.save(out, "PNG")
    return out.getvalue()
