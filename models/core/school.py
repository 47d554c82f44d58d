"""The settings and keys of this installation.

One process serves one school. `open_school` is called once at start; a test calls it per test. What an admin changes
on a page is applied by `change` (models/office/school_setting.py); the environment takes precedence.
"""

import hashlib
import hmac
from dataclasses import replace
from typing import Any

from language.text import language, language_for, schools_language, use_language, use_zone
from settings import Settings

_installed: Settings | None = None
_settings: Settings | None = None


def open_school(settings: Settings) -> None:
    """Make `settings` those of this process."""
    global _installed, _settings
    _installed = _settings = settings
    use_zone(settings.zone)
    use_language(settings.language)


def change(**values: Any) -> None:
    """Apply these settings in place of those of the last call. The object stays the same where nothing differs."""
    global _settings
    changed = replace(installed(), **values)
    if changed != _settings:
        _settings = changed


def use_key(secret: str) -> None:
    """Set the secret key, where there was none when the settings were read."""
    global _installed, _settings
    _installed, _settings = replace(installed(), secret_key=secret), replace(settings(), secret_key=secret)


def settings() -> Settings:
    """The settings of this process; `RuntimeError` before `open_school`."""
    if _settings is None:
        raise RuntimeError("open_school() was not called")
    return _settings


def installed() -> Settings:
    """The settings from the environment and the defaults, without those of `change`."""
    if _installed is None:
        raise RuntimeError("open_school() was not called")
    return _installed


def token_link(code: str, wanted: str) -> str:
    """The link of a mail or a letter. It names the account's language where that is not the school's."""
    named = _named(language_for(wanted))
    return f"{settings().base_url}/first-connection?token={code}{named and f'&{named}'}"


def page_link(path: str) -> str:
    """A mail's link to a page. It names the mail's language where that is not the school's."""
    named = _named(language())
    return f"{settings().base_url}{path}{named and f'?{named}'}"


def typed_link(page: str) -> str:
    """A letter's address of a page, short to type: `https://…/nl/reset` where the letter's language, here Dutch, is not
    the school's (routes/language.py)."""
    between = "" if language() == schools_language() else f"/{language()}"
    return f"{settings().base_url}{between}{page}"


def _named(language: str) -> str:
    return "" if language == schools_language() else f"lang={language}"


def keyed(purpose: str, message: bytes) -> bytes:
    """HMAC-SHA256 of `message` under a separate key for each `purpose`, derived from the secret key.

    The secret key is never in the database (catalogue 4, 23), so who has only the database cannot guess offline.
    Raises `RuntimeError` where there is no key yet (models/installation/key.py makes it).
    """
    if not (secret := settings().secret_key):
        raise RuntimeError("there is no secret key yet")
    key = hmac.digest(secret.encode(), purpose.encode(), hashlib.sha256)
    return hmac.digest(key, message, hashlib.sha256)


def keyed_digest(purpose: str, secret: str) -> str:
    """`keyed` of a text, in hexadecimal: what is stored of a code or a cookie in place of it."""
    return keyed(purpose, secret.encode()).hex()
