"""French typography of a finished page, mail or letter: no line begins with `?`, `:` or `»`, and none ends with `«`.

Sentences themselves have ordinary spaces, since the command line and files need those. So has the subject of a mail:
a mail program shows it on one line, and where the school's name has no accent it stays plain ASCII, which filters and
old programs read as it is; a no-break space would make it an encoded word (RFC 2047).
"""

import re

from language import text

NO_BREAK = "\u00a0"
SHORT = 24  # characters: a text up to this length is a label on one line; outside checks search for it unchanged
# Either an element whose text stays as it is, or a text with one of these signs after a space.
TEXT = re.compile(r"<(textarea|title|style|blockquote|q)\b.*?</\1>|>([^<]*(?: [?!:;»]|« )[^<]*)", re.DOTALL)
# A line of plain text with a label and a value, as `labelled` makes it: readers and programs copy from it.
LABELLED = re.compile(rf"[^:]{{1,{SHORT}}} : .*|.* : \S+")
SPACE = re.compile(" (?=[?!:;»])|(?<=«) ")


def set_spaces(html: str) -> str:
    """The page with no-break spaces where French typography has them."""
    return TEXT.sub(_set, html)


def set_spaces_of_mail(words: str, *, html: bool) -> str:
    """A mail, or a part of one, with no-break spaces where it has French sentences: its own, or the school's."""
    if text.SOURCE not in (text.language(), text.schools_language()):
        return words
    return set_spaces(words) if html else "\n".join(_set_line(line) for line in words.split("\n"))


def _set_line(line: str) -> str:
    return line if len(line) <= SHORT or LABELLED.fullmatch(line) else SPACE.sub(NO_BREAK, line)


def _set(found: re.Match[str]) -> str:
    words = found[2]
    return f">{SPACE.sub(NO_BREAK, words)}" if words and len(words.strip()) > SHORT else found[0]
