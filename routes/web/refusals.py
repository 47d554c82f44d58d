"""Exceptions for refused requests; routes/gate/errors.py makes pages of them."""


class WrongHost(Exception):
    """The Host header is not the school's: 400 (catalogue 41)."""


class CrossSite(Exception):
    """A POST from a page of another site, or of unknown origin: 403 (catalogue 36)."""


class BodyTooLarge(Exception):
    """More than the gate's limit: 413 (catalogue 44)."""


class AddressTooLong(Exception):
    """Path and query beyond the gate's limit: 414."""


class HeadersTooLarge(Exception):
    """Headers beyond the gate's limit: 431."""


class TooSlow(Exception):
    """A body that does not arrive: 408."""


class Stopping(Exception):
    """The server was told to stop, and does not wait any longer for this request: 503."""


class BadForm(Exception):
    """A form that none of our pages sends: 400 (catalogue 44)."""


class Superseded(Exception):
    """The browser disconnected, or the same session asked for newer work: 409."""


class NotSignedIn(Exception):
    """This page needs a session. `notice` names the sentence shown at the entrance (routes/entrance.py)."""

    def __init__(self, notice: str) -> None:
        super().__init__()
        self.notice = notice


class NotStaff(Exception):
    """This page needs a staff session. `stage` is the step that an unfinished sign-in has reached."""

    def __init__(self, stage: str = "") -> None:
        super().__init__()
        self.stage = stage


class AdminOnly(Exception):
    """A secretary requested a page for admins: 403."""


class OfficeOnly(Exception):
    """A teacher requested a page for secretaries and admins: 403."""


class ClassNotGiven(Exception):
    """A teacher would change what goes to a class that is not given to them any more: 403."""


class NotConfirmed(Exception):
    """This page needs the password again first (re-authentication). `onward` is the page to open afterwards; empty for
    the page itself."""

    def __init__(self, onward: str = "") -> None:
        super().__init__()
        self.onward = onward
