"""A sheet of pupils with their classes, beside one of parents that has none: the classes are taken from it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading import heading_rows
from models.importing.reading.cells import trimmed
from models.importing.reading.families import Families
from models.importing.reading.leavers_sheet import pupils_by_name, pupils_of_row
from models.importing.reading.remarks import cut, remark
from models.importing.reading.sheet_names import names_former
from models.importing.reading.tables import Sheet

LONGEST = 60  # characters of a class


def complete(families: Families, sheets: Sequence[Sheet]) -> None:
    """Give each pupil the class of these sheets, which are not read, where no pupil has one. A pupil whose number or
    name is that of several classes there gets none."""
    if not sheets or any(pupil.class_name for pupil in families.pupils.values()):
        return
    by_name = pupils_by_name(families)
    for sheet in sheets:
        at, layout = heading_rows.find([row.cells for row in sheet.rows])
        index = layout.child.get("class")
        if index is None or names_former(sheet.name):
            continue
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in sheet.rows[at + 1 :]:
            class_name = trimmed(row.cells[index]) if index < len(row.cells) else ""
            same = list(pupils_of_row(families, by_name, layout, row))
            if class_name and len(class_name) <= LONGEST and len(same) == 1:
                found[same[0].register_number].add(class_name)
        for number, classes in found.items():
            if len(classes) == 1:
                families.pupils[number] = replace(families.pupils[number], class_name=classes.pop())
        if found:
            families.notices.append(remark(0, "class_from_other_sheet", value=cut(sheet.name)))
            return
