"""The language of an answer.

To a parent, in this order: what the parent chose on the account; what was chosen in this browser (a cookie); the
language of the mail's link; the account's, from the school's file; that of the last link or account in this
browser; the browser's `Accept-Language`; the school's.

In the office: what the colleague chose on the account, else the school's. Before the sign-in: what was chosen in this
browser, the browser's, the school's. Of these the languages of the office count; without any it is French.

A choice on the office's sign-in page goes with the next sign-in in this browser: an account without a choice keeps it
from then on; one with a choice keeps its own. It goes with one sign-in alone, for several colleagues may share a
browser, and each has a language of one's own. For the same reason neither what was chosen on the parents' entrance nor
the browser's language is ever kept on a colleague's account.
"""

import asyncio
import contextvars
import re
from collections.abc import Callable

from litestar.datastructures import Cookie
from litestar.types import Scope

from language import templating, text
from models.access.session import Visit
from models.families import guardian
from models.staff.sessions import IN, StaffVisit
from routes.web import cookie
from routes.web.form import query_value
from routes.web.page import header

PARAMETER = "lang"  # of a link in a mail
TAG = re.compile(r"([a-z]{2,3})(?:-[a-z0-9-]*)?(?:;q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?", re.I)
THEIRS = ("layouts/base", "entrance/", "password/", "reset/", "children/", "account/", "errors/", "repeat/")
_prepared = {text.SOURCE}  # whose templates are compiled one at a time, as they are needed
_asked = contextvars.ContextVar("asked", default="")  # what this browser chose, or the link says


def of_request(scope: Scope) -> str:
    """The language before an account is known."""
    if scope["path"] == "/office" or scope["path"].startswith("/office/"):
        chosen = cookie.LANGUAGE.read(scope)
        if not text.office_speaks(chosen):
            chosen = accepted(header(scope, b"accept-language"), text.office_speaks)
        return text.office_language(chosen)
    asked = next(filter(spoken, (cookie.LANGUAGE.read(scope), query_value(scope, PARAMETER))), "")
    _asked.set(asked)
    return asked or _unasked(scope)


def _unasked(scope: Scope) -> str:
    last = cookie.LAST.read(scope)
    return last if spoken(last) else accepted(header(scope, b"accept-language")) or text.schools_language()


def reads_on(scope: Scope) -> list[Cookie]:
    """The cookie with which this browser goes on in the current language: after a mail's link, and after a sign-out."""
    chosen = spoken(cookie.LANGUAGE.read(scope))
    return [] if chosen or _unasked(scope) == text.language() else [cookie.LAST.keep(text.language())]


async def prepare() -> None:
    """Compile the parents' templates of the current language, at its first request and beside other requests."""
    language = text.language()
    if language not in _prepared:
        await asyncio.to_thread(templating.prepare, THEIRS)
        _prepared.add(language)


def spoken(language: str) -> bool:
    """Whether parents can read Préau in it."""
    return language in text.available()


def accepted(wanted: str, spoken: Callable[[str], bool] = spoken) -> str:
    """The first of a browser's languages that is `spoken` (RFC 9110, 12.5.4); empty where there is none."""
    found: list[tuple[float, int, str]] = []
    for part in wanted.split(",")[:20]:
        if (tag := TAG.fullmatch("".join(part.split()))) and spoken(tag[1].lower()) and float(tag[2] or 1) > 0:
            found.append((-float(tag[2] or 1), len(found), tag[1].lower()))
    return min(found)[2] if found else ""


def settle(visit: Visit | None) -> None:
    """The account is known: go on in its language.

    The file's language counts where it is another than the school's: most files do not say any, and then the browser's
    is the better guess.
    """
    if visit:
        from_file = visit.language if visit.language != text.schools_language() else ""
        text.speak(next(filter(spoken, (visit.chosen_language, _asked.get(), from_file)), ""))


def settle_office(visit: StaffVisit | None) -> None:
    """A colleague is known: go on in that person's language. Until the sign-in is complete, the browser's stays where
    the person has not chosen one."""
    if visit and (visit.language or visit.stage == IN):
        text.speak(text.office_language(visit.language))


def chosen_at_sign_in(scope: Scope) -> str:
    """What was chosen on the office's sign-in page since the last sign-in in this browser; empty where nothing was."""
    chosen = cookie.CHOSEN.read(scope)
    return chosen if text.office_speaks(chosen) else ""


async def keep(visit: Visit) -> None:
    """A sign-in: what was chosen before it, in this browser, is from now on the account's, if that has no choice."""
    if (asked := _asked.get()) and not visit.chosen_language and asked != visit.language:
        await guardian.choose_language(visit.guardian, asked)
    settle(visit)


def choose(language: str) -> None:
    """Go on in the language that was chosen just now."""
    _asked.set(language)
    text.speak(language)
