"""The logo made small enough for mails. In a confined process (mail_logo.py)."""

import io

from PIL import Image

MOST = 20_000  # bytes: hundreds of mails an evening, each read on a phone
BOX = (360, 120)  # pixels: three for each that is shown
PIXELS = 25_000_000
COLOURS = (256, 64, 16)  # fewer and fewer, until it is small enough


def drawn(data: bytes) -> bytes | None:
    """A PNG within `BOX`, in as many colours as `MOST` bytes allow. Raises what Pillow raises."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        if image.width * image.height > PIXELS:
            return None
        image.draft("RGB", BOX)  # a JPEG is decoded no larger than it need be
        shown = image.convert("RGBA")
    shown.thumbnail(BOX)
    for made in (shown, *(shown.quantize(number) for number in COLOURS)):
        out = io.BytesIO()
        made.save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= MOST:
            return out.getvalue()
    return None
