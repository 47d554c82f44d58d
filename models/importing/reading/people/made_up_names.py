"""What a parent is called of whom the file has an address and no name: `Parent 1 Jansen`, `Mère Jansen`.

The words are in the school's language, whoever reads: the name stays with the account, and answers about a file are
found again by it.
"""

from language.text import _, schools_language, speaking
from models.importing.reading.people.full_names import Name


def made_up(relation: str, number: str, pupils_last_name: str) -> Name:
    """The name of a parent who is this to the pupil, or has this number beside it; both may be empty."""
    with speaking(schools_language()):
        word = {"mère": _("Mère"), "père": _("Père")}.get(relation)
        counted = _("Parent {n}").format(n=number) if number.isdigit() else _("Parent")
        return Name(word or counted, pupils_last_name)
