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
    names = {name for adult in families.adults for name in (adult.first_name, adult.last_name)}
    words = {name: _words(name) for name in names | {pupil.last_name for pupil in families.pupils.values()}}
    everywhere = {word for name in names for word in words[name]}
    adults = {adult.register_number: adult.full_name for adult in families.adults}
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for adult in families.adults:
        beside[adult.register_number] += (*words[adult.first_name], *words[adult.last_name])
    pupils = [pupil for pupil in families.pupils.values() if pupil.register_number in beside]
    known = [pupil for pupil in pupils if not everywhere.isdisjoint(words[pupil.last_name])]
    apart = [
        pupil for pupil in known if not any(word in beside[pupil.register_number] for word in words[pupil.last_name])
    ]
    if len(pupils) < FEWEST or len(known) < SOMEWHERE * len(pupils) or len(known) - len(apart) >= BESIDE * len(known):
        return []
    found = "; ".join(f"{cut(pupil.full_name)} – {cut(adults[pupil.register_number])}" for pupil in apart[:SAMPLES])
    return [remark(0, "sorted_apart", count=len(apart), total=len(pupils), found=found)]


def _words(name: str) -> list[str]:
    words = list(filter(None, map(squash, name.replace("-", " ").split())))
    return [word for word in words if len(word) >= SHORTEST] or words
