"""Pupils of one name on a sheet of pupils, beside a sheet of parents that names each child by the name alone."""

from collections.abc import Sequence

from models.families.marks import NO_NUMBER
from models.importing.reading.families import Families
from models.importing.reading.other_sheets.pupils_sheets import values_of_pupils
from models.importing.reading.remarks import remark
from models.importing.reading.tables import Sheet


def leave_out(families: Families, sheets: Sequence[Sheet]) -> None:
    """Make a fault of each pupil without a number who may be several pupils of these sheets, which are not read: who is
    a parent of which is not known."""
    for _sheet, values in values_of_pupils(families, sheets, ("register", "birth", "class")):
        several = [number for number, cells in values.items() if len(cells) > 1 and number.startswith(NO_NUMBER)]
        for number in filter(families.pupils.__contains__, several):
            pupil = families.pupils.pop(number)
            families.faults.append(remark(pupil.line, "namesakes", child=pupil.full_name))
            families.in_doubt.add(number)
            families.names_in_doubt.add(pupil.key)
    families.adults = [adult for adult in families.adults if adult.register_number in families.pupils]
