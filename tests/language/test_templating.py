"""Templates are read at the start, and compiled when they are first asked for."""

import subprocess
import sys
from pathlib import Path

from jinja2 import meta

from language import templating, text
from routes.web.tongue import THEIRS

ROOT = Path(__file__).parents[2]
STARTED = """
import app, settings
from language import templating
app.create_app(settings.Settings())
compiled = {name for _, name in templating.environment().cache.keys()}
"""
NO_DESCRIPTOR_LEFT = """
import os, resource
resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
try:
    os.open(os.devnull, os.O_RDONLY)
except OSError:
    print(*(templating.environment().get_template(name).name for name in templating._sources()))
"""


def said(code: str) -> list[str]:
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    return found.stdout.split()


def test_the_start_compiles_macros_alone() -> None:
    compiled = said(STARTED + "print(*compiled)")
    assert "components/forms.html" in compiled
    assert all(name.startswith("components/") for name in compiled)


def test_every_template_is_compiled_where_no_file_can_be_opened_any_more() -> None:
    compiled = said(STARTED + NO_DESCRIPTOR_LEFT)
    assert sorted(compiled) == sorted(
        path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.*")
    )


def test_what_parents_read_in_any_language_needs_no_macro_of_the_office() -> None:
    with text.speaking("fr"):
        every = {*templating.environment().globals}
    with text.speaking("uk"):
        environment = templating.environment()
        offices = every - {*environment.globals}
        assert {"portrait", "button"} <= every - offices
        assert "standing_word" in offices
        beginnings = (*THEIRS, "mail/", "office/letters/sheet.html", "office/family/said.html")
        read = {name: source for name, (source, *_) in templating._sources().items() if name.startswith(beginnings)}
        asked = {name: meta.find_undeclared_variables(environment.parse(source)) for name, source in read.items()}
    assert len(asked) > 60
    assert {name: names & offices for name, names in asked.items() if names & offices} == {}
