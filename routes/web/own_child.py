"""A child that a parent may see, by the number in an address."""

from collections.abc import Iterable

from litestar.exceptions import NotFoundException

from models.families.child import Pupil


def own_child(children: Iterable[Pupil], number: int) -> Pupil:
    """The one of this parent's children with this number. Raises `NotFoundException`."""
    child = next((child for child in children if child.id == number), None)
    if child is None:
        raise NotFoundException
    return child
