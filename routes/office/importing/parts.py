"""The questions of a preview, part by part, and of each part so many as its form may send."""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.importing.applying import answering
from models.importing.applying.upload import Uploaded
from models.importing.comparing import mend_questions
from models.importing.comparing.mend_questions import MendQuestion
from models.importing.comparing.preview import Preview
from models.importing.reading.questions import BlockingQuestion, Question
from routes.web.form import query_value
from routes.web.number import MOST_PAGES, whole
from routes.web.request import Request

ASKED_AT_ONCE = 25  # questions
ADDRESS_FIELDS = 50  # of the questions about addresses, each with a field more for each adult
MOST = 2 * ASKED_AT_ONCE + ADDRESS_FIELDS + 20  # questions, homonyms, addresses, and the import's own form

Asked = BlockingQuestion | Question | MendQuestion
AskedT = TypeVar("AskedT", BlockingQuestion, Question, MendQuestion)
Pages = Sequence[Sequence[Asked]]


@dataclass(frozen=True, slots=True)
class Part:
    """`some` of the `count` questions of a part: those on page `page` of `pages`. `open`: it is unfolded. `before` has
    the answers that it shows, for its form."""

    name: str
    count: int
    some: Sequence[Asked]
    page: int
    pages: int
    open: bool
    before: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """The page of a part that was asked for."""

    part: str = ""
    page: int = 1


FIRST_PAGES = Wanted()


def wanted(request: Request) -> Wanted:
    """As the query says; the first pages where it says nothing that a link of ours says."""
    page = whole(query_value(request.scope, "page"), MOST_PAGES)
    return Wanted(query_value(request.scope, "part"), page) if page else FIRST_PAGES


def taken_before(fields: dict[str, str]) -> str:
    """The answers that the page of a form showed (answering.py), taken out of its fields. Each part has a field
    of its own, since *Importer* sends those of several parts together."""
    names = [name for name in fields if name.startswith("before-")]
    return " ".join(fields.pop(name) for name in names)


def parts(file: Uploaded, plan: Preview, wanted: Wanted, bad: Collection[str]) -> dict[str, Part]:
    """The parts by name. What waits is always shown from its beginning: an answer moves it to the part of what is
    decided. `bad` are the keys of addresses that were refused: the page with the first of them is shown."""
    mends = mend_questions.mend_questions(plan.mends, file.decisions)
    undecided = [one for one in plan.questions if not one.decided]
    corrected = _in_pages([(one, one.fields) for one in mends if one.answered], ADDRESS_FIELDS)
    if refused := _page_with(corrected, bad):
        wanted = Wanted("corrected", refused)
    found: dict[str, Pages] = {
        "questions": _in_pages([(one, 1) for one in plan.open_questions], ASKED_AT_ONCE),
        "homonyms": _in_pages([(one, 1) for one in undecided if one.apart], ASKED_AT_ONCE),
        "addresses": _in_pages([(one, one.fields) for one in mends if not one.answered], ADDRESS_FIELDS),
        "decided": _in_pages([(one, 1) for one in plan.questions if one.decided], ASKED_AT_ONCE),
        "answered": _in_pages([(one, 1) for one in plan.blocking_questions if one.answer], ASKED_AT_ONCE),
        "corrected": corrected,
    }
    return {name: _part(file, name, pages, wanted) for name, pages in found.items()}


def _in_pages(questions: Iterable[tuple[AskedT, int]], most: int) -> list[list[AskedT]]:
    """The questions, each with its number of fields, in pages of at most so many fields."""
    pages: list[list[AskedT]] = []
    left = 0
    for question, fields in questions:
        if fields > left:
            pages.append([])
            left = most
        pages[-1].append(question)
        left -= fields
    return pages


def _page_with(pages: list[list[MendQuestion]], bad: Collection[str]) -> int | None:
    numbered = enumerate(pages, 1)
    return next((number for number, some in numbered for one in some if any(m.key in bad for m in one.mends)), None)


def _part(file: Uploaded, name: str, pages: Pages, wanted: Wanted) -> Part:
    asked = wanted.part == name
    page = min(wanted.page if asked else 1, len(pages))
    some = pages[page - 1] if pages else []
    before = answering.shown(file, itertools.chain.from_iterable(map(_keys, some)))
    return Part(name, sum(map(len, pages)), some, page, len(pages), asked, before)


def _keys(question: Asked) -> list[str]:
    """Of its answers: a question about an address may have several."""
    return [one.key for one in question.mends] if isinstance(question, MendQuestion) else [question.key]
