"""The bytes of a text → the text, and notices where its encoding was not certain."""

import re

from models.importing.reading.remarks import Remark, Unreadable, remark
from models.importing.reading.sheets.letters import best_encoding, example

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MULTIBYTE = re.compile(
    rb"([\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})|[\x80-\xff]"
)  # one character of UTF-8, or else one byte that is none
NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
NAMED = 20  # lines in one notice
WINDOWS = "cp1252"
UNDEFINED = b"\x81\x8d\x8f\x90\x9d"  # in Windows-1252
TO_WINDOWS = {ord(bytes((one,)).decode(WINDOWS)): one for one in range(0x80, 0xA0) if one not in UNDEFINED}


def decode(data: bytes) -> tuple[str, list[Remark]]:
    """The text: UTF-8, UTF-16, or the encoding of one byte a letter that makes the best words of it.

    Raises `Unreadable` for bytes that are no text.
    """
    named = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "") or _utf_16(data)
    if named != "utf-8-sig" and named:
        return _strictly(data, named), []
    if b"\0" in data:
        raise Unreadable("not_text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _mixed(data) or _one_byte(data)
    return _doubled(text) or (text, [])


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("not_text") from None
    if "\0" in text:
        raise Unreadable("not_text")
    return text


def _utf_16(data: bytes) -> str:
    """The form of UTF-16 without BOM, or empty: most letters have one zero byte, always on the same side."""
    start = data[:4096]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if odd > len(start) // 4 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) // 4 and not odd else ""


def _doubled(text: str) -> tuple[str, list[Remark]] | None:
    """The text of which every letter that is not ASCII was made UTF-8 twice: `ZoÃ©`; else None."""
    first = NOT_ASCII.search(text)
    if first is None or _once(first[0]) is None:  # most texts, at little cost
        return None
    once = _once(text)
    if once is None or not any(letter.isalpha() and not letter.isascii() for letter in once):  # `Â¡` may be meant
        return None
    return once, [remark(0, "double_encoding", word=example(once))]


def _once(text: str) -> str | None:
    try:
        return text.translate(TO_WINDOWS).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _mixed(data: bytes) -> tuple[str, list[Remark]] | None:
    """UTF-8 in which a few bytes are Windows-1252, as where somebody has added lines with another program; None where
    most letters are no UTF-8."""
    found = list(MULTIBYTE.finditer(data))
    strange = [place for place in found if place[1] is None]
    if 2 * len(strange) > len(found):
        return None
    mended = MULTIBYTE.sub(lambda one: one[0] if one[1] else one[0].decode(WINDOWS, "replace").encode(), data)
    text = mended.decode("utf-8-sig")
    lines, line, at = dict[int, None](), 1, 0
    for place in strange:
        passed = data[at : place.start()]
        line += len(re.findall(rb"\r\n?|\n", passed))
        at = place.start()
        lines[line] = None
    named = ", ".join(map(str, list(lines)[:NAMED])) + (", …" if len(lines) > NAMED else "")
    return text, [remark(0, "mixed_encoding", lines=named)]


def _one_byte(data: bytes) -> tuple[str, list[Remark]]:
    encoding = best_encoding(data)
    if encoding is None:
        raise Unreadable("not_text")
    text = data.decode(encoding, "replace")
    if encoding == WINDOWS:
        return text, []
    return text, [remark(0, "old_encoding", word=example(text))]
