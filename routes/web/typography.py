"""French typography of a finished page: no line begins with `?`, `:` or `»`, and none ends with `«`.

Sentences themselves have ordinary spaces, since mails as plain text, the command line and files need those.
"""

import re

NO_BREAK = "\u00a0"
SHORT = 24  # characters: a text up to this length is a label on one line; outside checks search for it unchanged
# Either an element whose text stays as it is, or a text with one of these signs after a space.
TEXT = re.compile(r"<(textarea|title|style|blockquote|q)\b.*?</\1>|>([^<]*(?: [?!:;»]|« )[^<]*)", re.DOTALL)
SPACE = re.compile(" (?=[?!:;»])|(?<=«) ")


def set_spaces(html: str) -> str:
    """The page with no-break spaces where French typography has them."""
    return TEXT.sub(_set, html)


def _set(found: re.Match[str]) -> str:
    words = found[2]
    return f">{SPACE.sub(NO_BREAK, words)}" if words and len(words.strip()) > SHORT else found[0]
