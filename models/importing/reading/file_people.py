"""The pupils and adults of one row of a file."""

from dataclasses import dataclass, field

from language.punctuation import named
from models.importing.reading.mail.mends import Mend
from models.importing.reading.names import NamedPerson, name_key, squash, unnamed_key
from models.importing.reading.questions import key_of
from models.importing.reading.remarks import LineNumber, Remark, cut, quoted
from models.importing.reading.tables import TextRow

EMPTY = "–"  # in place of an empty cell


@dataclass(frozen=True, slots=True)
class FilePupil(NamedPerson):
    """A pupil as the file has it. `birth` is an ISO date, empty where the file has none."""

    line: LineNumber
    register_number: str
    first_name: str
    last_name: str
    class_name: str
    birth: str = ""


@dataclass(frozen=True, slots=True)
class Permission:
    """A cell that says plainly that an adult may see a pupil: `Oui` below `Autorité parentale`. `reverse`: a no says
    so, below `Interdiction`."""

    heading: str
    cell: str
    reverse: bool = False

    @property
    def key(self) -> str:
        """The same for the same words, however they are written."""
        return key_of(squash(self.heading), squash(self.cell))

    @property
    def words(self) -> str:
        """With the heading: `Autorité parentale : Oui`."""
        return named(self.heading, shown(self.cell))

    def answers(self, because: str) -> bool:
        """Whether it says the contrary of the cell that closed the access, which is the reason `because`, in words. A
        no below `Interdiction` does only where that column closed it."""
        return not self.reverse or because.startswith(self.heading)


def shown(cell: str) -> str:
    """A cell as it is shown and stored."""
    return quoted(cut(cell)) or EMPTY


@dataclass(frozen=True, slots=True)
class FileAdult(NamedPerson):
    """One mention of an adult beside a pupil. A field is empty where the file does not have it. `closed` is the
    reason to store (models/families/end_reason.py) where a cell closes the access, such as `Autorité parentale : Non`;
    without one, `permission` may say the contrary. Of an `unnamed` adult the file has an address and no name: first and
    last name are made up (people/made_up_names.py). `insisted` is such a reason, of a cell of which the office answered
    that the adult may see the pupil all the same."""

    line: LineNumber
    register_number: str
    first_name: str
    last_name: str
    email: str
    phone: str
    relation: str
    language: str
    closed: str = ""
    permission: Permission | None = None
    unnamed: bool = False
    insisted: str = ""

    @property
    def key(self) -> str:
        """The key of the name; of the address where the name is made up."""
        return unnamed_key(self.email) if self.unnamed else name_key(self.first_name, self.last_name)


@dataclass(slots=True)
class ReadRow:
    """What one row says. `adults` are by their place in the layout; two where a cell names two people. `incomplete`: an
    adult is left out whose name cannot be read, so that nobody's access ends because of this row. `tests`: the pupil is
    invented, to try a program. `whole`: a row of this table should have all adults of its pupils."""

    row: TextRow
    pupils: list[FilePupil] = field(default_factory=list)
    adults: list[tuple[int, FileAdult]] = field(default_factory=list)
    wrong: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)
    mends: list[Mend] = field(default_factory=list)
    incomplete: bool = False
    tests: bool = False
    whole: bool = False
