"""Reads what @media and @supports ask."""

from collections.abc import Iterator, Sequence

import tinycss2
from tinycss2.ast import Declaration, FunctionBlock, IdentToken, Node, ParenthesesBlock

from tests.support.engines.compat import lacking
from tests.support.engines.declarations import features_of
from tests.support.engines.selectors import alternatives, selector_features


def understands(queries: Sequence[Node], engine: str) -> bool:
    """Whether this engine can tell if a list of media queries holds; where it understands none it skips the block."""
    return any(all(engine not in lacking(one) for one in _asked(query)) for query in alternatives(queries))


def _asked(query: Sequence[Node]) -> Iterator[str]:
    for block in query:
        if not isinstance(block, ParenthesesBlock):
            continue
        if any(isinstance(node, ParenthesesBlock) for node in block.content):
            yield from _asked(block.content)
            continue
        if any(node in ("<", ">", "<=", ">=") for node in block.content):
            yield "at-rules.media.range-syntax"
        words = [node.lower_value for node in block.content if isinstance(node, IdentToken)]
        yield f"at-rules.media.{words[0].removeprefix('min-').removeprefix('max-')}"


def supports(condition: Sequence[Node], engine: str) -> bool:
    """Whether this engine takes the block of `@supports condition`."""
    answers, words = [], []
    for node in condition:
        if isinstance(node, IdentToken):
            words.append(node.lower_value)
        elif isinstance(node, ParenthesesBlock):
            answers.append(_has(node, engine))
        elif isinstance(node, FunctionBlock):  # selector(…)
            asked = ["at-rules.supports.selector", *selector_features(node.arguments)]
            answers.append(not any(engine in lacking(feature) for feature in asked))
    if words[:1] == ["not"]:
        return not answers[0]
    return any(answers) if "or" in words else all(answers)


def _has(block: ParenthesesBlock, engine: str) -> bool:
    declaration = tinycss2.parse_one_declaration(block.content)
    if isinstance(declaration, Declaration):
        return not any(engine in lacking(feature) for feature in features_of(declaration))
    return supports(block.content, engine)
