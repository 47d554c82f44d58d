"""What every model needs to know of this installation: its settings and its keys.

One process serves one school. `open_school` is called once at start; a test calls it per test.
"""

import hashlib
import hmac

from settings import Settings

_settings: Settings | None = None


def open_school(settings: Settings) -> None:
    """Make `settings` those of this process."""
    global _settings
    _settings = settings


def settings() -> Settings:
    """The settings of this process; `RuntimeError` before `open_school`."""
    if _settings is None:
        raise RuntimeError("open_school() was not called")
    return _settings


def keyed(purpose: str, message: bytes) -> bytes:
    """HMAC-SHA256 of `message` under a key of its own for each `purpose`, derived from the secret key.

    The secret key is never in the database (catalogue 4, 23), so nothing keyed can be tried offline
    by somebody who holds the database alone.
    """
    key = hmac.digest(settings().secret_key.encode(), purpose.encode(), hashlib.sha256)
    return hmac.digest(key, message, hashlib.sha256)
