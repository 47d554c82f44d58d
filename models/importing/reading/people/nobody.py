"""Names that stand for no person: `INCONNU Père`, `x x`, `Dupont Jean (décédé)`, `Foyer Les Tilleuls ASBL`."""

import re

from models.importing.reading.headings.vocabulary import CHILD, words_of
from models.importing.reading.names import squash
from models.importing.reading.people.full_names import Name

PLACEHOLDERS = words_of(
    "null nil inconnu inconnue inconnus unknown onbekend unbekannt x xx xxx nn na nd neant aucun aucune geen"
    " keine keiner none personne nihil anonyme anoniem anonymous sansobjet nonrenseigne nonrenseignee nonconnu"
    " nonconnue nonsaisi nonsaisie nonrens nonfourni nonfournie nonindique noncommunique nietingevuld nietbekend"
    " notprovided notgiven notknown keineangabe nichtbekannt desconocido desconocida desconhecido sconosciuto"
)
# Words of institutions, which have no account: a foster home, a youth office.
INSTITUTIONS = words_of("asbl vzw saj spj clb cpms cpas ocmw jugendamt institution internat gmbh")
TESTS = words_of("test tests tester demo fictif fictive exemple voorbeeld beispiel example dummy essai")
DEAD = re.compile(r"†|\b(?:d[ée]c[ée]d[ée]e?s?|feue?|overleden|wijlen|deceased|late|verstorben)\b", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\(([^)]*)\)|†")
NO_NAMES = words_of("m mr mme mlle monsieur madame mere pere maman papa mother father moeder vader") | {""}
DEAD_WORDS = frozenset(("decede", "decedee", "overleden", "deceased", "verstorben"))  # in place of a first name


def stands_for_nobody(name: Name) -> str:
    """The name as it stands if it names nobody, else empty."""
    parts = squash(name.first), squash(name.last)
    whole = f"{name.first} {name.last}".strip()
    placeholder = not PLACEHOLDERS.isdisjoint(parts) or NO_NAMES.issuperset(parts)
    marked = "(" in whole or "†" in whole
    dead = (marked and any(DEAD.search(found[0]) for found in IN_BRACKETS.finditer(whole))) or parts[0] in DEAD_WORDS
    institution = not INSTITUTIONS.isdisjoint(map(squash, whole.split()))
    return whole if whole and (placeholder or dead or institution) else ""


def is_test(name: Name) -> bool:
    """Whether a pupil's name is an invented one, to try a program: `Test TEST`, `Élève Démo`."""
    words = {squash(word) for word in f"{name.first} {name.last}".split()}
    return bool(words & TESTS) and words <= TESTS | CHILD
