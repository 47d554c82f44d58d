"""One line of `preau check`."""

from dataclasses import dataclass

OK, WORTH, LOOK, MEND = "ok", "worth setting", "worth a look", "to mend"
PATIENCE = 10  # seconds to wait for another server


@dataclass(frozen=True, slots=True)
class Finding:
    """`state` is `ok`, `worth setting`, `worth a look` or `to mend`; `words` say what, and how to mend it."""

    state: str
    words: str
