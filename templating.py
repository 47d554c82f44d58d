"""The one Jinja environment, for pages and mails alike.

Macros of `templates/components/` are globals: imported at a template's top they would be undefined when a
block is rendered alone for htmx.
"""

import functools
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

import text

FOLDER = Path(__file__).parent / "templates"


@functools.cache
def environment() -> Environment:
    """Made once; templates are compiled at first use and kept."""
    env = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(["html"], disabled_extensions=["txt"], default=True),
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(text._, text.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(day=text.day, hour=text.hour, language=text.language)
    for path in sorted((FOLDER / "components").glob("*.html")):
        module = env.get_template(f"components/{path.name}").make_module()
        env.globals.update({name: macro for name, macro in vars(module).items() if not name.startswith("_")})
    return env
