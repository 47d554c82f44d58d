"""The school's logo in its mails: a small PNG inside the mail (RFC 2392), so that nothing is loaded from a server.

It is drawn in a confined process when the logo changes, and kept in memory. An SVG logo is left out: few mail programs
show SVG.
"""

import asyncio
import logging
from pathlib import Path

from models.core import school
from models.core.confined.sandbox import Exceeded, Sandbox, Work
from settings import LOGO_TYPES, Picture

log = logging.getLogger("preau.mail")

WORK = Work("models.office.mail_picture:drawn", memory=512 << 20, seconds=5)

_source: Path | Picture | None = None
_made: bytes | None = None


async def picture() -> bytes | None:
    """The PNG; None where the school has no logo, or one that is not suitable for mails."""
    global _source, _made
    settings = school.settings()
    source = settings.logo or settings.picture  # the installation takes precedence, as on the pages
    if source is not _source:
        _made = await _drawn(source) if source else None
        _source = source
    return _made


async def _drawn(source: Path | Picture) -> bytes | None:
    try:
        if isinstance(source, Path):
            source = Picture(LOGO_TYPES[source.suffix.lower()], await asyncio.to_thread(source.read_bytes))
        if source.media_type == "image/svg+xml":
            return None
        async with Sandbox(WORK) as sandbox:
            made: bytes | None = await sandbox.ask(source.body, bytes | None)
    except (Exceeded, RuntimeError, OSError):
        made = None
    if made is None:
        log.warning("Mails carry no logo: it cannot be read, or not be made small enough")
    return made
