"""The pupils of the file beside those of the school: who is new, changed, back, gone."""

from models.importing.comparing.held import Held
from models.importing.comparing.plan import ChangedChild, differences
from models.importing.reading.families import Families
from models.importing.reading.names import better, squash
from models.importing.reading.persons import Child
from models.importing.reading.remarks import Remark, remark
from models.importing.reading.row import Pupil


class Children:
    """The pupils of the file beside those of the school."""

    def __init__(self, families: Families, held: Held, notices: list[Remark]) -> None:
        self.held = held
        self.now: dict[str, Child] = {}
        self.new: list[Child] = []
        self.changed: list[ChangedChild] = []
        self.unchanged: list[Child] = []
        self.returned: list[Child] = []
        self.gone: list[Child] = []
        self.protected: list[Child] = []
        for pupil in families.pupils.values():
            self._add(pupil, notices)
        for number, child in held.children.items():
            if number in held.left:
                continue
            if number in families.in_doubt or child.key in families.names_in_doubt:
                self.protected.append(child)
            elif number not in families.pupils:
                self.gone.append(child)

    def _add(self, pupil: Pupil, notices: list[Remark]) -> None:
        number, known = pupil.register_number, self.held.children.get(pupil.register_number)
        if known is None:
            child = Child(None, number, pupil.first_name, pupil.last_name, pupil.class_name)
            self.new.append(child)
        else:
            names = better(known.first_name, pupil.first_name), better(known.last_name, pupil.last_name)
            child = Child(known.id, number, *names, pupil.class_name or known.class_name)
            self._note_another_child(known, child, pupil.line, notices)
            if number in self.held.left:
                self.returned.append(child)
            if changes := differences(known, child, ("register_number", "first_name", "last_name", "class_name")):
                self.changed.append(ChangedChild(child, changes))
            elif number not in self.held.left:
                self.unchanged.append(child)
        self.now[number] = child

    @staticmethod
    def _note_another_child(known: Child, child: Child, line: int, notices: list[Remark]) -> None:
        if squash(known.first_name) != squash(child.first_name) and squash(known.last_name) != squash(child.last_name):
            names = {"before": known.full_name, "after": child.full_name}
            notices.append(remark(line, "child_replaced", register=known.register_number, **names))
