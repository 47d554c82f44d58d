"""One row of a file → its pupils and adults, with what is wrong."""

from collections.abc import Callable, Container, Mapping, Sequence

from models.importing.reading import cells
from models.importing.reading.cells import trimmed
from models.importing.reading.columns import unnamed_rows
from models.importing.reading.file_people import FileAdult, FilePupil, ReadRow
from models.importing.reading.layout import NAMES, AdultColumns
from models.importing.reading.leaving import leaving_cells
from models.importing.reading.legends.starred_names import without_mark
from models.importing.reading.mail import mends, placeholder_mail, pupils_mail, schools_mail
from models.importing.reading.mail.crossed_out import crossed_out
from models.importing.reading.mail.mends import Mend
from models.importing.reading.mail.others_mail import Mailboxes
from models.importing.reading.mail.remarked_mail import RemarkedMail
from models.importing.reading.misplaced.padding import padded
from models.importing.reading.misplaced.sideways import SURE, Kinds
from models.importing.reading.names import squash
from models.importing.reading.people import full_names
from models.importing.reading.people.full_names import Name
from models.importing.reading.people.languages import language_code
from models.importing.reading.people.names_on_lines import on_lines
from models.importing.reading.people.nobody import is_test, stands_for_nobody
from models.importing.reading.questions import Answers, key_of
from models.importing.reading.remarks import cut, quoted, remark
from models.importing.reading.table import Table
from models.importing.reading.tables import TextRow


class RowReader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, answers: Answers) -> None:
        self.layout, self.width, self.orders, self.answers = table.layout, table.width, table.orders, answers
        adults, self.kinds = table.layout.adults, Kinds(table.rows)
        self.whole = len(adults) > 1 or bool(adults and adults[0].relation)
        self.pupils_domains = pupils_mail.domains(table.layout.pupils, table.rows)
        self.school_domains = schools_mail.domains(table.layout, table.rows)
        self.pupils_own = pupils_mail.PupilsOwn(table.layout, table.rows)
        self.mailboxes = Mailboxes(table.layout, table.rows)
        self.remarked = RemarkedMail(table.layout, table.rows).addresses
        self.placeholders = placeholder_mail.placeholders(table.layout, table.rows)

    def read(self, row: TextRow, class_name: str = "") -> ReadRow:
        """The row's people. `class_name` is the class where the row has no column of it."""
        given = row.cells
        row = padded(row, self.layout, self.width)
        read = ReadRow(row, whole=self.whole)
        if len(row.cells) < self.width:
            read.wrong.append(remark(row.number, "few_cells", who=_who(given), count=len(given), width=self.width))
            return read
        pushed = self.kinds.pushed_right(given)
        if any(map(str.strip, given[self.width :])) or pushed >= SURE or (pushed and len(given) > self.width):
            count = max(len(given), self.width + 1)  # an empty last column is left out
            read.wrong.append(remark(row.number, "many_cells", who=_who(given), count=count, width=self.width))
            return read
        for place, columns in enumerate(self.layout.children):
            shared = columns.get("last") == self.layout.child.get("last")  # the family's, whatever children it has
            names = ("first", "name") if shared else ("last", "first", "name")
            if place == 0 or any(row.cells[columns[name]].strip() for name in names if name in columns):
                self._pupil(read, columns, class_name)
        for place, adult in enumerate(() if read.tests else self.layout.adults):
            self._adults(read, place, adult)
        return read

    def _pupil(self, read: ReadRow, columns: Mapping[str, int], class_name: str) -> None:
        row = read.row

        def cell(name: str) -> str:
            if name not in columns:
                return ""
            value = row.cells[columns[name]]
            value = on_lines(without_mark(value, name)) if name in NAMES else value
            return cells.text(value, f"child {name}", row.number, read.wrong.append)

        names = [Name(cell("first"), f"{cell('prefix')} {cell('last')} {cell('second')}".strip())]
        classes = [f"{cell('year')}{leaving_cells.class_in(cell('class'))}" or class_name]
        if "name" in columns:
            whole = cell("name")
            names = full_names.split(whole, self.orders.get(columns["name"]), self._adults_surnames(row)) or names
            asides = full_names.asides(whole)
            if "class" not in columns and len(asides) == len(names):
                classes = [cells.text(one, "child class", row.number, read.wrong.append) for one in asides]
        born = cells.read_date(trimmed(row.cells[columns["birth"]])) if "birth" in columns else None
        birth = born.isoformat() if born and len(names) == 1 else ""
        for place, name in enumerate(names):
            own_class = classes[min(place, len(classes) - 1)]
            if is_test(name):
                value = f"{name.first} {name.last}"
                read.notices.append(remark(row.number, "test_pupil", value=cut(value)))
                read.tests = True
                return
            pupil = FilePupil(row.number, cell("register"), name.first, name.last, own_class, birth)
            self._check(read, pupil, columns)
            read.pupils.append(pupil)
        if len(names) > 1 and "register" in columns:
            read.wrong.append(remark(row.number, "several_children", value=cut(cell("name"))))

    @staticmethod
    def _check(read: ReadRow, pupil: FilePupil, columns: Mapping[str, int]) -> None:
        whole = bool(pupil.first_name and pupil.last_name)
        if whole and (pupil.register_number or "register" not in columns):
            return
        filled = _who(read.row.cells)
        if "register" in columns and not pupil.register_number:
            read.wrong.append(remark(pupil.line, "no_register", child=pupil.full_name.strip() or filled))
        if not whole:
            read.wrong.append(remark(pupil.line, "no_child_name", value=cut(pupil.full_name.strip()) or filled))

    def _adults_surnames(self, row: TextRow) -> list[str]:
        found = [index for adult in self.layout.adults for index in adult.columns.get("last", ())]
        return [surname for index in found if (surname := trimmed(row.cells[index]))]

    def _adults(self, read: ReadRow, place: int, columns: AdultColumns) -> None:
        row = read.row

        def cell(name: str) -> str:
            if name not in columns.columns or not (value := cells.filled(row.cells, columns.columns[name])):
                return ""
            value = on_lines(without_mark(value, name)) if name in NAMES else value
            return cells.text(value, f"adult {name}", row.number, read.wrong.append)

        phone, relation = cell("phone"), cell("relation")
        email_cells = [row.cells[index] for index in columns.columns.get("email", ())]
        told = phone or any(not mends.is_none(one) for one in email_cells)
        value = trimmed(next((one for one in email_cells if one.strip()), phone))
        names = self._names(read, columns, cell)
        child = read.pupils[0].full_name if read.pupils else ""
        people: list[tuple[Name, Sequence[str]]] = []  # each with the cells of the address
        for name in names:
            if nobody := stands_for_nobody(name):
                read.notices.append(remark(row.number, "nobody", value=cut(nobody), child=child))
            elif name.first and name.last:
                people.append((name, email_cells))
            else:
                read.incomplete = True
                whole = f"{name.first} {name.last}".strip()
                read.notices.append(remark(row.number, "no_adult_name", value=cut(whole), child=child))
        if columns.unnamed and told and read.pupils:
            people = unnamed_rows.people(columns, email_cells, read.pupils[0].last_name)
        elif not names and told:
            read.incomplete = True
            read.notices.append(remark(row.number, "no_adult_name", value=cut(value), child=child))
        spoken = cells.filled(row.cells, columns.columns.get("language", ()))
        language = language_code(spoken)
        if language is None:
            read.notices.append(remark(row.number, "unknown_language", value=cut(trimmed(spoken))))
        number = read.pupils[0].register_number if read.pupils else ""
        alone, crossed = len(people) == 1, crossed_out(email_cells, row, columns, self.layout)
        for name, own_cells in people:
            email = self._email(read, own_cells, name, crossed, alone=alone or columns.unnamed, unnamed=columns.unnamed)
            if columns.unnamed and not email:  # an adult without a name and an address is nobody
                read.incomplete = True
                read.notices.append(remark(row.number, "no_name_no_address", value=cut(value), child=child))
                continue
            own_phone = phone if alone or not columns.unnamed else ""
            said = (email, own_phone, relation or columns.relation, language or "")
            adult = FileAdult(row.number, number, name.first, name.last, *said, unnamed=columns.unnamed)
            read.adults.append((place, adult))

    def _names(self, read: ReadRow, columns: AdultColumns, cell: Callable[[str], str]) -> list[Name]:
        first, last = cell("first"), f"{cell('prefix')} {cell('last')} {cell('second')}".strip()
        if "name" not in columns.columns:
            return [Name(first, last)] if first or last else []
        whole = cell("name")
        if first and whole:
            return [Name(first, full_names.without(whole, first))]
        surnames = [pupil.last_name for pupil in read.pupils if pupil.last_name]
        return full_names.split(whole, self.orders.get(columns.columns["name"][0]), surnames)

    def _email(
        self, read: ReadRow, given: Sequence[str], name: Name, crossed: Container[str], *, alone: bool, unnamed: bool
    ) -> str:
        """The address of one adult: the first good one of these cells. What cannot be used is noted as a `Mend`, and
        so is what is `crossed` out."""
        line = read.row.number
        child = read.pupils[0].full_name if read.pupils else ""
        who = f"{name.first} {name.last}"
        for cell in given:
            if mends.is_none(cell):
                continue
            value = trimmed(cell)
            good = cells.address(cell) if alone else ""
            if read.adults and squash(value) in mends.IDEM and (before := read.adults[-1][1].email):
                read.notices.append(remark(line, "address_cleaned", value=cut(value), adult=who, kept=before))
                return before
            if good and good != cells.plain_address(cell):
                read.notices.append(remark(line, "address_cleaned", value=cut(value), adult=who, kept=good))
            domain = good.rpartition("@")[2]
            pupils = bool(good) and (
                domain in self.pupils_domains
                or pupils_mail.is_own(good, name, read.pupils)
                or self.pupils_own.has(good, name, read.pupils, read.row)
            )
            schools = domain in self.school_domains or (bool(good) and schools_mail.is_schools(good, name))
            anothers = bool(good) and not pupils and self.mailboxes.is_anothers(good, name, read.row)
            shared, noted = good in self.placeholders, mends.has_note(cell) or good in self.remarked
            doubtful = pupils or schools or anothers or shared or noted or cell in crossed
            if good and not doubtful and not mends.suspicious(good):
                return good
            meant = [self.mailboxes.own(name)] if anothers else []
            proposals = tuple(map(quoted, filter(None, (*meant, *mends.proposals(cell, name.first)))))
            kind = "noted_address" if noted else "crossed_address" if cell in crossed else "bad_address"
            kind = "pupils_address" if pupils else "school_address" if schools else kind
            kind = "anothers_address" if anothers else "shared_address" if shared else kind
            kind = kind if len(proposals) < 2 or anothers or shared else "several_addresses"
            kind = kind if alone else "whose_address"
            key = key_of("mend", f"{line.sheet}:{line}", child, who, value)
            about = (quoted(who), quoted(child), quoted(cut(value)))
            mend = Mend(key, line, kind, *about, proposals, unnamed)
            answer = self.answers.address(mend.key)
            read.mends.append(mend)
            return answer or ""
        return ""


def _who(row: Sequence[str]) -> str:
    """The first words of a row, by which a person recognises it."""
    return cut(" ".join(list(filter(None, map(trimmed, row)))[:3]))
