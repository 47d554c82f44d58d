"""The parents' page that somebody was on, or asked for, when the session ended: the way back to it (catalogue 40)."""

import re

from litestar.types import HTTPScope

from routes.web.page import page_before

PAGES = re.compile(r"/(?:account|password|children(?:/[0-9]{1,18})?)")  # the parents' own, and no other place


def local(path: str) -> str:
    """This path if it is one of the parents' own pages; empty for anything else."""
    return path if PAGES.fullmatch(path) else ""


def wanted(scope: HTTPScope) -> str:
    """The page that this request asked for, or that its form was sent from."""
    return local(scope["path"] if scope["method"] in ("GET", "HEAD") else page_before(scope))
