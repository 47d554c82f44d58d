"""What every model needs to know of this installation: its settings and its keys.

One process serves one school. `open_school` is called once at start; a test calls it per test. What an admin changes
on a page comes in by `change` (models/office/school_setting.py); the environment wins over it.
"""

import hashlib
import hmac
from dataclasses import replace
from typing import Any

from language.text import use_zone
from settings import Settings

_installed: Settings | None = None
_settings: Settings | None = None


def open_school(settings: Settings) -> None:
    """Make `settings` those of this process."""
    global _installed, _settings
    _installed = _settings = settings
    use_zone(settings.zone)


def change(**values: Any) -> None:
    """These settings as well, in place of what was changed before; another object only where something is another."""
    global _settings
    changed = replace(installed(), **values)
    if changed != _settings:
        _settings = changed


def use_key(secret: str) -> None:
    """The secret key, where there was none when the settings were read."""
    global _installed, _settings
    _installed, _settings = replace(installed(), secret_key=secret), replace(settings(), secret_key=secret)


def settings() -> Settings:
    """The settings of this process; `RuntimeError` before `open_school`."""
    if _settings is None:
        raise RuntimeError("open_school() was not called")
    return _settings


def installed() -> Settings:
    """What the environment and the defaults say alone."""
    if _installed is None:
        raise RuntimeError("open_school() was not called")
    return _installed


def keyed(purpose: str, message: bytes) -> bytes:
    """HMAC-SHA256 of `message` under a key of its own for each `purpose`, derived from the secret key.

    The secret key is never in the database (catalogue 4, 23), so nothing keyed can be tried offline
    by somebody who holds the database alone. `RuntimeError` where there is no key yet: models/installation/key.py
    makes it.
    """
    if not (secret := settings().secret_key):
        raise RuntimeError("there is no secret key yet")
    key = hmac.digest(secret.encode(), purpose.encode(), hashlib.sha256)
    return hmac.digest(key, message, hashlib.sha256)


def keyed_digest(purpose: str, secret: str) -> str:
    """`keyed` of a text, in hexadecimal: what is stored of a code or a cookie in place of it."""
    return keyed(purpose, secret.encode()).hex()
