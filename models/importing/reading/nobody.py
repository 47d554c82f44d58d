"""Names that stand for nobody: `INCONNU Père`, `x x`, `Dupont Jean (décédé)`."""

import re

from models.importing.reading.full_names import Name
from models.importing.reading.names import squash
from models.importing.reading.vocabulary import words_of

PLACEHOLDERS = words_of(
    "inconnu inconnue inconnus unknown onbekend unbekannt x xx xxx nn na nd neant aucun aucune geen keine keiner"
    " none personne nihil anonyme anoniem anonymous sansobjet nonrenseigne nonrenseignee nonconnu nonconnue"
)
DEAD = re.compile(r"†|\b(?:d[ée]c[ée]d[ée]e?s?|feue?|overleden|wijlen|deceased|late|verstorben)\b", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\(([^)]*)\)|†")
NO_NAMES = words_of("m mr mme mlle monsieur madame mere pere maman papa mother father moeder vader")


def stands_for_nobody(name: Name) -> str:
    """The name as it stands if it names nobody, else empty."""
    parts = squash(name.first), squash(name.last)
    whole = f"{name.first} {name.last}".strip()
    placeholder = any(part in PLACEHOLDERS for part in parts) or set(parts) <= NO_NAMES | {""}
    dead = any(DEAD.search(found[0]) for found in IN_BRACKETS.finditer(whole)) or squash(name.first) in (
        "decede",
        "decedee",
        "overleden",
        "deceased",
        "verstorben",
    )
    return whole if whole and (placeholder or dead) else ""
