"""Which encoding of one byte a letter a text is in, judged by the words that each makes of it.

`Hélène` saved by an old Mac is `HŽl‘ne` in Windows-1252: a capital and a quotation mark after small letters.
"""

import re
from collections import Counter

WINDOWS = "cp1252"
# Windows' own, the old Mac's, DOS's, ISO with œ and €, then Windows' for Polish and Romanian and for Turkish.
ENCODINGS = (WINDOWS, "mac_roman", "cp850", "iso8859_15", "cp1250", "cp1254")
WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
MARKS = frozenset("°ºª’‘´·«»“”\u00a0\u00ad€–—…£§")  # may stand beside a letter
INSIDE = frozenset("’\u00ad·")  # and between two small letters
# `1º`, `Nº`, `mªjose`; `Dñª`, `Profª`: Windows-1250 has a letter there, which says nothing of the others.
ORDINAL = re.compile(
    rb"(?<=[0-9])[\xaa\xba]|(?<![A-Za-z\x80-\xff])[A-Za-z][\xaa\xba]"
    rb"|(?<![A-Za-z\x80-\xff])[A-Za-z\xd1\xf1]{2,4}[\xaa\xba](?![A-Za-z\x80-\xff])"
)
WEIGHTS = dict.fromkeys("éèëçüïöêäàñÉ", 3)
WEIGHTS |= dict.fromkeys("âîôûáíóãúõùåøæœßÈËÇÜÏÖÊÄÀÁÓłąężśćńăţşğıŢŞŁŚ", 2)
WEIGHTS |= dict.fromkeys("ÿýþðÞÐÝµªºƒ", 0)
IMPROBABLE = -4
ENOUGH = 4  # by so much another encoding must be better than Windows-1252
MOST = 5000  # words looked at
ASCII = [bytes((one,)) for one in range(0x80)]  # at least a quarter of any table


def best_encoding(data: bytes) -> str | None:
    """The encoding; Windows-1252 unless another makes clearly better words. None where none makes words."""
    words = [word for word, _count in Counter(WORD.findall(ORDINAL.sub(b" ", data))).most_common(MOST)]
    scores = {
        encoding: sum(map(_score, (word.decode(encoding, "replace") for word in words))) for encoding in ENCODINGS
    }
    best = max(ENCODINGS, key=lambda encoding: scores[encoding])
    if scores[best] < scores[WINDOWS] + ENOUGH:
        best = WINDOWS
    return None if sum(map(data.count, ASCII)) < len(data) // 4 else best


def example(text: str) -> str:
    """A word of the text with an accent, so that somebody can see whether it was read right."""
    return max(re.findall(r"\w*[^\W\d_a-zA-Z]\w*", text)[:100], key=len, default="")


def _score(word: str) -> int:
    """How probable the letters are that are not ASCII; nothing for one alone, as `º` of `1º`."""
    if len(word) == 1:
        return 0
    padded = f" {word} "
    return sum(_letter(padded[at], letter, padded[at + 2]) for at, letter in enumerate(word) if not letter.isascii())


def _letter(before: str, letter: str, after: str) -> int:
    """How probable a letter is between these two."""
    if not letter.isalpha() or letter in "ªºµƒ":
        if before.islower() and after.islower():
            return 0 if letter in INSIDE else IMPROBABLE
        beside = before.isalpha() or after.isalpha() or not letter.isprintable()
        return IMPROBABLE if beside and letter not in MARKS else 0
    if letter.isupper() and before.islower():
        return IMPROBABLE
    if letter.islower() and before.isupper() and after.isupper():  # `HéLèNE`: capitals made by an old program
        return 0
    return WEIGHTS.get(letter, 1)
