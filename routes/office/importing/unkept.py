"""Answers of a form that were not kept, since somebody gave others after its page was made: who did, and to what."""

from collections.abc import Callable, Iterator, Mapping

from language.text import _
from models.importing.applying.answering import Unkept
from models.importing.applying.upload import Uploaded
from models.importing.comparing import blocking_words, mend_questions, question_words
from models.importing.comparing.preview import Preview
from models.importing.reading.questions import ADDRESS
from routes.web.form import Fault


def faults(plan: Preview, file: Uploaded, unkept: Unkept, field: str) -> Iterator[Fault]:
    """A fault for each of these answers, by the key of its question, with the one that counts."""
    for key, text, in_words in _questions(plan, file):
        if key in unkept.answers:
            yield Fault(
                field,
                _(
                    "{who} a répondu depuis que vous avez ouvert cette page. {question} Sa réponse : {answer}"
                    " La vôtre n’a pas été gardée : {own}"
                ).format(
                    who=unkept.who,
                    question=text,
                    answer=in_words(file.decisions[key]),
                    own=in_words(unkept.answers[key]),
                ),
            )


def _questions(plan: Preview, file: Uploaded) -> Iterator[tuple[str, str, Callable[[str], str]]]:
    """The key of each question, the question, and what puts an answer to it into words."""
    for asked in plan.questions:
        options = {one.value: question_words.option_text(asked, one) for one in asked.options}
        yield asked.key, f"{question_words.who(asked)}. {question_words.question_text(asked)}", _among(options)
    for blocking in plan.blocking_questions:
        choices = {one.value: blocking_words.choice_text(blocking, one) for one in blocking.choices}
        yield blocking.key, blocking_words.blocking_text(blocking), _among(choices)
    for question in mend_questions.mend_questions(plan.mends, file.decisions):
        for mend in question.mends:
            yield mend.key, question.text, _address


def _among(options: Mapping[str, str]) -> Callable[[str], str]:
    return lambda answer: options.get(answer, "—")


def _address(answer: str) -> str:
    return f"{answer.removeprefix(ADDRESS) or _('Aucune adresse')}."
