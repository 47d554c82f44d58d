"""The type size of a printed letter, which is one A4 page whatever the length of its texts."""

from models.core import school
from models.invitations.letter_parts import LetterContent

# Type sizes in points, each with the number of lines of the texts below that a page holds. Measured with DejaVu Sans,
# a wide typeface.
SIZES = ((14, 14), (13, 15), (12, 20))
SMALLEST = 11  # static/letters.css holds each text to a number of lines that fits with it
REPLACES = 3  # lines of the box that says which letter this one replaces
CHILDREN_NAMED = 4


def type_size(letter: LetterContent) -> int:
    """The largest size, in points, with which the letter, in the current language, stays on its page."""
    lines = _lines(letter)
    return next((size for size, most in SIZES if lines <= most), SMALLEST)


def _lines(letter: LetterContent) -> int:
    settings = school.settings()
    children = sum(len(f"{one.full_name} ({one.class_name}), ") for one in letter.children[:CHILDREN_NAMED])
    texts = (  # characters of a text, and how many of them a line holds at 14 points
        (len(settings.school_name), 20),
        (len(settings.school_address) or 1, 31),
        (len(letter.name), 48),
        (children, 54),
        (len(letter.username), 24),
        (len(school.typed_link("")), 42),
        (len(settings.school_phone + settings.school_hours) + 43, 52),
        (len(school.typed_link("")) + 48 if letter.email else 0, 50),
        (len(settings.school_email) + 66, 64),
    )
    return sum(-(-length // width) for length, width in texts) + (REPLACES if letter.replaces_at else 0)
