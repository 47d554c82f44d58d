"""Why a token is not valid. The page of a dead token says which case it is (catalogue 7)."""

from datetime import datetime, timedelta

from models.core.clock import now


class TokenRefused(Exception):
    """The token is not valid. `guardian` is whose it was, where that is known."""

    guardian: int | None = None


class TokenUnknown(TokenRefused):
    """No such token was ever made, or its row has been deleted since."""


class TokenExpired(TokenRefused):
    """The validity has passed; `expired_at` says when (catalogue 6)."""

    def __init__(self, expired_at: datetime) -> None:
        super().__init__()
        self.expired_at = expired_at


class TokenReplaced(TokenRefused):
    """A newer token was made for this parent, or the address changed (catalogue 7)."""


class TokenMerged(TokenRefused):
    """The token's account was merged into another one, with which its owner signs in (models/desk/merging.py)."""


class TokenSpent(TokenRefused):
    """A password was chosen with it, or with another token since (catalogue 5, 7)."""

    def __init__(self, spent_at: datetime | None) -> None:
        super().__init__()
        self.spent_at = spent_at

    def within(self, span: timedelta) -> bool:
        """Whether this token itself was spent, at most `span` ago."""
        return self.spent_at is not None and now() - self.spent_at <= span


def refusal(
    *, spent_at: datetime | None, chosen_elsewhere: bool = False, revoked: bool, expires_at: datetime
) -> TokenRefused | None:
    """Why a token of this state opens nothing, or None while it is live: the order is the same for parents and staff.

    `chosen_elsewhere`: a password was chosen with another token since; then `revoked` is True as well.
    """
    if spent_at is not None or chosen_elsewhere:
        return TokenSpent(spent_at)
    if revoked:
        return TokenReplaced()
    return TokenExpired(expires_at) if expires_at <= now() else None
