import subprocess
import sys

MODULES = "import sys, models.importing.reading.outcome; print(*{name.partition('.')[0] for name in sys.modules})"


def test_the_confined_process_loads_no_database() -> None:
    done = subprocess.run([sys.executable, "-c", MODULES], capture_output=True, text=True, check=True)
    assert {"piccolo", "asyncpg", "sqlite3", "asyncio"}.isdisjoint(done.stdout.split())
