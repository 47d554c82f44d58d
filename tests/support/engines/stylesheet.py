"""Finds in a stylesheet what an old engine drops, with nothing before it that the engine uses instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, ParseError, QualifiedRule

from tests.support.engines.compat import ENGINES, KNOWN, lacking
from tests.support.engines.conditions import supports, understands
from tests.support.engines.declarations import lacks, stands_in
from tests.support.engines.selectors import alternatives, selector_features, text


@dataclass(frozen=True)
class Fault:
    """`engines` drop `what`; `where` is the rule it stands in."""

    file: str
    line: int
    where: str
    what: str
    engines: frozenset[str]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} in {self.where!r}: not in {', '.join(sorted(self.engines))}"


class Stylesheet:
    """`faults` of a stylesheet, but for what is `harmless`; `excused` has the entries of `harmless` that were used.

    `selectors` and `values` (`name:value`) have all that stand in it, each with the engines that lack it.
    """

    def __init__(self, file: str, css: str, harmless: Iterable[str] = ()) -> None:
        self.file, self.harmless = file, frozenset(harmless)
        self.faults: list[Fault] = []
        self.excused: set[str] = set()
        self.selectors: dict[str, frozenset[str]] = {}
        self.values: dict[str, frozenset[str]] = {}
        self._rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), ENGINES)

    def _rules(self, nodes: Iterable[Node], engines: frozenset[str]) -> None:
        """The rules of a sheet or a block that these engines read."""
        for node in nodes:
            if isinstance(node, ParseError):
                self._note(node, "", node.message, engines)
            elif isinstance(node, AtRule):
                self._at_rule(node, engines)
            elif isinstance(node, QualifiedRule):
                self._rule(node, engines)

    def _at_rule(self, node: AtRule, engines: frozenset[str]) -> None:
        name = node.lower_at_keyword
        whole = f"@{name} {text(node.prelude)}".strip().replace(": ", ":")
        reading = engines - lacking(f"at-rules.{name}")
        if name == "media":
            reading = frozenset(engine for engine in reading if understands(node.prelude, engine))
        elif name == "supports":
            reading = frozenset(engine for engine in reading if supports(node.prelude, engine))
        self._note(node, whole, whole, engines - reading, whole)
        inner = tinycss2.parse_rule_list(node.content or [], skip_comments=True, skip_whitespace=True)
        if name in ("page", "font-face"):
            self._declarations(node.content or [], whole, reading, f"at-rules.{name}.")
        elif name.endswith("keyframes"):
            for step in inner:
                self._declarations(step.content, whole, reading)
        else:
            self._rules(inner, reading)

    def _rule(self, node: QualifiedRule, engines: frozenset[str]) -> None:
        whole, lost = text(node.prelude), frozenset[str]()
        selectors = alternatives(node.prelude)
        for selector in selectors:
            without = frozenset[str]().union(*map(lacking, selector_features(selector)))
            self.selectors[text(selector)] = without
            without &= engines
            lost |= without
            if len(selectors) > 1:  # it takes the others along
                self._note(node, whole, text(selector), without)
            else:
                self._note(node, whole, text(selector), without, text(selector))
        self._declarations(node.content, whole, engines - lost)

    def _declarations(self, content: Sequence[Node], where: str, engines: frozenset[str], room: str = "") -> None:
        """What stands in a rule. In an at-rule such as `@page` descriptors have a `room` of their own in the data."""
        nodes = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        rule = [node for node in nodes if isinstance(node, Declaration)]
        for node in nodes:
            if isinstance(node, Declaration):
                self._declaration(node, rule, where, engines, room)
            elif isinstance(node, ParseError):
                self._note(node, where, node.message, engines)
            else:  # a rule in a rule
                self._note(node, where, text([node]), engines & lacking("selectors.nesting"))

    def _declaration(
        self, node: Declaration, rule: list[Declaration], where: str, engines: frozenset[str], room: str
    ) -> None:
        name = node.lower_name
        whole = f"{name}:{text(node.value)}"
        if room + name in KNOWN:
            without = lacking(room + name)
        else:
            without = self.values[whole] = lacks(node, rule)
        earlier = rule[: rule.index(node)]
        without = frozenset(
            engine for engine in engines & without if not any(stands_in(one, node, rule, engine) for one in earlier)
        )
        self._note(node, where, whole, without, name, whole, f"{where}{{{name}}}")

    def _note(self, node: Node, where: str, what: str, engines: frozenset[str], *excuses: str) -> None:
        """A fault, unless one of these `excuses` is listed."""
        if not engines:
            return
        listed = self.harmless & set(excuses)
        self.excused |= listed
        if not listed:
            self.faults.append(Fault(self.file, node.source_line, where, what, engines))
