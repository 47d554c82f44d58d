"""The variables of the layout templates, the same for every page of the school, and the content security policy."""

import base64
import hashlib
from typing import Any

from models.core import school
from routes.web import colours
from routes.web.assets import Assets, stylesheet

STYLE = stylesheet("preau.css")  # inlined
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{hash}'; img-src 'self'; manifest-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Layout:
    """The gate makes one at the start, and a new one after each change of the school's settings.

    `context` is for the templates; `policy` is the content security policy, with the hash of the inline stylesheet;
    `fixed` keeps the compressed bytes of pages that are the same for everybody (`Page.fixed`).
    """

    def __init__(self, assets: Assets) -> None:
        self.settings = school.settings()
        sheet = STYLE + colours.style(self.settings.colour, self.settings.roof_colour)
        self.context: dict[str, Any] = {
            "school": self.settings,
            "style": sheet,
            "asset": assets.url,
            "bars": colours.bars(self.settings.colour),
            "faults": (),
            "refusal": "",
            "notice_text": "",
            "visit": None,
        }
        self.policy = CSP.format(hash=base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode())
        self.fixed: dict[tuple[str, str, str, str, str], bytes] = {}
