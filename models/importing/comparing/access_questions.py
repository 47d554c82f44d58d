"""The questions whether an access stays closed."""

from dataclasses import replace

from models.families import end_reason
from models.importing.comparing.plan import PlannedAccess
from models.importing.reading.file_people import FileAdult
from models.importing.reading.questions import CLOSED, OPEN, Answers, Option, Question, key_of
from models.importing.reading.remarks import LineNumber, Remark, remark


class AccessQuestions:
    """Asks them, and collects them in `asked`."""

    def __init__(self, answers: Answers, notices: list[Remark]) -> None:
        self.answers, self.notices = answers, notices
        self.asked: list[Question] = []

    def say_closed(self, access: PlannedAccess, mention: FileAdult) -> None:
        """Add a notice that an access stays closed, though the office answered that a cell of this file shuts nobody
        out."""
        words = {"adult": access.adult.full_name, "child": access.child.full_name}
        said = end_reason.words(mention.insisted)
        self.notices.append(remark(mention.line, "insisted", **words, said=said))

    def ask(
        self,
        kind: str,
        access: PlannedAccess,
        line: int,
        about: str,
        barred: str,
        *,
        said: str = "",
        remembered: bool = False,
    ) -> str | None:
        """The answer given for this file. Without one, and if none is remembered, there is a notice too, since the
        command's dry run cannot ask."""
        adult, child = access.adult, access.child
        key = key_of(child.register_number, adult.key, about)
        options = Option(CLOSED), Option(OPEN)
        answer = self.answers.of(key, [option.value for option in options])
        decided = answer is not None or remembered
        asked = Question(
            key, kind, LineNumber.of(line), adult, (child.full_name,), options, answer or CLOSED, decided, barred
        )
        self.asked.append(replace(asked, said=said, remembered=decided and answer is None))
        if not decided:
            words = {"adult": adult.full_name, "child": child.full_name, "barred": barred}
            self.notices.append(remark(line, kind, **words, **({"said": said} if said else {})))
        return answer
