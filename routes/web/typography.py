"""French typography of a finished page: no line begins with `?`, `:` or `»`, and none ends with `«`.

Done here and not in each sentence: mails as plain text, the command line and files keep ordinary spaces.
"""

import re

NO_BREAK = "\u00a0"
SHORT = 24  # characters: a label, which stands on one line; others may look for it letter by letter
# A field, a title, the stylesheet or what is quoted, left as it is; else a text with one of these signs after a space.
TEXT = re.compile(r"<(textarea|title|style|blockquote|q)\b.*?</\1>|>([^<]*(?: [?!:;»]|« )[^<]*)", re.DOTALL)
SPACE = re.compile(" (?=[?!:;»])|(?<=«) ")


def set_spaces(html: str) -> str:
    """The same page, with no-break spaces where French wants them."""
    return TEXT.sub(_set, html)


def _set(found: re.Match[str]) -> str:
    words = found[2]
    return f">{SPACE.sub(NO_BREAK, words)}" if words and len(words.strip()) > SHORT else found[0]
