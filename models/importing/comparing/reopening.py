"""Accesses that an earlier file closed by its own words (`Autorité parentale : Non`), where this one says the contrary.

The office is asked; without an answer the access stays closed. What somebody at the office ended is not asked about.
"""

from collections.abc import Collection
from dataclasses import replace

from models.families import end_reason
from models.importing.comparing import adults
from models.importing.comparing.access_questions import AccessQuestions
from models.importing.comparing.groups import Mentions
from models.importing.comparing.plan import PlannedAccess
from models.importing.comparing.stored import OFFICE, StoredAccess, StoredFamilies
from models.importing.reading.questions import CLOSED, OPEN, PERMITTED_AGAIN


class Reopening:
    """Collects the accesses that the office opens again (`opened`), and those of which is remembered that they stay
    closed in spite of that cell (`kept_closed`). A register number that is `arriving` was another child's."""

    def __init__(self, stored: StoredFamilies, arriving: Collection[str], questions: AccessQuestions) -> None:
        self.stored, self.arriving, self.questions = stored, arriving, questions
        self.opened: list[PlannedAccess] = []
        self.kept_closed: list[PlannedAccess] = []

    def asked(self, access: PlannedAccess, link: StoredAccess, mentions: Mentions) -> bool:
        """Whether this closed access opens again. Asks the office where the file plainly says so."""
        number = access.child.register_number
        if not link.by_file or link.until or number in self.arriving:
            return False
        for mention in mentions:
            said = mention.permission if mention.register_number == number else None
            because = end_reason.words(link.because)
            if said is None or not said.answers(because) or self._shut_by_hand(access, mention.key):
                continue
            remembered = link.kept_closed == said.key
            # An answer to an earlier yes is none to a yes after another no.
            about = f"{access.adult.username} {said.key} {link.ended_at and link.ended_at.isoformat()}"
            where = PERMITTED_AGAIN, access, mention.line, about, because
            answer = self.questions.ask(*where, said=said.words, remembered=remembered)
            if answer == OPEN:
                self.opened.append(replace(access, because=said.words))
            elif answer == CLOSED and not remembered:
                self.kept_closed.append(replace(access, permission=said.key))
            return answer == OPEN
        return False

    def _shut_by_hand(self, access: PlannedAccess, name: str) -> bool:
        """Whether somebody at the office shut out of this child an adult of this name, address or phone, if by another
        account."""
        return any(
            link.adult.called(name) or adults.share_contact(link.adult, access.adult)
            for link in self.stored.links.get(access.child.register_number, ())
            if link.ended_by == OFFICE and not link.by_file
        )

    def closed_again(self, access: PlannedAccess, link: StoredAccess | None) -> None:
        """The file closes this access: what was answered to an earlier yes does not hold for a later one."""
        if link is not None and link.kept_closed:
            self.kept_closed.append(access)
