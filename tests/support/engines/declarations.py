"""Reads declarations: the features that each needs, and which may stand before it for engines without them."""

from collections.abc import Iterable, Iterator, Sequence

from tinycss2.ast import (
    Declaration,
    DimensionToken,
    FunctionBlock,
    HashToken,
    IdentToken,
    LiteralToken,
    Node,
    NumberToken,
    PercentageToken,
)

from tests.support.engines.compat import KNOWN, lacking, values

# Values that are names: an engine looks for them and takes the next, or none.
NAMES = ("font", "font-family", "animation", "animation-name", "counter-reset", "counter-increment", "will-change")
GLOBAL = ("inherit", "initial", "unset", "revert", "revert-layer")
COLOURS = ("rgb", "rgba", "hsl", "hsla")
COLOUR_WORDS = ("named-color", "system-color")
HEX = "types.color.rgb-hexadecimal-notation.alpha-hexadecimal-notation"
# Another property that does the same where this one is unknown.
STAND_INS = {
    "overflow-wrap": "word-wrap",
    "gap": "grid-gap",
    "clip-path": "clip",
    "break-after": "page-break-after",
    "break-before": "page-break-before",
    "break-inside": "page-break-inside",
    "margin-inline-start": "margin-left",
    "margin-inline-end": "margin-right",
    "padding-inline-start": "padding-left",
    "padding-inline-end": "padding-right",
}


def context(rule: Iterable[Declaration]) -> str:
    """The layout of the box, as far as its own rule says: flex unless it says grid or columns."""
    declared = {one.lower_name: one for one in rule}
    display = declared.get("display")
    if display and any(isinstance(node, IdentToken) and "grid" in node.lower_value for node in display.value):
        return "grid-context"
    return "multicol-context" if declared.keys() & {"columns", "column-width", "column-count"} else "flex-context"


def features_of(declaration: Declaration, rule: Iterable[Declaration] = ()) -> Iterator[str]:
    """What an engine must know to take this declaration, and to make of it what is meant in this rule."""
    name = declaration.lower_name
    if name.startswith("--"):
        yield "properties.custom-property"
        yield from _in(name, declaration.value)
        return
    here = context(rule)
    yield f"properties.{name}"
    if f"properties.{name}.{here}" in KNOWN:
        yield f"properties.{name}.{here}"
    if name.startswith("grid-") and name.endswith("gap") and here != "grid-context":
        yield f"properties.gap.{here}"
    yield from _in(name, declaration.value)
    yield from _shapes(name, declaration.value)
    if name not in NAMES:
        for node in declaration.value:
            if isinstance(node, IdentToken):
                yield from _keyword(name, node.lower_value, here)


def _keyword(name: str, keyword: str, here: str) -> Iterator[str]:
    if keyword in GLOBAL:
        yield f"types.global-keywords.{keyword}"
        return
    yield from (colour for kind in COLOUR_WORDS if (colour := f"types.color.{kind}.{keyword}") in KNOWN)
    known = [*values(name, keyword), *values(name, f"{keyword}-in-flex")]
    yield from (feature for feature in known if "-context" not in feature or here in feature)
    if keyword.startswith("-") and not known:
        yield f"properties.{name}.{keyword}"


def _in(name: str, nodes: Sequence[Node]) -> Iterator[str]:
    """What stands at any depth of a value: units, functions, colours."""
    for node in nodes:
        if isinstance(node, DimensionToken):
            yield f"units.{node.lower_unit}"
        elif isinstance(node, HashToken) and len(node.value) in (4, 8):
            yield HEX
        elif isinstance(node, FunctionBlock):
            function = "rgb" if node.lower_name == "rgba" else node.lower_name
            own = f"properties.{name}.{function}"
            yield own if own in KNOWN else f"functions.{function}"
            yield from _in_function(node)
            yield from _in(name, node.arguments)


def _in_function(function: FunctionBlock) -> Iterator[str]:
    """Ways of writing arguments that came later than the function."""
    name, commas = function.lower_name, sum(node == "," for node in function.arguments)
    if name in COLOURS and not commas:
        yield "types.color.rgb.space-separated-parameters"
    if name in ("rgb", "hsl") and commas == 3:
        yield f"types.color.{name}.alpha-parameter"
    if name.endswith("linear-gradient"):
        places = 0
        for node in function.arguments:
            places = 0 if node == "," else places + isinstance(node, NumberToken | DimensionToken | PercentageToken)
            if places == 2:
                yield "types.gradient.linear-gradient.doubleposition"


def _shapes(name: str, value: Sequence[Node]) -> Iterator[str]:
    """Values that are new by their form, not by a word."""
    words = [node for node in value if isinstance(node, IdentToken)]
    if name in ("font", "font-weight"):
        weights = [node for node in value if isinstance(node, NumberToken)]
        if weights and weights[0] is value[0] and weights[0].value % 100:
            yield "properties.font-weight.number"
    if name == "clip-path" and any(isinstance(node, FunctionBlock) for node in value):
        yield "properties.clip-path.basic-shape"
    if name == "overflow" and len(words) > 1:
        yield "properties.overflow.multiple-keywords"
    if name == "display" and len(words) > 1:
        yield "properties.display.multi-keyword-values"
    if name == "text-decoration" and len(words) > 1:
        yield "properties.text-decoration.shorthand"
    if name == "content" and any(isinstance(node, LiteralToken) and node == "/" for node in value):
        yield "properties.content.alt-text"


def lacks(declaration: Declaration, rule: Sequence[Declaration] = ()) -> frozenset[str]:
    """The engines that drop it, or make nothing of it."""
    return frozenset().union(*(lacking(feature) for feature in features_of(declaration, rule)))


def stands_in(earlier: Declaration, later: Declaration, rule: Sequence[Declaration], engine: str) -> bool:
    """Whether an engine that does not take the later declaration of a rule uses the earlier one in its place.

    A value with `var()` is taken by every engine, and found invalid too late: what stood before it is gone by then.
    """
    if engine in lacking(f"properties.{later.lower_name}"):
        covers = earlier.lower_name == STAND_INS.get(later.lower_name)
    else:
        same = (later.lower_name, STAND_INS.get(later.lower_name))
        covers = earlier.lower_name in same or later.lower_name.startswith(f"{earlier.lower_name}-")
        covers = covers and not any(_has_var(node) for node in later.value)
    return covers and engine not in lacks(earlier, rule)


def _has_var(node: Node) -> bool:
    return isinstance(node, FunctionBlock) and (
        node.lower_name == "var" or any(_has_var(inner) for inner in node.arguments)
    )
