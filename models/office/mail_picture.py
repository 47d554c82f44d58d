"""The logo made small enough for mails. In a confined process (mail_logo.py)."""

import io

from PIL import Image

MOST = 20_000  # bytes: each of hundreds of mails carries it, and phones load it
BOX = (360, 120)  # pixels: three times the size shown, for dense screens
PIXELS = 25_000_000
COLOURS = (256, 64, 16)  # tried in this order until the PNG is small enough


def drawn(data: bytes) -> bytes | None:
    """A PNG within `BOX`, in as many colours as `MOST` bytes allow. Raises what Pillow raises."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        if image.width * image.height > PIXELS:
            return None
        image.draft("RGB", BOX)  # decodes a JPEG at a reduced size
        shown = image.convert("RGBA")
    shown.thumbnail(BOX)
    for made in (shown, *(shown.quantize(number) for number in COLOURS)):
        out = io.BytesIO()
        made.save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= MOST:
            return out.getvalue()
    return None
