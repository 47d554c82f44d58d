"""Files of announcements for tests."""

import io
import secrets
from typing import Any

from PIL import Image

from models.announcements import attaching, file, reading
from models.announcements.file import Attached
from tests.support.announced import SOPHIE

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def pdf(size: int) -> bytes:
    """A PDF of so many bytes, no two pieces of which are the same."""
    return (PDF + b"".join(b"%% %08d\n" % n for n in range(size // 11 + 1)))[:size]


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 20), mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


async def attached(announcement: int, name: str = "Programme.pdf", data: bytes = PDF, key: str = "") -> Attached:
    """A file of this announcement."""
    await attaching.attach(await reading.find(announcement), name, data, SOPHIE, key or secrets.token_urlsafe(12))
    return (await file.of(announcement))[-1]


async def content(of: Attached) -> bytes:
    return b"".join([piece async for piece in file.pieces(of)])
