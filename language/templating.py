"""The Jinja environment for pages and mails, one for each language.

Macros of `templates/components/` are globals: imported at a template's top they would be undefined when a
block is rendered alone for htmx.
"""

import functools
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, nodes, select_autoescape
from jinja2.ext import InternationalizationExtension
from jinja2.visitor import NodeTransformer

from language import punctuation, text

FOLDER = Path(__file__).parents[1] / "templates"
PARENTS_MACROS = ("components/forms.html", "components/people.html")  # the others are the office's alone


class ConstantTranslator(NodeTransformer):
    """Translates each `_("…")` without arguments when the template is compiled, so that it becomes constant text."""

    def visit_Call(self, call: nodes.Call) -> nodes.Node:
        self.generic_visit(call)
        match call:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(sentence))], kwargs=[]):
                return nodes.MarkSafeIfAutoescape(nodes.Const(text._(sentence) % {}), lineno=call.lineno)
        return call


class OneLanguage(Environment):
    """Compiles templates in the current language."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = ConstantTranslator().visit(super()._parse(source, name, filename))
        return tree

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's dict itself, not Jinja's copy of it, which costs time for each page."""
        return super().make_globals(d) if d else self.globals


@functools.cache
def _sources() -> dict[str, tuple[str, str, None]]:
    """Each template's text and file, by name. All are read once: later no file descriptor may be free."""
    files = (path for path in sorted(FOLDER.rglob("*.*")) if path.is_file())
    return {path.relative_to(FOLDER).as_posix(): (path.read_text("utf-8"), str(path), None) for path in files}


def environment() -> Environment:
    """The environment of the current language, made once with its macros; templates are compiled at first use."""
    return _environment(text.language())


def prepare(beginnings: tuple[str, ...]) -> None:
    """Compile the templates of the current language whose names begin so: half a second, for a thread."""
    for name in _sources():
        if name.startswith(beginnings):
            environment().get_template(name)


def _macros(language: str) -> list[str]:
    """The files with the macros of this language: in nine languages nobody reads the office's, and they take half of
    the time and a fifth of the memory."""
    return [
        name
        for name in _sources()
        if name in PARENTS_MACROS or (name.startswith("components/") and language in text.OFFICE_LANGUAGES)
    ]


@functools.cache
def _environment(language: str) -> Environment:
    env = OneLanguage(
        loader=FunctionLoader(lambda name: _sources().get(name)),
        autoescape=select_autoescape(["html"], disabled_extensions=["txt"], default=True),
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=[InternationalizationExtension],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]  # by i18n
        text._, text.ngettext, newstyle=True, pgettext=text.pgettext
    )
    env.globals.update(date=text.date, day=text.day, hour=text.hour, stamp=text.stamp, written=text.written)
    env.globals.update(weekday=text.weekday, span=text.span)
    env.globals.update(language=text.language, direction=text.direction, languages=text.languages)
    env.globals.update(office_languages=text.office_languages)
    env.globals.update(
        also=text.also,
        start=text.start,
        stored=text.stored,
        ltr=text.ltr,
        labelled=punctuation.labelled,
        between=punctuation.between,
        named=punctuation.named,
        colon=punctuation.colon,
        comma=punctuation.comma,
        marked=text.marked,
        schools_language=text.schools_language,
    )
    for name in _macros(language):
        module = env.get_template(name).make_module()
        env.globals.update({name: macro for name, macro in vars(module).items() if not name.startswith("_")})
    return env
