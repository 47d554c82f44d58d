"""What stands beside the program: the page of a proxy, the containers."""

import re
from pathlib import Path

import html5lib
import yaml

from settings.values import READERS

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def test_the_page_of_a_silent_server_is_french_first_and_loads_nothing() -> None:
    text = (DEPLOY / "unavailable.html").read_text()
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert document.get("lang") == "fr"
    assert "dans quelques minutes" in "".join(document.find("body").itertext()).partition("This site")[0]
    assert [link.get("href") for link in document.iter("a")] == [""]
    assert not list(document.iter("script"))
    assert not re.search(r"\bsrc=|url\(|@import|<link", text)


def test_caddy_shows_that_page() -> None:
    caddy = (DEPLOY / "Caddyfile").read_text()
    assert "root * /opt/preau/deploy\n" in caddy
    assert "rewrite * /unavailable.html\n" in caddy


def test_the_containers_get_settings_and_files_that_exist() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    given = services["preau"]["environment"]
    assert {name.removeprefix("PREAU_").lower() for name in given} <= set(READERS)
    assert (ROOT / services["preau"]["build"]["dockerfile"]).is_file()
    for mount in services["caddy"]["volumes"]:
        if mount.startswith("./"):
            assert (ROOT / mount.partition(":")[0]).is_file(), mount
    for name in services["caddy"]["environment"]:
        assert f"{{${name}:" in (DEPLOY / "Caddyfile").read_text()


def test_the_container_is_built_by_the_steps_of_an_installation() -> None:
    steps = (ROOT / "Containerfile").read_text()
    targets = re.findall(r"^RUN make (\w+)$", steps, re.MULTILINE)
    assert targets == ["postgres"]
    assert f"\n{targets[0]}:" in (ROOT / "Makefile").read_text()
    assert "\n.env\n" in (ROOT / ".dockerignore").read_text(), "no password gets into an image"
