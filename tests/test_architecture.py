"""What the code as a whole may not do."""

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from settings import Settings
from tests.support.caches import kept
from tests.support.family import PASSWORD, at_password_step, guardian, issued, sign_in
from tests.support.site import serving

ROOT = Path(__file__).parents[1]


def test_no_route_reads_by_a_parser_that_remembers() -> None:  # Litestar keeps the last 1,024 of each
    for path in (ROOT / "routes").rglob("*.py"):
        text = path.read_text()
        for remembered in ("query_params", ".cookies", ".form()", ".url"):
            assert f"request{remembered}" not in text, (path, remembered)
            assert f"connection{remembered}" not in text, (path, remembered)


async def test_no_cache_remembers_a_token_a_password_or_a_cookie(settings: Settings) -> None:
    async with serving(settings) as site:
        code = await issued(await guardian(password=PASSWORD))
        browser = site.browser()
        await browser.get(f"/first-connection?token={code}")
        await browser.get(f"/?notice={code}")
        await browser.get(f"/account?notice={code}")
        await browser.get(f"/nowhere?token={code}")
        await browser.send("DELETE", f"/?token={code}")
        await at_password_step(browser, code)
        step = browser.cookie
        await sign_in(browser)
        await browser.get("/children")
        remembered = kept()
    assert "/first-connection" in remembered, "a cache of Litestar's was looked into"
    for secret in (code, code.replace("-", ""), PASSWORD, step, browser.cookie):
        assert secret not in remembered


def imports(path: Path, *, loading: bool = False) -> set[str]:
    """The modules that a file imports, wherever in it; with `loading` only what it needs before it can be used."""
    found = set()
    tree = ast.parse(path.read_text())
    for node in tree.body if loading else ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def files(room: str) -> list[Path]:
    path = ROOT / room
    found = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    assert found, room
    return found


# Each room imports from itself and from those before it.
ROOMS = (
    "settings",
    "language",
    *(
        "models.core",
        "models.database",
        "models.calendar",
        "models.families",
        "models.outbox",
        "models.access",
        "models.invitations",
        "models.announcements",
    ),
    *("models.staff", "models.importing.reading", "models.importing.comparing", "models.importing"),
    *(
        "models.importing.applying",
        "models.desk",
        "models.office",
        "models.installation",
        "models.tables",
        "models.piccolo_app",
    ),
    "models.backup",
    "mail",
    "worker",
    "metrics",
    *("routes.web", "routes", "routes.office.common", "routes.office.staff", "routes.office.outbox"),
    *("routes.office.invitations", "routes.office.importing", "routes.office.desk"),
    *("routes.office.announcements", "routes.office", "routes.gate"),
    "app",
    "cli",
)
NOT = {  # though it stands before
    "language": {"settings"},
    "worker": {"settings"},
    "metrics": {"language", "mail", "worker"},
    **{room: {"worker", "metrics"} for room in ROOMS if room.startswith("routes")},
}


def room_of(module: str) -> str:
    """The innermost room that a module stands in, or the empty string."""
    inside = [room for room in ROOMS if f"{module}.".startswith(f"{room}.")]
    return max(inside, key=len, default="")


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_imports_only_from_those_before_it(room: str) -> None:
    before = set(ROOMS[: ROOMS.index(room) + 1])
    for path in files(room.replace(".", "/")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if room_of(module) == room:
            used = {room_of(name) for name in imports(path)} - {""}
            assert used <= before, (path, used - before)
            assert used.isdisjoint(NOT.get(room, ())), path


def file_of(module: str) -> Path | None:
    """The file of one of our modules; of a package its `__init__.py`."""
    path = ROOT / module.replace(".", "/")
    return next((found for found in (path.with_suffix(".py"), path / "__init__.py") if found.is_file()), None)


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {}
    for top in {room.partition(".")[0] for room in ROOMS}:
        for path in files(top):
            used = imports(path, loading=True)
            inner = {name.rpartition(".")[0] for name in used if file_of(name)}  # `from package import module`
            graph[path] = {found for name in used - inner if (found := file_of(name))} - {path}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_every_module_stands_in_a_room() -> None:
    for top in ("models", "routes", "cli", "mail", "language", "settings"):
        for path in files(top):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            assert room_of(module) or module == "models.__init__", path


def test_only_routes_and_the_wiring_know_of_http() -> None:
    for room in ("settings", "language", "models", "mail", "worker"):
        for path in files(room):
            assert not {name.partition(".")[0] for name in imports(path)} & {"litestar", "uvicorn", "starlette"}, path
    for path in files("cli"):
        if path.relative_to(ROOT / "cli").as_posix() not in (
            "serve.py",
            "connection.py",
            "demo/command.py",
            "demo/school.py",
        ):
            used = {name.partition(".")[0] for name in imports(path)}
            assert not used & {"litestar", "routes", "app"}, path


def test_the_server_has_no_parser_of_pictures_workbooks_and_calendars_in_memory() -> None:
    """They run in the confined process, and weigh ten megabytes. icalendar is loaded by the first parent's calendar."""
    asked = "import sys, app, cli.serve; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    parsers = {"PIL", "python_calamine", "models.office.picture", "models.office.drawing", "icalendar", "dateutil"}
    assert not parsers & set(done.stdout.split())


def test_only_the_database_knows_which_driver_it_has() -> None:
    for room in ("models", "routes", "cli"):
        for path in files(room):
            if path.parent.name != "database" and path.name != "backup.py":
                assert not {name.partition(".")[0] for name in imports(path)} & {"asyncpg", "sqlite3", "aiosqlite"}, (
                    path
                )


def test_no_file_is_long() -> None:
    for room in ("app", "settings", "language", "models", "mail", "worker", "metrics", "routes", "cli"):
        for path in files(room):
            assert len(path.read_text().splitlines()) <= 220, path


def test_a_screen_is_one_small_file() -> None:
    for path in [*(ROOT / "routes").glob("*.py"), *(ROOT / "routes" / "office").rglob("*.py")]:
        assert len(path.read_text().splitlines()) <= 140, path


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:  # 37: mails may, they have no policy
    for path in (ROOT / "templates").rglob("*.html"):
        if "mail" not in path.relative_to(ROOT).parts:
            text = path.read_text()
            assert not re.search(r"""\s(on[a-z]+|style)\s*=""", text), path
            assert not re.search(r"<script(?![^>]*\ssrc=)", text), path
            assert "hx-on" not in text, path
            # Our own words; `html` was made by models/announcements/markup.py, never what somebody typed.
            for what in re.findall(r"(\S+)\s*\|\s*safe\b", text):
                assert what in ("style", "announcement.html") or what[-1] in "\"'", (path, what)


def test_the_clock_has_one_seam() -> None:
    for room in ("models", "mail", "worker", "routes"):
        for path in files(room):
            if path.name != "clock.py":
                text = path.read_text()
                assert not re.search(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(", text), path


STATEMENT = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|DROP|ALTER)\b")


def raw_statements(path: Path) -> list[str]:
    """The strings of a file that begin as SQL does, subqueries with a name included, docstrings not."""
    tree = ast.parse(path.read_text())
    within = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            first = node.values[0] if node.values else None
        elif isinstance(node, ast.Constant) and id(node) not in within:
            first = node
        else:
            continue
        text = first.value if isinstance(first, ast.Constant) else ""
        if isinstance(text, str) and STATEMENT.match(text):
            found.append(text)
    return found


def test_raw_sql_is_the_exception() -> None:
    """Piccolo's queries come first (docs/decisions/queries.md). Migrations are SQL by their nature."""
    paths = [path for room in ("models", "mail", "worker", "metrics", "routes", "cli") for path in files(room)]
    counted = {path: len(raw_statements(path)) for path in paths if path.parent.name != "migrations"}
    assert 0 < sum(counted.values()) <= 125, {str(path): n for path, n in counted.items() if n}


def test_raw_sql_goes_through_one_door() -> None:
    """Only models/database and a backup's own snapshot ask an engine or a driver themselves."""
    for room in ("models", "mail", "worker", "metrics", "routes", "cli"):
        for path in files(room):
            if path.parent.name not in ("database", "migrations", "backup"):
                text = path.read_text()
                assert not re.search(r"\.raw\(|engine\(\)\.(run|many|aside|write)\b", text), path


def test_what_tests_share_stands_in_support() -> None:
    """A folder of tests imports from itself and from tests/support; deploy/ starts the town of journeys/."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        folder = path.relative_to(ROOT / "tests").parts[0]
        allowed = {folder, "support"} | ({"journeys"} if folder == "deploy" else set())
        used = {name.split(".")[1] for name in imports(path) if name.startswith("tests.")}
        assert used <= allowed, (path, used - allowed)
