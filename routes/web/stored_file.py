"""A file of an announcement as an answer, piece by piece; and what a page says of one."""

from urllib.parse import quote

from litestar.response import Stream

from language.text import _
from models.announcements import file
from models.announcements.file import Attached
from models.announcements.file_kinds import MEDIA_TYPES, PDF

UNQUOTED = "!#$&+^`|"  # beside letters, digits and `-._~`, in RFC 8187


def stored_file(found: Attached) -> Stream:
    """The file. A picture opens in the browser, a PDF is saved: nobody here has parsed it."""
    headers = {
        "Content-Length": str(found.size),
        "Content-Disposition": disposition("attachment" if found.kind == PDF else "inline", found.name),
        "Cache-Control": "private, no-store",
    }
    return Stream(file.pieces(found), media_type=MEDIA_TYPES[found.kind], headers=headers)


def disposition(kind: str, name: str) -> str:
    """The header's value (RFC 6266), with the name in ASCII for old browsers and as it is for the others."""
    plain = "".join(letter if " " <= letter <= "~" and letter not in '"\\%' else "_" for letter in name)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=UNQUOTED)}"


def kind_words(found: Attached) -> str:
    """What kind of file it is."""
    return "PDF" if found.kind == PDF else _("image")


def size_words(size: int) -> str:
    """So many bytes, as a person reads them."""
    if size < 999_500:
        return _("{number} ko").format(number=max(1, round(size / 1000)))
    whole, tenth = divmod(round(size / 100_000), 10)
    if whole >= 10 or not tenth:
        return _("{number} Mo").format(number=round(size / 1_000_000))
    return _("{whole},{tenth} Mo").format(whole=whole, tenth=tenth)
