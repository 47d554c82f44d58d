"""The two files settings come from: `.env`, and the secret key's own."""

import contextlib
import os
import re
import secrets
from pathlib import Path

from settings.values import SECRET_MINIMUM

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
QUOTED = re.compile(r"""(["'])(.*)\1(?:\s*|\s+#.*)""")
COMMENT = re.compile(r"(?:^|\s+)#.*")


class SettingsError(Exception):
    """One or more settings are wrong; `lines` says which and how to mend each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def read_dotenv(path: Path) -> dict[str, str]:
    """`NAME=value` lines of a `.env` file.

    `#` begins a comment, at the start of a line or after a space; a value between quotes is taken as it stands.
    Raises `SettingsError` with each bad line's number, never its text: it may be a password.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError([f"{path} cannot be read: {error.strerror}"]) from None
    except UnicodeDecodeError:
        raise SettingsError([f"{path} is not UTF-8 text: save it as UTF-8"]) from None
    values: dict[str, str] = {}
    mistakes = []
    for number, line in enumerate(lines, 1):
        plain = line.strip().removeprefix("export ").strip()
        if not plain or plain.startswith("#"):
            continue
        name, equals, value = (part.strip() for part in plain.partition("="))
        if not equals or not NAME.fullmatch(name):
            mistakes.append(f"{path}, line {number}, is not NAME=value")
        elif name in values:
            mistakes.append(f"{path}, line {number}, sets {name} a second time: keep one")
        elif quoted := QUOTED.fullmatch(value):
            values[name] = quoted[2]
        elif value[:1] in ("'", '"'):
            mistakes.append(f"{path}, line {number}: {name} opens a quote and does not close it")
        else:
            values[name] = COMMENT.sub("", value)
    if mistakes:
        raise SettingsError(mistakes)
    return values


def read_key(path: Path) -> str:
    """The secret key in `path`. Raises `ValueError`, `OSError`; the key is never part of the message."""
    try:
        key = path.read_text("ascii").strip()
    except UnicodeDecodeError:
        key = ""
    if len(key) < SECRET_MINIMUM or any(c.isspace() for c in key):
        raise ValueError(
            "does not hold a key (one line of 32 or more plain characters): put back the copy that was kept apart;"
            " in a new school without families, delete the file and Préau makes one"
        )
    return key


def make_key(path: Path) -> None:
    """Write a new key with mode 600; of several processes at once the first one's stays. Raises `OSError`.

    models/installation/key.py knows when a key may be made: any but the database's own makes every password useless.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())  # passwords are hashed with it at once: a power cut must not lose it
    try:
        with contextlib.suppress(FileExistsError):  # another process was first: its key is the one
            os.link(draft, path)
    finally:
        draft.unlink()
