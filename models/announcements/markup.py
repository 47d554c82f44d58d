"""Makes HTML of what a colleague typed: paragraphs, lists, bold and links, a part of CommonMark. Runs in a confined
process (wording.py).

Everything else stays the text that it is: HTML, headings, pictures, code. Line ends are kept, and addresses of web
pages and mailboxes become links where they stand alone. A link leads to http, https, mailto or tel.
"""

import json
from dataclasses import dataclass

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.token import Token

RULES = ("normalize", "block", "inline", "linkify", "text_join", "paragraph", "list", "text", "newline", "escape")
MARKS = ("link", "emphasis", "balance_pairs", "fragments_join")
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
        tokens = markdown.parse(text)
        html = markdown.renderer.render(tokens, markdown.options, {})
        found.append(Rendered(html, _plain(tokens)))
    return found


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Whether a link may lead there; else its text stays as it was typed."""
        return url.strip().lower().startswith(SCHEMES)


def _markdown() -> MarkdownIt:
    markdown = _Markdown("zero", {"html": False, "linkify": True, "breaks": True, "maxNesting": 20})
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
    said, mark = "", ""
    numbers: list[int] = []  # of the lists around: the next number, 0 where there is a dash
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            numbers.append(int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else 0)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
            said = said.rstrip("\n") + "\n\n"
        elif token.type == "list_item_open":
            mark = f"{numbers[-1]}. " if numbers[-1] else "- "
            numbers[-1] += 1 if numbers[-1] else 0
        elif token.type == "inline":
            said += "  " * max(0, len(numbers) - 1) + mark + _words(token.children or [])
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
