"""Pupils who were sorted without their parents: their surnames stand in the file, but beside other pupils."""

from collections import defaultdict

from models.importing.reading.families import Families
from models.importing.reading.names import squash
from models.importing.reading.remarks import Remark, cut, remark

# Measured on 613 lists of 12 pupils and more: 0.33 and more of the surnames that some adult has stand beside the own
# parents; where the pupils' surnames are shuffled, at most 0.25, and less than 0.2 in 108 of 110 lists.
FEWEST = 30  # pupils with adults
SOMEWHERE = 0.5  # of these pupils have a surname that some adult of the file has
BESIDE = 0.2  # of which fewer than this share stand beside such an adult
SHORTEST = 3  # letters of a word of a name
SAMPLES = 3


def notice(families: Families) -> list[Remark]:
    """A fault where nearly no pupil has a surname of the own parents."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    everywhere: set[str] = set()
    adults = {adult.register_number: adult.full_name for adult in families.adults}
    for adult in families.adults:
        words = _words(adult.first_name) | _words(adult.last_name)
        beside[adult.register_number] |= words
        everywhere |= words
    pupils = [pupil for pupil in families.pupils.values() if pupil.register_number in beside]
    known = [pupil for pupil in pupils if not _words(pupil.last_name).isdisjoint(everywhere)]
    apart = [pupil for pupil in known if _words(pupil.last_name).isdisjoint(beside[pupil.register_number])]
    if len(pupils) < FEWEST or len(known) < SOMEWHERE * len(pupils) or len(known) - len(apart) >= BESIDE * len(known):
        return []
    found = "; ".join(f"{cut(pupil.full_name)} – {cut(adults[pupil.register_number])}" for pupil in apart[:SAMPLES])
    return [remark(0, "sorted_apart", count=len(apart), total=len(pupils), found=found)]


def _words(name: str) -> frozenset[str]:
    words = frozenset(map(squash, name.replace("-", " ").split()))
    return frozenset(word for word in words if len(word) >= SHORTEST) or words - {""}
