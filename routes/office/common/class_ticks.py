"""A form with a tick for each class (`class_ticks` in templates/components/staff.html)."""

PREFIX = "class:"  # and the class's name: a field of the form
FIELDS_MOST = 400  # a school of 10,000 pupils has that many classes


def ticked(form: dict[str, str]) -> tuple[str, ...]:
    """The names of the classes that are ticked."""
    return tuple(name.removeprefix(PREFIX) for name in form if name.startswith(PREFIX))
