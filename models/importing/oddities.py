"""What a secretary should look at in a file, once every row of it is read."""

from models.importing.families import Families
from models.importing.names import damaged
from models.importing.remarks import cut, remark
from models.importing.row import Adult, Pupil


def look_over(families: Families) -> None:
    """Add a notice for each: pupils without any adult, names with lost letters."""
    accompanied = {adult.register_number for adult in families.adults}
    lost: dict[str, int] = {}
    for pupil in families.pupils.values():
        if pupil.register_number not in accompanied and pupil.register_number not in families.in_doubt:
            families.notices.append(remark(pupil.line, "no_guardian", child=pupil.full_name))
    people: list[Pupil | Adult] = [*families.pupils.values(), *families.adults]
    for person in people:
        if damaged(person.full_name):
            lost.setdefault(person.full_name, person.line)
    families.notices += [remark(line, "lost_letters", value=cut(name)) for name, line in lost.items()]
    families.notices.sort(key=lambda notice: (getattr(notice.line, "sheet", ""), notice.line))
