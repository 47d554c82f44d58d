"""Redraws a logo, so that only the picture is served (OWASP ASVS 5.2). Runs in a confined process (logo.py)."""

import io
import warnings

from PIL import Image, UnidentifiedImageError

from models.office.drawing import BadDrawing, redrawn
from models.office.drawn import BadLogo, Drawn
from settings import LOGO_LIMIT

PIXELS = 25_000_000  # of an image before it is made smaller; a good camera makes as many
BROKEN = (OSError, SyntaxError, ValueError, IndexError)  # what Pillow raises for a damaged image
BOX = (480, 160)  # pixels: 40 high on the page, sharp on dense screens


def drawn(data: bytes) -> Drawn:
    """PNG and JPEG are decoded and encoded again, without what is no picture (EXIF with a place, a script after the
    image). SVG is rebuilt from elements that only draw."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        made = Drawn("image/svg+xml", redrawn(data)) if start.startswith(b"<") else Drawn("image/png", _encoded(data))
    except BadDrawing:
        return Drawn(reason="drawing")
    except BadLogo as bad:
        return Drawn(reason=bad.reason)
    return made if len(made.body) <= LOGO_LIMIT else Drawn(reason="large")


def _encoded(data: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                if image.width * image.height > PIXELS:
                    raise BadLogo("large")
                image.draft("RGB", (BOX[0] * 2, BOX[1] * 2))  # decodes a JPEG at a reduced size
                picture = image.convert("RGBA")
    except UnidentifiedImageError:
        raise BadLogo("kind") from None
    except (*BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise error if isinstance(error, BadLogo) else BadLogo("broken") from None
    picture.thumbnail(BOX)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    if len(out.getvalue()) > LOGO_LIMIT:  # 256 colours are enough for a photograph of this size
        out = io.BytesIO()
        picture.quantize(256).save(out, "PNG", optimize=True)
    return out.getvalue()
