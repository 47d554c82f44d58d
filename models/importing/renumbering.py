"""A pupil whose register number changed is the same pupil: its row, parents and bars stay."""

from collections import defaultdict

from models.importing.families import Families
from models.importing.held import IMPORT, Held
from models.importing.names import same_name
from models.importing.plan import Child
from models.importing.remarks import Remark, remark
from models.importing.row import Pupil


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
        if len(some) == 1 and claims[some[0].register_number] == 1:
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
        for child in self.all:
            self.by_key[child.key].append(child)
        self.damaged = [child for child in self.all if "?" in child.key]

    def like(self, pupil: Pupil, adults: set[str]) -> list[Child]:
        """Those of the pupil's name, a lost letter standing for any, with one of these adults."""
        some = self.all if "?" in pupil.key else [*self.by_key[pupil.key], *self.damaged]
        return [child for child in some if same_name(child.key, pupil.key) and self._shares(child, adults)]

    def _shares(self, child: Child, adults: set[str]) -> bool:
        known = [link.adult for link in self.held.links.get(child.register_number, ()) if link.ended_by != IMPORT]
        return any(one.called(key) for one in known for key in adults)
