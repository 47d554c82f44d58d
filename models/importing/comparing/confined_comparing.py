"""Comparing a file with the school in a confined process (models/core/confined/), so that the server answers others
meanwhile, and has its memory back at the end."""

from msgspec import convert

from language.text import SOURCE, language, schools_language, speak, use_language, use_zone, zone
from models.core.confined.sandbox import Exceeded, Sandbox, Work
from models.importing.comparing.compare import compare
from models.importing.comparing.preview import Preview, preview_of
from models.importing.comparing.stored import StoredFamilies
from models.importing.comparing.stored_rows import unpacked
from models.importing.reading.confined_reading import families_of
from models.importing.reading.questions import Answers, Decisions, Memory, RememberedAnswer
from models.importing.reading.remarks import Unreadable

WORK = Work("models.importing.comparing.confined_comparing:of_comparing", memory=1 << 30, seconds=30)


async def previewed(
    process: Sandbox, families: bytes, stored: bytes, decisions: Decisions, memory: Memory, shown: int, whole: str
) -> Preview:
    """`preview_of` these families (confined_reading.py) and rows (stored_rows.py), both packed. `process` is of `WORK`.
    Raises `Unreadable`."""
    try:
        preview: Preview = await process.ask(
            families,
            Preview,
            stored=stored,
            decisions=decisions,
            memory=memory,
            said=(language(), schools_language(), zone().key),
            shown=shown,
            whole=whole,
        )
    except Exceeded:
        raise Unreadable("too_much") from None
    return preview


def of_comparing(
    data: bytes,
    stored: bytes,
    decisions: Decisions,
    memory: object,
    shown: int,
    whole: str,
    said: tuple[str, str, str] = (SOURCE, SOURCE, "Europe/Brussels"),
) -> Preview:
    """Inside the process. `memory` is a `Memory` as decoded from the pipe; `said` are the language of who asks, the
    school's, and its time zone."""
    speak(said[0])
    use_language(said[1])
    use_zone(said[2])
    families = families_of(data)
    answers = Answers(decisions, convert(memory, dict[str, RememberedAnswer]))
    return preview_of(compare(families, StoredFamilies.of(unpacked(stored)), answers), shown, whole)
