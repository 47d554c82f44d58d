"""Reads selectors: each of a list, and the features that it needs."""

from collections.abc import Iterator, Sequence

import tinycss2
from tinycss2.ast import FunctionBlock, IdentToken, LiteralToken, Node, SquareBracketsBlock, WhitespaceToken

TAKE_SELECTORS = ("not", "is", "where", "has", "matches", "-webkit-any", "-moz-any", "host", "slotted", "cue")


def text(nodes: Sequence[Node]) -> str:
    """As short as it can be written on one line."""
    return " ".join(tinycss2.serialize(nodes).split())


def alternatives(nodes: Sequence[Node]) -> list[list[Node]]:
    """The parts of a list with commas."""
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if node == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def selector_features(nodes: Sequence[Node]) -> Iterator[str]:
    """What an engine must know to take this selector."""
    for before, node in zip([None, *nodes], nodes, strict=False):
        if isinstance(before, LiteralToken) and before == ":":
            if isinstance(node, IdentToken):
                yield f"selectors.{node.lower_value}"
            elif isinstance(node, FunctionBlock):
                yield f"selectors.{node.lower_name}"
                yield from _arguments(node)
        elif isinstance(node, SquareBracketsBlock):
            words = [inner for inner in node.content if isinstance(inner, IdentToken)]
            if len(words) > 1 and words[-1].lower_value in ("i", "s") and " " in tinycss2.serialize(node.content):
                yield "selectors.attribute.case-insensitive-modifier"
        elif node == "&":
            yield "selectors.nesting"


def _arguments(function: FunctionBlock) -> Iterator[str]:
    name = function.lower_name
    content = [node for node in function.arguments if not isinstance(node, WhitespaceToken)]
    if name in TAKE_SELECTORS:
        yield from selector_features(content)
    if name == "not" and len([node for node in content if node not in (":", ".")]) > 1:
        yield "selectors.not.selector-list"  # once it took one simple selector
    if name.startswith("nth-") and any(isinstance(node, IdentToken) and node.lower_value == "of" for node in content):
        yield f"selectors.{name}.of-syntax"
