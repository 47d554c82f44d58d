"""A person at Chromium 49: QtWebEngine 5.7 in a process of its own, `qt_window.py`, under Xvfb."""

import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.browser.enlarged import LINES
from tests.support.engines.window import FAULTS, FIND, LATER, PHONE
from tests.support.waiting import PATIENCE, wait_until

PACKAGES = Path(__file__).parents[3] / ".venv" / "old"
SCREEN = ("Xvfb", "-displayfd", "1", "-screen", "0", "1366x4000x24", "-nolisten", "tcp")
WINDOW = Path(__file__).with_name("qt_window.py")
PHONES, DESK, HEIGHT = (320, 360), (320, 1366), 640
# htmx is written for later engines, and stops at its first line: the pages are plain ones here.
OUR_FAULTS = "faults.filter(e => !/SyntaxError.*htmx/.test(e))"
NEW = "document.readyState === 'complete' && all('h1').length > 0 && !all('h1')[0].dataset.seen"


class Chromium49:
    """One window. `shows` measures each page and takes its picture, at each of the `widths`."""

    widths = PHONES

    def __init__(self, base: str, pictures: Path) -> None:
        self.base, self.pictures, self.number = base, pictures, 0
        self.log = tempfile.TemporaryFile("w+")  # noqa: SIM115  # closed at the end
        self.screen = subprocess.Popen(SCREEN, stdout=subprocess.PIPE, stderr=self.log, text=True)
        assert self.screen.stdout
        display = f":{self.screen.stdout.readline().strip()}"
        self.process = subprocess.Popen(
            [sys.executable, "-I", WINDOW, PACKAGES],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        )

    def __enter__(self) -> "Chromium49":
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self.process, self.screen):
            process.kill()
            process.wait(PATIENCE)
        self.log.close()

    def _ask(self, do: str, **order: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        with contextlib.suppress(BrokenPipeError):
            print(json.dumps({"do": do, **order}), file=self.process.stdin, flush=True)
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        answer = ready and self.process.stdout.readline()
        assert answer, f"Chromium 49 does not answer: {self.said()}"
        return json.loads(answer)

    def said(self) -> str:
        self.log.seek(0)
        return self.log.read()

    def starts(self) -> bool:
        """Whether it has a page; an `AssertionError` or `OSError` says why not."""
        return bool(self.evaluate("1") == 1)

    def evaluate(self, value: str, *before: str) -> Any:
        """What this expression is in the page, after these statements."""
        return self._ask("evaluate", script=f"(() => {{{FIND}{''.join(before)} return {value}}})()", own=False)

    def unfold(self, part: str) -> None:
        """Open a part that only shows its heading."""
        self.evaluate("null", f"part({json.dumps(part)}).querySelector('summary').click();")

    def open(self, path: str) -> None:
        self._step(lambda: self._ask("open", url=self.base + path))

    def fill(self, label: str, value: str, part: str = "") -> None:
        self.evaluate("null", f"field({json.dumps(label)}, {json.dumps(part)}).value = {json.dumps(value)};")

    def value(self, label: str, part: str = "") -> str:
        return str(self.evaluate(f"field({json.dumps(label)}, {json.dumps(part)}).value"))

    def press(self, label: str, part: str = "") -> None:
        """Press a button or follow a link; its label may go on after these words."""
        self._step(lambda: self.evaluate("null", f"pressed({json.dumps(label)}, {json.dumps(part)}).click();"))

    def _step(self, act: Callable[[], object]) -> None:
        self.evaluate("null", "all('h1').forEach(e => { e.dataset.seen = 'yes'; });")
        act()
        wait_until(lambda: self.evaluate(NEW), lambda: f"a new page; {self._headings()} stays")

    def shows(self, heading: str, *sentences: str) -> None:
        """One page under this heading, with these sentences, well laid out, and without a script's error."""
        self.number += 1
        assert self._headings() == [heading]
        said = str(self.evaluate(r"document.body.innerText.replace(/\s+/g, ' ')"))
        for sentence in sentences:
            assert sentence in said, f"{sentence!r} is not on the page: {said}"
        assert self._ask("evaluate", script=OUR_FAULTS, own=True) == []
        self.evaluate("null", PHONE)
        found = [f"{width} px: {fault}" for width in self.widths for fault in self._measured(width)]
        assert not found, "\n".join(found)

    def _headings(self) -> list[str]:
        return list(self.evaluate("all('h1').map(words)"))

    def _measured(self, width: int) -> list[str]:
        """What is wrong in a window of this width; its picture has the whole page."""
        self._resize(width, HEIGHT)
        found = self.faults()
        self._resize(width, int(self.evaluate("document.documentElement.scrollHeight")))
        time.sleep(0.2)  # until it is drawn
        self._ask("picture", path=str(self.pictures / f"{self.number:02}-{width}.png"))
        return found

    def _resize(self, width: int, height: int) -> None:
        self._ask("resize", width=width, height=height)
        size = "innerWidth === {} && innerHeight === {}"
        wait_until(lambda: self.evaluate(size.format(width, height)), f"a window of {width}×{height} px")

    def faults(self) -> list[str]:
        """What the measures of `window.py` find in the window as it is."""
        return list(self.evaluate(FAULTS, LATER, LINES))
