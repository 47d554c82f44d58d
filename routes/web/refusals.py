"""Exceptions for refused requests; routes/gate/errors.py makes pages of them."""


class WrongHost(Exception):
    """Addressed by a name that is not the school's: 400 (catalogue 41)."""


class CrossSite(Exception):
    """A POST that did not come from one of our pages, or does not say: 403 (catalogue 36)."""


class BodyTooLarge(Exception):
    """More than the gate's limit: 413 (catalogue 44)."""


class AddressTooLong(Exception):
    """Path and query beyond the gate's limit: 414."""


class HeadersTooLarge(Exception):
    """Headers beyond the gate's limit: 431."""


class TooSlow(Exception):
    """A body that does not arrive: 408."""


class BadForm(Exception):
    """Not a form that one of our pages sends: 400 (catalogue 44)."""


class Superseded(Exception):
    """The browser disconnected, or the same session asked for newer work: 409."""


class NotSignedIn(Exception):
    """This page needs a session: `notice` is how the entrance says so (routes/entrance.py)."""

    def __init__(self, notice: str) -> None:
        super().__init__()
        self.notice = notice


class NotStaff(Exception):
    """This page is the office's, and nobody of the office is signed in here; `stage` is how far a sign-in has come."""

    def __init__(self, stage: str = "") -> None:
        super().__init__()
        self.stage = stage


class AdminOnly(Exception):
    """A secretary asked for what only an admin may do: 403."""


class NotConfirmed(Exception):
    """This page wants the password once more first (re-authentication); `onward` is where that leads, the page itself
    where it is empty."""

    def __init__(self, onward: str = "") -> None:
        super().__init__()
        self.onward = onward
