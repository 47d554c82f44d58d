"""A person at w3m, which has no stylesheet and no script: keys go in by a terminal, pages come out as text."""

import contextlib
import fcntl
import os
import pty
import struct
import subprocess
import termios
import threading
from pathlib import Path

from tests.support.waiting import PATIENCE, wait_until

ASK, CLEAR, ENTER = "\x14", "\x15", "\r"
KEYMAP = "keymap C-t COMMAND\n"
COLUMNS, LINES = 78, 40


class W3m:
    """Opens, fills and presses; each step returns the page as text and leaves it in `folder`."""

    def __init__(self, path: str, folder: Path, home: Path, base: str) -> None:
        self.folder, self.home, self.base, self.number = folder, home, base, 0
        self.drawn = b""
        settings = home / ".w3m"
        settings.mkdir(parents=True)
        (settings / "keymap").write_text(KEYMAP)
        self.terminal, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [
                path,
                "-cookie",
                "-I",
                "UTF-8",
                "-O",
                "UTF-8",
                "-o",
                "use_proxy=0",
                "-o",
                "accept_language=fr",
                f"{base}/",
            ],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env={**os.environ, "HOME": str(home), "TERM": "xterm", "LC_ALL": "C.UTF-8"},
        )
        os.close(theirs)
        threading.Thread(target=self._draw, daemon=True).start()

    def _draw(self) -> None:
        """Take what it draws, so that it never waits for that."""
        with contextlib.suppress(OSError):  # it has ended
            while True:
                self.drawn = (self.drawn + os.read(self.terminal, 65536))[-2000:]

    def open(self, path: str) -> str:
        return self._do([f"GOTO {self.base}{path}"])

    def fill(self, label: str, value: str, part: str = "") -> None:
        """Type into the field that follows this label."""
        self._do([*self._to(label, part), "NEXT_LINK", "GOTO_LINK"], CLEAR + value + ENTER)

    def press(self, label: str, part: str = "") -> str:
        """Press a button, or follow a link; the label is a regular expression of w3m, which looks line by line."""
        return self._do([*self._to(label, part), "GOTO_LINK"])

    @staticmethod
    def _to(label: str, part: str) -> list[str]:
        return ["BEGIN", *(f'SEARCH "{words}"' for words in (part, label) if words)]

    def _do(self, commands: list[str], then: str = "") -> str:
        """Carry out commands of w3m, with what is typed where they ask; the page as it is then."""
        self.number += 1
        file, end = self.folder / f"{self.number:02}.txt", self.home / f"{self.number}"
        commands += [f'SAVE_SCREEN "{file}"', f'SAVE_SCREEN "{end}"']  # the second: the first is whole
        os.write(self.terminal, f"{ASK}{'; '.join(commands)}{ENTER}{then}".encode())
        wait_until(end.exists, lambda: f"w3m does {commands}; it drew {self.drawn!r}")
        return file.read_text()

    def __enter__(self) -> "W3m":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        os.close(self.terminal)
