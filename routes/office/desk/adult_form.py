"""The fields of one adult in a form that adds people, and what is wrong with them or must be answered first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from language.text import _
from models.desk.entries import BadEntries
from models.desk.granting import Unsettled
from models.desk.newcomers import ShutOut, WhoIsIt
from models.desk.other_family import OtherFamily
from routes.office.desk import entry_words
from routes.web.form import Fault

SHOWN = 2  # adults with fields of their own in one form, at most
FIELDS = ("first_name", "last_name", "email", "phone", "relation", "username", "same", "sure", "shared")


@dataclass(frozen=True, slots=True)
class AdultForm:
    """The fields of the adult at one place of a form; their names begin with `prefix`."""

    prefix: str
    title: str
    typed: Mapping[str, str]
    asked: WhoIsIt | None = None
    shut: ShutOut | None = None
    shared: OtherFamily | None = None

    @property
    def used(self) -> bool:
        """Whether anything is typed here."""
        return any(self.typed.values())


def read(form: Mapping[str, str], place: int) -> dict[str, str]:
    """The fields of this adult, as models.desk.newcomers.newcomer reads them."""
    return {name: form.get(f"{_prefix(place)}{name}", "") for name in FIELDS}


def adult_form(place: int, title: str, typed: Mapping[str, str], wrong: Unsettled | None = None) -> AdultForm:
    """To be shown, with the question of this place."""
    problem = wrong.adults.get(place) if wrong else None
    return AdultForm(
        _prefix(place),
        title,
        {**dict.fromkeys(FIELDS, ""), **typed},
        problem if isinstance(problem, WhoIsIt) else None,
        problem if isinstance(problem, ShutOut) else None,
        problem if isinstance(problem, OtherFamily) else None,
    )


def faults(wrong: Unsettled | None, chosen: Sequence[str] = ()) -> tuple[Fault, ...]:
    """A fault for each field, or for the question, of each adult. Those after the `SHOWN` have no fields of their own,
    but were chosen: in this order by the fields `chosen`."""
    found: list[Fault] = []
    for place, problem in wrong.adults.items() if wrong else ():
        if isinstance(problem, BadEntries):
            found += entry_words.faults(problem, _prefix(place))
        elif isinstance(problem, OtherFamily):
            found.append(Fault(f"{_prefix(place)}shared", entry_words.other_family(problem)))
        elif isinstance(problem, WhoIsIt):
            found.append(Fault(f"{_prefix(place)}same", _("Répondez à cette question, puis appuyez encore une fois.")))
        else:
            words = {"name": problem.name, "child": problem.child_name}
            said = _("L’école a retiré à {name} l’accès à {child}. Il ne se rend pas sur cette page.").format(**words)
            found.append(Fault(f"{_prefix(place)}sure" if place < SHOWN else chosen[place - SHOWN], said))
    return tuple(found)


def _prefix(place: int) -> str:
    return f"parent{place + 1}_"
