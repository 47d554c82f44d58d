"""Comparing a file with the school in a confined process (models/core/confined/), so that the server answers others
meanwhile, and has its memory back at the end."""

from typing import Any

from msgspec import convert

from language.text import language, schools_language, speak, use_language, use_zone, zone
from models.core.confined.sandbox import Exceeded, Sandbox, Work
from models.importing.comparing.compare import compare
from models.importing.comparing.preview import Preview, preview_of
from models.importing.comparing.stored import StoredFamilies
from models.importing.comparing.stored_rows import unpacked
from models.importing.reading.confined_reading import families_of
from models.importing.reading.families import Families
from models.importing.reading.questions import Answers, Decisions, RememberedAnswer
from models.importing.reading.remarks import Unreadable

WORK = Work("models.importing.comparing.confined_comparing:of_comparing", memory=1 << 30, seconds=30)


async def hold(process: Sandbox, stored: bytes) -> None:
    """Sort these rows (stored_rows.py), packed, while the file is read. `process` is of `WORK`."""
    await _ask(process, stored, bool, hold_rows=True)


async def previewed(process: Sandbox, families: bytes, answers: Answers, shown: int, whole: str) -> Preview:
    """`preview_of` these families (confined_reading.py), packed, and the rows that it holds. Raises `Unreadable`."""
    said = language(), schools_language(), zone().key
    given = {"decisions": answers.decisions, "memory": answers.memory, "earlier": answers.earlier}
    preview: Preview = await _ask(process, families, Preview, said=said, shown=shown, whole=whole, **given)
    return preview


async def _ask(process: Sandbox, data: bytes, kind: Any, **arguments: object) -> Any:
    try:
        return await process.ask(data, kind, **arguments)
    except Exceeded:
        raise Unreadable("too_much") from None


_held: list[StoredFamilies] = []  # inside the process, from one request to the next


def of_comparing(data: bytes, *, hold_rows: bool = False, **arguments: Any) -> Preview | bool:
    """Inside the process: one of the two requests above."""
    if hold_rows:
        _held.append(StoredFamilies.of(unpacked(data)))
        return True
    return _preview(families_of(data), _held.pop(), **arguments)


def _preview(
    families: Families,
    stored: StoredFamilies,
    decisions: Decisions,
    memory: object,
    earlier: bool,
    said: tuple[str, str, str],
    shown: int,
    whole: str,
) -> Preview:
    """`memory` is a `Memory` as decoded from the pipe; `said` are the language of who asks, the school's, and its time
    zone."""
    speak(said[0])
    use_language(said[1])
    use_zone(said[2])
    answers = Answers(decisions, convert(memory, dict[str, RememberedAnswer]), earlier=earlier)
    return preview_of(compare(families, stored, answers), shown, whole)
