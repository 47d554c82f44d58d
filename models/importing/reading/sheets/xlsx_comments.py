"""The comments beside the cells of an .xlsx file."""

import posixpath
import re
import zipfile
from collections import defaultdict
from xml.etree import ElementTree

from models.importing.reading.sheets.cell_text import column_index

PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
LARGEST = 20_000_000  # bytes of the comments of a sheet
LONGEST = 1000  # characters that are kept
# What Excel says before a comment of its newer kind.
THREAD = re.compile(r"^\[[^\]]*\].*?(?:Comment(?:aire|o)?|Coment[aá]rio|Opmerking|Kommentar) ?:\s*", re.DOTALL)


def comments(archive: zipfile.ZipFile, sheet: str) -> dict[tuple[int, int], str]:
    """The comments of the worksheet with this member, by row from 1 and column from 0."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    found: dict[tuple[int, int], str] = {}
    threads: dict[tuple[int, int], str] = {}
    for one in ElementTree.fromstring(archive.read(relations)):  # noqa: S314  the process that reads a file is confined
        kind = one.get("Type", "").rpartition("/")[2]
        path = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
        if path not in archive.namelist() or archive.getinfo(path).file_size > LARGEST:
            continue
        if kind == "comments":
            found |= _read(archive.read(path), "comment", "t")
        if kind == "threadedComment":  # the same again, with the answers, or alone
            threads |= _read(archive.read(path), "threadedComment", "text")
    return found | threads


def _read(xml: bytes, tag: str, of_text: str) -> dict[tuple[int, int], str]:
    """The texts of these elements by the place beside which they stand, those of one place below each other."""
    found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for one in ElementTree.fromstring(xml).iter():  # noqa: S314  likewise
        place = PLACE.fullmatch(one.get("ref", "")) if one.tag.rpartition("}")[2] == tag else None
        if place is not None:
            text = "".join(part.text or "" for part in one.iter() if part.tag.rpartition("}")[2] == of_text)
            found[int(place[2]), column_index(place[1])].append(THREAD.sub("", text.strip()))
    return {place: "\n".join(texts)[:LONGEST] for place, texts in found.items()}
