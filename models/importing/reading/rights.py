"""What the watched columns of a file say (watching.py), asked, and done as it was answered."""

from collections import defaultdict
from dataclasses import replace

from models.importing.reading.answers import Answers, key_of
from models.importing.reading.families import Families, Said
from models.importing.reading.names import squash
from models.importing.reading.question import CLOSED
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.unclear import GONE, LEFT, ROLE, Unclear, choices
from models.importing.reading.watching import PASSED, Watch

MOST_WORDS = 6  # of one column, each asked about alone; the others are asked about together
OTHERS = "…"


def settle(families: Families, answers: Answers) -> None:
    """Ask about each; who is not to get in is out or `closed`, and who has left is not in the file any more."""
    out: set[int] = set()
    closed: dict[int, str] = {}
    for (watch, value), some in _together(families.said).items():
        asked = answers.settled(_unclear(watch, value, some))
        families.unclear.append(asked)
        if asked.kind == LEFT and asked.answer == GONE:
            for said in some:
                families.pupils.pop(said.pupil.register_number, None)
        elif asked.answer == CLOSED:
            for said in some:
                if asked.kind == ROLE:
                    out.add(id(said.adult))
                else:
                    closed[id(said.adult)] = f"{watch.title} : {quoted(cut(said.words)) or '–'}"
    families.adults = [
        replace(adult, closed=closed.get(id(adult), ""))
        for adult in families.adults
        if id(adult) not in out and adult.register_number in families.pupils
    ]
    families.said = []


def _together(all_said: list[Said]) -> dict[tuple[Watch, str], list[Said]]:
    """By column and words."""
    words: defaultdict[Watch, dict[str, str]] = defaultdict(dict)
    found: defaultdict[tuple[Watch, str], list[Said]] = defaultdict(list)
    for said in all_said:
        known = words[said.watch]
        plain = squash(said.words)
        if plain not in known:
            known[plain] = said.words if len(known) < MOST_WORDS else OTHERS
        found[said.watch, known[plain]].append(said)
    return found


def _unclear(watch: Watch, value: str, some: list[Said]) -> Unclear:
    people = {_mark(said): _name(said) for said in some}
    topic = key_of(watch.topic, squash(value) or value) if watch.topic else ""
    key = key_of(watch.kind, str(watch.index), value, *sorted(people))
    shown = value if value in (PASSED, OTHERS) else quoted(cut(value))
    names = tuple(map(quoted, people.values()))
    return Unclear(key, topic, watch.kind, watch.title, shown, choices(watch.kind), names, frozenset(people))


def _mark(said: Said) -> str:
    number = said.pupil.register_number
    return key_of(number, said.adult.key, said.words) if said.adult else key_of(number, said.words)


def _name(said: Said) -> str:
    if said.adult is not None:
        return f"{said.adult.full_name} → {said.pupil.full_name}"
    return f"{said.pupil.full_name} ({said.pupil.class_name or said.pupil.register_number})"
