"""Pupils of one name on a sheet of pupils, beside a sheet of parents that names each child by the name alone."""

from collections import defaultdict
from collections.abc import Sequence

from models.families.child import NO_NUMBER
from models.importing.reading import heading_rows
from models.importing.reading.cells import trimmed
from models.importing.reading.families import Families
from models.importing.reading.leavers_sheet import pupils_by_name, pupils_of_row
from models.importing.reading.remarks import remark
from models.importing.reading.sheet_names import names_former
from models.importing.reading.tables import Sheet


def leave_out(families: Families, sheets: Sequence[Sheet]) -> None:
    """Make a fault of each pupil without a number who may be several pupils of these sheets, which are not read: who is
    a parent of which is not known."""
    by_name = pupils_by_name(families) if sheets else {}
    for sheet in sheets:
        at, layout = heading_rows.find([row.cells for row in sheet.rows])
        apart = next((layout.child[name] for name in ("register", "birth", "class") if name in layout.child), None)
        if apart is None or names_former(sheet.name):
            continue
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in sheet.rows[at + 1 :]:
            value = trimmed(row.cells[apart]) if apart < len(row.cells) else ""
            same = list(pupils_of_row(families, by_name, layout, row))
            if value and len(same) == 1 and same[0].register_number.startswith(NO_NUMBER):
                found[same[0].register_number].add(value)
        for number in [number for number, values in found.items() if len(values) > 1 and number in families.pupils]:
            pupil = families.pupils.pop(number)
            families.faults.append(remark(pupil.line, "namesakes", child=pupil.full_name))
            families.in_doubt.add(number)
            families.names_in_doubt.add(pupil.key)
    families.adults = [adult for adult in families.adults if adult.register_number in families.pupils]
