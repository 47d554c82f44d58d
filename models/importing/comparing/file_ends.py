"""Whether a cell of a file ended an access, or somebody at the office."""

from models.families import end_reason
from models.families.guardianship import FROM_FILE
from models.importing.reading.file_people import EMPTY
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.restricting import says


def from_file(ended_from: str, because: str) -> bool:
    """Whether an import closed an access by the words of its file, of those that the office is said to have ended.

    An access that ended before Préau noted where that came from has the reason that an import writes: a heading about
    rights, and a plain yes or no.
    """
    if ended_from:
        return ended_from == FROM_FILE
    heading, colon, cell = end_reason.words(because).rpartition(":")
    if not colon or words.CLEAR.isdisjoint(heading_words(heading)):
        return False
    return cell.strip() == EMPTY or says(cell, words.YES | words.NO)
