"""A pupil whose register number changed is the same pupil: its row, parents and bars stay."""

from collections import defaultdict

from models.importing.comparing.held import IMPORT, Held
from models.importing.reading.families import Families
from models.importing.reading.names import same_name, shape
from models.importing.reading.persons import Adult, Child
from models.importing.reading.remarks import Remark, remark
from models.importing.reading.row import Pupil

CROWD = 50  # children of one name: where there are more, not each is held against each
LOST = 300  # children with names of one length, among whom a name with lost letters is looked for
Pair = tuple[str, str]  # the name keys of a child and of an adult


def renumber(families: Families, held: Held, notices: list[Remark]) -> None:
    """Let `held` know by their new numbers the children whom the file has under another one.

    That is: one who would be new has the name of one who would leave, and an adult in common. Where several could be
    meant, nobody is renumbered and the office is told; what it ended is carried by name all the same.
    """
    new = [pupil for number, pupil in families.pupils.items() if number not in held.children]
    leaving = _Leaving(families, held) if new else None
    if leaving is None:
        return
    adults: defaultdict[str, set[str]] = defaultdict(set)
    for adult in families.adults:
        adults[adult.register_number].add(adult.key)
    meant = {pupil.register_number: leaving.like(pupil, adults[pupil.register_number]) for pupil in new}
    claims: defaultdict[str, int] = defaultdict(int)
    for some in meant.values():
        for child in some:
            claims[child.register_number] += 1
    for pupil in new:
        some = meant[pupil.register_number]
        if len(some) == 1 and claims[some[0].register_number] == 1 and some[0] not in leaving.crowd:
            held.renumber(some[0].register_number, pupil.register_number)
        elif some:
            before = ", ".join(child.register_number for child in some)
            words = {"child": pupil.full_name, "after": pupil.register_number, "before": before}
            notices.append(remark(pupil.line, "renumbered_unclear", **words))


class _Leaving:
    """The children whom the file no longer has under their number, found by name."""

    def __init__(self, families: Families, held: Held) -> None:
        self.held = held
        self.all = [
            child
            for number, child in held.children.items()
            if number not in families.pupils
            and number not in held.left
            and number not in families.in_doubt
            and child.key not in families.names_in_doubt
        ]
        self.by_key: defaultdict[str, list[Child]] = defaultdict(list)
        self.by_shape: defaultdict[tuple[int, ...], list[Child]] = defaultdict(list)
        self.by_pair: defaultdict[Pair, list[Child]] = defaultdict(list)
        for child in self.all:
            self.by_key[child.key].append(child)
            self.by_shape[shape(child.key)].append(child)
        self.damaged = {at: [one for one in some if "?" in one.key] for at, some in self.by_shape.items()}
        for some in self.by_key.values():
            for child in some if len(some) > CROWD else ():
                for pair in {(child.key, key) for one in self._beside(child) for key in one.keys}:
                    self.by_pair[pair].append(child)
        self.crowd = {child for some in self.by_pair.values() if len(some) > CROWD for child in some}

    def like(self, pupil: Pupil, adults: set[str]) -> list[Child]:
        """Those of the pupil's name, a lost letter standing for any, with one of these adults; of a crowd the first."""
        at = shape(pupil.key)
        if len(self.by_key.get(pupil.key, ())) > CROWD:
            pairs = (self.by_pair.get((pupil.key, key), []) for key in adults)
            return list(dict.fromkeys(child for some in pairs for child in some[:CROWD]))
        lost = self.by_shape.get(at, []) if "?" in pupil.key else self.damaged.get(at, [])
        some = dict.fromkeys((*self.by_key.get(pupil.key, ()), *lost[:LOST]))
        return [child for child in some if same_name(child.key, pupil.key) and self._shares(child, adults)]

    def _beside(self, child: Child) -> list[Adult]:
        return [link.adult for link in self.held.links.get(child.register_number, ()) if link.ended_by != IMPORT]

    def _shares(self, child: Child, adults: set[str]) -> bool:
        return any(one.called(key) for one in self._beside(child) for key in adults)
