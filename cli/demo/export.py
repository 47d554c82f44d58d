"""The CSV file that the demonstration imports."""

import csv
import io
import itertools
from collections.abc import Iterable

from cli.demo.families import ALL, Family

NUMBERS = {child: str(number) for number, child in enumerate((c for f in ALL for c in f.children), 260001)}


def export(families: Iterable[Family], moved: dict[str, str] | None = None) -> bytes:
    """The families in the format of a pupil administration. `moved`: first name of a child → another class."""
    adult = ("Nom", "Prénom", "E-mail")
    lines = [["Matricule", "Nom élève", "Prénom élève", "Classe"]]
    lines[0] += [f"{field} responsable {number}" for number in (1, 2) for field in adult]
    lines[0] += ["Langue responsable 1", "Langue responsable 2"]
    for family in families:
        both = itertools.chain.from_iterable((last, first, address) for first, last, address in family.adults)
        cells = list(itertools.islice(itertools.chain(both, itertools.repeat("")), 2 * len(adult)))
        languages = [family.language] * len(family.adults)
        for first, last, class_name in family.children:
            number = NUMBERS[first, last, class_name]
            lines.append([number, last, first, (moved or {}).get(first, class_name), *cells, *languages])
    width = len(lines[0])
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([*line, *[""] * (width - len(line))] for line in lines)
    return text.getvalue().encode("utf-8-sig")
