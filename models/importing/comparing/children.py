"""The pupils of the file beside those of the school: who is new, changed, back, gone or renumbered."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from models.importing.comparing.plan import ChangedChild, differences
from models.importing.comparing.stored import IMPORT, StoredFamilies
from models.importing.reading.families import Families
from models.importing.reading.file_people import FileAdult, FilePupil
from models.importing.reading.names import corrected, same_name, shape, squash
from models.importing.reading.questions import CLOSED, OPEN, SENT_AWAY, Answers, Option, Question, key_of
from models.importing.reading.records import AdultRecord, ChildRecord
from models.importing.reading.remarks import Remark, remark

CROWD = 50  # children of one name: with more of them, not each is compared with each
LOST = 300  # at most so many names of one length are compared with a name that has lost letters
Pair = tuple[str, str]  # the name keys of a child and of an adult


class ChildComparison:
    """What becomes of each child. `now` are all children of the file, by register number; `away` those of them whom the
    office made leave, and who stay so: nothing of theirs changes."""

    def __init__(self, families: Families, stored: StoredFamilies, notices: list[Remark], answers: Answers) -> None:
        self.stored, self.notices, self.answers = stored, notices, answers
        self.now: dict[str, ChildRecord] = {}
        self.new: list[ChildRecord] = []
        self.changed: list[ChangedChild] = []
        self.unchanged: list[ChildRecord] = []
        self.settled: list[ChildRecord] = []
        self.confirmed: list[ChildRecord] = []
        self.returned: list[ChildRecord] = []
        self.gone: list[ChildRecord] = []
        self.kept: list[ChildRecord] = []
        self.protected: list[ChildRecord] = []
        self.away: set[str] = set()
        self.questions: list[Question] = []
        for pupil in families.pupils.values():
            self._add(pupil)
        for number, child in stored.children.items():
            in_doubt = number in families.in_doubt or not child.keys.isdisjoint(families.names_in_doubt)
            if number in families.pupils or (number in stored.left and (in_doubt or number not in stored.sent_away)):
                continue
            if number in stored.left:
                self.confirmed.append(child)
            elif in_doubt:
                self.protected.append(child)
            else:
                (self.kept if number in stored.by_hand else self.gone).append(child)

    def _add(self, pupil: FilePupil) -> None:
        number, known = pupil.register_number, self.stored.children.get(pupil.register_number)
        if known is None:
            child = ChildRecord(None, number, pupil.first_name, pupil.last_name, pupil.class_name)
            self.new.append(child)
        elif number in self.stored.sent_away and not self._comes_back(known, pupil):
            child = known
            self.away.add(number)
        else:
            child = self._again(known, pupil)
            self._note_another_child(known, child, pupil.line)
            if number in self.stored.left:
                self.returned.append(child)
            if number in self.stored.by_hand:
                self.confirmed.append(child)
            if changes := differences(known, child, ("register_number", "first_name", "last_name", "class_name")):
                self.changed.append(ChangedChild(child, changes))
            elif number not in self.stored.left:
                self.unchanged.append(child)
            if not changes and child.file_values != known.file_values:
                self.settled.append(child)
        self.now[number] = child

    def _comes_back(self, known: ChildRecord, pupil: FilePupil) -> bool:
        """Whether a child whom the office made leave is at the school, because the file still names it: only where the
        office says so."""
        key, options = key_of(str(known.id), pupil.key, SENT_AWAY), (Option(CLOSED), Option(OPEN))
        answer = self.answers.of(key, [option.value for option in options])
        about = None, (pupil.full_name,), options, answer or CLOSED, answer is not None
        self.questions.append(Question(key, SENT_AWAY, pupil.line, *about))
        if answer is None:
            self.notices.append(remark(pupil.line, SENT_AWAY, child=pupil.full_name))
        return answer == OPEN

    def _again(self, known: ChildRecord, pupil: FilePupil) -> ChildRecord:
        """The child as it will be: what the file says, but for what the office wrote (as in adults.py)."""
        given, name = (pupil.first_name, pupil.last_name), (known.first_name, known.last_name)
        file_name: tuple[str | None, str | None] = None, None
        if given != name:
            both = [corrected(*each) for each in zip(name, known.file_values[:2], given, strict=True)]
            name, file_name = (both[0][0], both[1][0]), (both[0][1], both[1][1])
        child = replace(
            known,
            register_number=pupil.register_number,
            first_name=name[0],
            last_name=name[1],
            file_first_name=file_name[0],
            file_last_name=file_name[1],
        )
        if file_name != (None, None):
            self._note(pupil, "office_child_name", child=child.full_name, file=pupil.full_name)
        elif known.file_values[:2] != (None, None) and child.full_name != known.full_name:
            self._note(pupil, "file_child_name", child=child.full_name, before=known.full_name)
        return self._with_class(child, pupil)

    def _with_class(self, child: ChildRecord, pupil: FilePupil) -> ChildRecord:
        given, words = pupil.class_name, {"child": child.full_name, "file": pupil.class_name}
        if not given:
            return child
        if child.file_class_name is None or given == child.class_name:
            return replace(child, class_name=given, file_class_name=None)
        if given.casefold() == child.file_class_name.casefold():
            self._note(pupil, "office_class", **words, kept=child.class_name or "—")
            return child
        self._note(pupil, "file_class", **words, before=child.class_name or "—")
        return replace(child, class_name=given, file_class_name=None)

    def _note(self, pupil: FilePupil, kind: str, **words: str) -> None:
        self.notices.append(remark(pupil.line, kind, **words))

    def _note_another_child(self, known: ChildRecord, child: ChildRecord, line: int) -> None:
        if squash(known.first_name) != squash(child.first_name) and squash(known.last_name) != squash(child.last_name):
            names = {"before": known.full_name, "after": child.full_name}
            self.notices.append(remark(line, "child_replaced", register=known.register_number, **names))


def renumber(families: Families, stored: StoredFamilies, notices: list[Remark]) -> None:
    """Find under their new register number the stored children whom the file has under another one.

    That is: a child who would be new has the name of one who would leave, and an adult in common. Where several are
    possible, none is renumbered and the office gets a notice; what it ended stays ended by name all the same.
    """
    new = [pupil for number, pupil in families.pupils.items() if number not in stored.children]
    leaving = _Leaving(families, stored) if new else None
    if leaving is None:
        return
    adults: defaultdict[str, list[FileAdult]] = defaultdict(list)
    for adult in families.adults:
        adults[adult.register_number].append(adult)
    meant = {pupil.register_number: leaving.like(pupil, adults[pupil.register_number]) for pupil in new}
    claims: defaultdict[str, int] = defaultdict(int)
    for some in meant.values():
        for child in some:
            claims[child.register_number] += 1
    for pupil in new:
        some = meant[pupil.register_number]
        if len(some) == 1 and claims[some[0].register_number] == 1 and some[0] not in leaving.crowd:
            stored.renumber(some[0].register_number, pupil.register_number)
        elif some:
            before = ", ".join(child.register_number for child in some)
            words = {"child": pupil.full_name, "after": pupil.register_number, "before": before}
            notices.append(remark(pupil.line, "renumbered_unclear", **words))


class _Leaving:
    """The stored children whose register number the file does not have, found by name."""

    def __init__(self, families: Families, stored: StoredFamilies) -> None:
        self.stored = stored
        self.all = [
            child
            for number, child in stored.children.items()
            if number not in families.pupils
            and (number not in stored.left or number in stored.sent_away)
            and number not in families.in_doubt
            and child.keys.isdisjoint(families.names_in_doubt)
        ]
        self.by_key: defaultdict[str, list[ChildRecord]] = defaultdict(list)
        self.by_shape: defaultdict[tuple[int, ...], list[ChildRecord]] = defaultdict(list)
        self.by_pair: defaultdict[Pair, list[ChildRecord]] = defaultdict(list)
        for child in self.all:
            for key in child.keys:
                self.by_key[key].append(child)
            self.by_shape[shape(child.key)].append(child)
        self.damaged = {at: [one for one in some if "?" in one.key] for at, some in self.by_shape.items()}
        for some in self.by_key.values():
            for child in some if len(some) > CROWD else ():
                for pair in {(child.key, key) for one in self._beside(child) for key in one.keys}:
                    self.by_pair[pair].append(child)
        self.crowd = {child for some in self.by_pair.values() if len(some) > CROWD for child in some}

    def like(self, pupil: FilePupil, adults: Sequence[FileAdult]) -> list[ChildRecord]:
        """Those of the pupil's name, where a lost letter matches any, with one of these adults; at most `CROWD`."""
        at = shape(pupil.key)
        if len(self.by_key.get(pupil.key, ())) > CROWD:
            pairs = (self.by_pair.get((pupil.key, key), []) for key in {adult.key for adult in adults})
            return list(dict.fromkeys(child for some in pairs for child in some[:CROWD]))
        lost = self.by_shape.get(at, []) if "?" in pupil.key else self.damaged.get(at, [])
        some = dict.fromkeys((*self.by_key.get(pupil.key, ()), *lost[:LOST]))
        return [
            child
            for child in some
            if (pupil.key in child.keys or same_name(child.key, pupil.key)) and self._shares(child, adults)
        ]

    def _beside(self, child: ChildRecord) -> list[AdultRecord]:
        return [link.adult for link in self.stored.links.get(child.register_number, ()) if link.ended_by != IMPORT]

    def _shares(self, child: ChildRecord, adults: Sequence[FileAdult]) -> bool:
        return any(one.may_be(adult.key, adult.email) for one in self._beside(child) for adult in adults)
