"""The Jinja environment, for pages and mails alike: one a language.

Macros of `templates/components/` are globals: imported at a template's top they would be undefined when a
block is rendered alone for htmx.
"""

import functools
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes, select_autoescape
from jinja2.visitor import NodeTransformer

import text

FOLDER = Path(__file__).parent / "templates"


class Said(NodeTransformer):
    """Puts each plain `_("…")` into the language once, as the template is compiled: it is then part of the text."""

    def visit_Call(self, call: nodes.Call) -> nodes.Node:
        self.generic_visit(call)
        match call:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(sentence))], kwargs=[]):
                return nodes.MarkSafeIfAutoescape(nodes.Const(text._(sentence) % {}), lineno=call.lineno)
        return call


class OneLanguage(Environment):
    """Templates in the language in use when they are compiled."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = Said().visit(super()._parse(source, name, filename))
        return tree


def environment() -> Environment:
    """That of the language in use. Made once; a template is compiled once and kept."""
    return _environment(text.language())


def compile_all() -> None:
    """Every template now, in the language in use: later there may be no file descriptor left to read one."""
    env = environment()
    for name in env.list_templates():
        env.get_template(name)


@functools.cache
def _environment(_: str) -> Environment:
    env = OneLanguage(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(["html"], disabled_extensions=["txt"], default=True),
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(text._, text.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(date=text.date, day=text.day, hour=text.hour, stamp=text.stamp, language=text.language)
    for path in sorted((FOLDER / "components").glob("*.html")):
        module = env.get_template(f"components/{path.name}").make_module()
        env.globals.update({name: macro for name, macro in vars(module).items() if not name.startswith("_")})
    return env
