"""The school's logo, redrawn from the uploaded file in a confined process (picture.py, drawing.py)."""

import json
from base64 import b64encode

from models.core.confined.sandbox import Exceeded, Sandbox, Work
from models.office.drawn import BadLogo, Drawn

LARGEST = 1_000_000  # bytes of an upload
WORK = Work("models.office.picture:drawn", memory=512 << 20, seconds=10)


async def remade(data: bytes) -> str:
    """The redrawn picture as `school_setting` stores it: JSON of media type and base 64. Raises `BadLogo`."""
    try:
        async with Sandbox(WORK) as sandbox:
            made: Drawn = await sandbox.ask(data, Drawn)
    except Exceeded:
        raise BadLogo("broken") from None
    if made.reason:
        raise BadLogo(made.reason)
    return json.dumps([made.kind, b64encode(made.body).decode()])
