"""What every page of this school shows, and the content security policy that fits it."""

import base64
import hashlib
from typing import Any

from models.core import school
from routes.web import colours
from routes.web.assets import FOLDER, Assets

STYLE = (FOLDER / "preau.css").read_text().strip()
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{hash}'; img-src 'self'; manifest-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Furniture:
    """Built by the gate at the start, and again when an admin has changed the school's settings."""

    def __init__(self, assets: Assets) -> None:
        self.settings = school.settings()
        sheet = STYLE + colours.style(self.settings.colour, self.settings.roof_colour)
        self.context: dict[str, Any] = {
            "school": self.settings,
            "style": sheet,
            "asset": assets.url,
            "bars": colours.bars(self.settings.colour),
            "faults": (),
            "notice_text": "",
            "visit": None,
        }
        self.policy = CSP.format(hash=base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode())
        self.fixed: dict[tuple[str, str, str, str, str], bytes] = {}
