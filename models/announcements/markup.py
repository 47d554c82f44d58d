"""Makes HTML of what a colleague typed: paragraphs, lists, bold and links, a part of CommonMark. Runs in a confined
process (wording.py).

Everything else stays the text that it is: HTML, headings, pictures, code, lines to cut along. Line ends are kept, and
addresses of web pages and mailboxes become links where they stand alone. A link leads to http, https, mailto or tel.
No word is lost: markdown-it leaves out what is nested deeper than `NESTED`, so nothing is.
"""

import json
import re
from dataclasses import dataclass

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.token import Token

RULES = ("normalize", "block", "inline", "linkify", "text_join", "paragraph", "list", "text", "newline", "escape")
MARKS = ("link", "emphasis", "balance_pairs", "fragments_join")
NESTED = 20  # tokens around one; a list in a list has two more
INDENTED = 16  # columns at most before a line: nine lists
MARK = r"(?:[-*+]|\d{1,9}[.)])"  # of a point of a list
CUT = re.compile(r"([-*_+])(?:[ \t]*\1){2,}[ \t]*")  # a line to cut along
TWICE = re.compile(rf"{MARK}[ \t]+\d*(?=[-*+.)](?:[ \t]|$))")  # a line has one mark: the next is a day, or drawn
SCHEMES = ("http:", "https:", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One text: `html` to show it, `plain` for a mail without HTML and for the search."""

    html: str
    plain: str


def rendered(data: bytes) -> list[Rendered]:
    """Each text of the JSON list `data`."""
    markdown = _markdown()
    found = []
    for text in json.loads(data):
        tokens = markdown.parse("\n".join(_shallow(line) for line in text.splitlines()))
        _keep_numbers(tokens)
        html = markdown.renderer.render(tokens, markdown.options, {})
        found.append(Rendered(html, _plain(tokens)))
    return found


def _shallow(line: str) -> str:
    """The line, without marks of lists that are none, and not further in than lists go."""
    written = line.expandtabs(4).lstrip(" ")
    indent = " " * min(INDENTED, len(line.expandtabs(4)) - len(written))
    if CUT.fullmatch(written):
        return f"{indent}\\{written}"
    if found := TWICE.match(written):
        return f"{indent}{found[0]}\\{written[found.end() :]}"
    return indent + written


def _keep_numbers(tokens: list[Token]) -> None:
    """Numbers of a list stay as they were typed: German writes days so."""
    due: list[int] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            start = token.attrGet("start")
            due.append(1 if start is None else int(start))
        elif token.type == "ordered_list_close":
            due.pop()
        elif token.type == "list_item_open" and token.info:
            number = int(token.info)
            if number != due[-1]:
                token.attrSet("value", str(number))
            due[-1] = number + 1


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Whether a link may lead there; else its text stays as it was typed."""
        return url.strip().lower().startswith(SCHEMES)


def _markdown() -> MarkdownIt:
    markdown = _Markdown("zero", {"html": False, "linkify": True, "breaks": True, "maxNesting": NESTED})
    markdown.enable([*RULES, *MARKS])
    links = LinkifyIt(options={"fuzzy_link": True, "fuzzy_email": True, "fuzzy_ip": False})
    for other in ("ftp:", "//"):
        links.add(other, None)
    markdown.linkify = links
    for name in ("em_open", "em_close"):  # a star or underscore alone is one of a text, not of a language
        markdown.add_render_rule(name, lambda _self, tokens, at, _options, _env: tokens[at].markup)
    return markdown


def _plain(tokens: list[Token]) -> str:
    """The words, with a dash or number before each point of a list, and the address after a link that has words."""
    said, mark, lists = "", "", 0
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
            said = said.rstrip("\n") + "\n\n"
        elif token.type == "list_item_open":
            mark = f"{token.info}. " if token.info else "- "
        elif token.type == "list_item_close":
            mark = ""
        elif token.type == "inline":
            said += "  " * max(0, lists - 1) + mark + _words(token.children or [])
            mark = ""
        elif token.type == "paragraph_close":
            said += "\n" if token.hidden else "\n\n"
    return said.strip()


def _words(children: list[Token]) -> str:
    said = address = before = ""
    for child in children:
        if child.type == "link_open":
            address, before = str(child.attrGet("href") or ""), said
        elif child.type == "link_close":
            words = said[len(before) :]
            said += "" if address.endswith(words) else f" ({address})"
        elif child.type in ("softbreak", "hardbreak"):
            said += "\n"
        elif child.type in ("em_open", "em_close"):
            said += child.markup
        else:
            said += child.content
    return said
