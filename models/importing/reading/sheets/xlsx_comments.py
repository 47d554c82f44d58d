"""The comments beside the cells of an .xlsx file."""

import posixpath
import re
import zipfile
from xml.etree import ElementTree

from models.importing.reading.sheets.cell_text import column_index

PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
LARGEST = 20_000_000  # bytes of the comments of a sheet
LONGEST = 1000  # characters that are kept
# What Excel says before a comment of its newer kind.
THREAD = re.compile(r"^\[[^\]]*\].*?(?:Comment(?:aire)?|Opmerking|Kommentar) ?:\s*", re.DOTALL)


def comments(archive: zipfile.ZipFile, sheet: str) -> dict[tuple[int, int], str]:
    """The comments of the worksheet with this member, by row from 1 and column from 0."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    found = {}
    for one in ElementTree.fromstring(archive.read(relations)):  # noqa: S314  the process that reads a file is confined
        if one.get("Type", "").rpartition("/")[2] != "comments":
            continue
        path = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
        if path in archive.namelist() and archive.getinfo(path).file_size <= LARGEST:
            found.update(_read(archive.read(path)))
    return found


def _read(xml: bytes) -> dict[tuple[int, int], str]:
    found = {}
    for one in ElementTree.fromstring(xml).iter():  # noqa: S314  likewise
        place = PLACE.fullmatch(one.get("ref", "")) if one.tag.rpartition("}")[2] == "comment" else None
        if place is not None:
            text = "".join(part.text or "" for part in one.iter() if part.tag.rpartition("}")[2] == "t")
            found[int(place[2]), column_index(place[1])] = THREAD.sub("", text.strip())[:LONGEST]
    return found
