"""A sheet of pupils with their classes, beside one of parents that has none: the classes are taken from it."""

from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.families import Families
from models.importing.reading.other_sheets.pupils_sheets import values_of_pupils
from models.importing.reading.remarks import cut, remark
from models.importing.reading.tables import Sheet

LONGEST = 60  # characters of a class


def complete(families: Families, sheets: Sequence[Sheet]) -> None:
    """Give each pupil the class of these sheets, which are not read, where no pupil has one. A pupil whose number or
    name is that of several classes there gets none."""
    if any(pupil.class_name for pupil in families.pupils.values()):
        return
    for sheet, values in values_of_pupils(families, sheets, ("class",)):
        found = {number: [one for one in cells if len(one) <= LONGEST] for number, cells in values.items()}
        for number, classes in found.items():
            if len(classes) == 1:
                families.pupils[number] = replace(families.pupils[number], class_name=classes[0])
        if any(found.values()):
            families.notices.append(remark(0, "class_from_other_sheet", value=cut(sheet.name)))
            return
