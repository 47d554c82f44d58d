"""The name of a file as parents read it."""

import unicodedata

from models.announcements.file_kinds import ENDINGS, ending
from models.announcements.wording import one_line

NAME_MOST = 120  # characters


def clean_name(typed: str, kind: str) -> str:
    """The last part of a path, without what nobody sees, at most `NAME_MOST` characters, with an ending that says what
    the file is."""
    name = one_line(unicodedata.normalize("NFC", typed)).replace("\\", "/").rpartition("/")[2].strip(" .")
    known = ending(name) in {one for some in ENDINGS.values() for one in some}
    stem = name.rpartition(".")[0] if known else name
    last = f".{name.rpartition('.')[2]}" if ending(name) in ENDINGS[kind] else ENDINGS[kind][0]
    return (stem[: NAME_MOST - len(last)].strip(" .") or "fichier") + last
