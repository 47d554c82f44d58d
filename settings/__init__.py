"""Préau's settings: one frozen object, read once from the environment and `.env`.

Every name, default and meaning stands in docs/operating.md. A wrong value raises `SettingsError` with one clear line
per mistake; an unknown `PREAU_` name is a warning, since it is nearly always a slip.
"""

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from settings.addresses import MailServer, MailStore, Network
from settings.files import SettingsError, read_dotenv, read_key
from settings.links import Link
from settings.values import LOGO_LIMIT, LOGO_TYPES, READERS, Picture, text, time_zone

__all__ = [
    "LOGO_LIMIT",
    "LOGO_TYPES",
    "Link",
    "MailServer",
    "MailStore",
    "Network",
    "Picture",
    "Settings",
    "SettingsError",
    "load",
]

WORTH_SETTING = ("base_url", "smtp_url", "mail_from", "school_name", "school_phone", "school_email")


@dataclass(frozen=True)
class Settings:
    """Checked settings. Durations carry their unit in the name."""

    base_url: str = "http://127.0.0.1:8000"
    database_url: str = field(default="sqlite:///preau.sqlite", repr=False)
    secret_key: str = field(default="", repr=False)
    secret_key_file: Path | None = None  # None when the key itself was given
    smtp: MailServer | None = None
    mail_from: str = "preau@localhost"
    school_name: str = "Préau"
    school_phone: str = ""
    school_email: str = ""
    school_address: str = ""
    school_hours: str = ""
    logo: Path | None = None
    picture: Picture | None = None  # the logo that an admin gave on a page
    links: tuple[Link, ...] = ()
    colour: str = ""  # `#rrggbb` of what can be pressed; empty: the stylesheet's own
    roof_colour: str = ""
    trusted_proxies: tuple[Network, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    metrics: tuple[str, int] | None = None  # where a Prometheus server may ask; None: nowhere
    bcrypt_cost: int = 12
    invitation_days: int = 14
    reset_hours: int = 24
    language: str = "fr"  # the school's own
    reminders: bool = False
    weekly_mail_day: int = 5  # of the weekly mail with announcements: 1 is Monday, 7 Sunday
    session_idle_minutes: int = 30
    session_hours: int = 12
    mail_child_name: bool = False  # the children's first names stand in invitations
    mail_per_minute: int = 0  # 0: as fast as the mail server takes them
    bounce_imap: MailStore | None = None
    bounce_address: str = ""
    office_second_factor: bool = True
    calendar: str = field(default="", repr=False)  # a file, or an address, which may hold a secret
    zone: str = "Europe/Brussels"  # TZ: of the times in mails and pages
    demo: bool = False
    given: frozenset[str] = frozenset()  # the fields that the environment or `.env` sets
    unset: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def sqlite_path(self) -> Path | None:
        """The embedded database's file, or None on PostgreSQL."""
        return _sqlite_path(self.database_url)


def _sqlite_path(database_url: str) -> Path | None:
    prefix = "sqlite:///"
    return Path(database_url.removeprefix(prefix)) if database_url.startswith(prefix) else None


def load(environ: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> Settings:
    """Read and check every setting. The environment wins over `.env`; an empty value counts as not set.

    The secret key is "" while its file is not there: models/installation/key.py makes it, or says that it is lost.
    Raises `SettingsError` with a line for each mistake.
    """
    raw = {**read_dotenv(dotenv), **(os.environ if environ is None else environ)}
    given = {name: value.strip() for name, value in raw.items() if name.startswith("PREAU_") and value.strip()}
    known = {f"PREAU_{name.upper()}": name for name in (*READERS, "secret_key_file")}
    values: dict[str, Any] = {}
    mistakes = []
    for name, value in given.items():
        try:
            if reader := READERS.get(known.get(name, "")):
                values[known[name]] = reader(text(value))
        except OSError as error:
            mistakes.append(f"{name} cannot be read: {error.strerror}")
        except ValueError as error:
            mistakes.append(f"{name} {error}")
    try:
        if zone := raw.get("TZ", "").strip():
            values["zone"] = time_zone(text(zone))
    except ValueError as error:
        mistakes.append(f"TZ {error}")
    if "PREAU_SECRET_KEY" in given and "PREAU_SECRET_KEY_FILE" in given:
        mistakes.append("PREAU_SECRET_KEY and PREAU_SECRET_KEY_FILE are both set: keep one")
    if not mistakes and "secret_key" not in values:
        database = _sqlite_path(values.get("database_url", Settings.database_url))
        path = Path(given.get("PREAU_SECRET_KEY_FILE") or (database or Path("preau.sqlite")).with_name("preau.key"))
        try:
            values |= {"secret_key_file": path, "secret_key": read_key(path) if path.exists() else ""}
        except OSError as error:
            mistakes.append(f"PREAU_SECRET_KEY_FILE ({path}) cannot be read: {error.strerror}")
        except ValueError as error:
            mistakes.append(f"PREAU_SECRET_KEY_FILE ({path}) {error}")
    if mistakes:
        raise SettingsError(mistakes)
    if "base_url" not in values:
        host = values.get("host", Settings.host)
        host = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104 compared, not bound
        values["base_url"] = f"http://{host}:{values.get('port', Settings.port)}"
    given_fields = frozenset(values)
    return Settings(
        smtp=values.pop("smtp_url", None),
        bounce_imap=values.pop("bounce_imap_url", None),
        **values,
        given=given_fields,
        unset=tuple(f"PREAU_{n.upper()}" for n in WORTH_SETTING if f"PREAU_{n.upper()}" not in given),
        warnings=tuple(_unknown(name, list(known)) for name in given if name not in known),
    )


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"{name} is not a setting of Préau and is ignored" + (f": did you mean {near[0]}?" if near else ".")
