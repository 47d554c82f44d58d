"""What kind of file some bytes are, whatever its name says."""

import io
import json
import zipfile

from models.importing.reading.remarks import Unreadable

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORKBOOK = (ZIP, OLE)  # .xlsx, .xlsb, .ods; .xls, encrypted .xlsx
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
HTML = (b"<html", b"<table", b"<!doctype html")
START = 4096  # bytes in which a file says what it is

# How other files begin, and what they are called in a sentence.
OTHERS = (
    (b"%PDF", "PDF"),
    (rb"{\rtf", "Word (RTF)"),
    (b"\x89PNG", "image (PNG)"),
    (b"\xff\xd8\xff", "image (JPEG)"),
    (b"GIF8", "image (GIF)"),
    (b"II*\0", "image (TIFF)"),
    (b"MM\0*", "image (TIFF)"),
    (b"BM", "image (BMP)"),
    (b"SQLite format 3", "SQLite"),
    (b"\0\x01\0\0Standard ", "Access"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"begin:vcard", "vCard"),
    (b"begin:vcalendar", "iCalendar"),
    (b"mime-version:", "MHTML"),
    (b"from - ", "mail"),
)
IN_ZIP = (
    ("word/", "Word"),
    ("ppt/", "PowerPoint"),
    ("Index/", "Numbers"),
    ("META-INF/container.xml", "EPUB"),
)
IN_OLE = (("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint"), ("__substg1.0_", "Outlook"))
OF_WRITER = b"application/vnd.oasis.opendocument.text"


def is_workbook(data: bytes) -> bool:
    """Whether the bytes have the form of an Excel or LibreOffice workbook, or of another file of this form."""
    return data.startswith(WORKBOOK)


def markup_of(data: bytes) -> str:
    """`html` or `xml` (XML Spreadsheet 2003) for a table in such a form; empty for any other file."""
    start = _start(data)
    if not start.startswith(b"<"):
        return ""
    if SPREADSHEET_XML in start and b"<html" not in start:
        return "xml"
    return "html" if any(tag in start for tag in HTML) else ""


def refuse_others(data: bytes) -> None:
    """Raises `Unreadable` with the name of the format for a file that is known to be no table."""
    if name := _archive(data) if data.startswith(ZIP) else _other(data):
        raise Unreadable("archive" if name == "ZIP" else "other_format", format=name)


def _archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    return "Writer" if member.read(100).startswith(OF_WRITER) else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return ""  # workbook.py says that it is damaged
    if found := next((name for start, name in IN_ZIP if any(one.startswith(start) for one in names)), ""):
        return found
    return "" if any(one == "[Content_Types].xml" or one.startswith("xl/") for one in names) else "ZIP"


def _other(data: bytes) -> str:
    if data.startswith(OLE):
        found = next((name for stream, name in IN_OLE if stream.encode("utf-16-le") in data), "")
        return "" if "Workbook".encode("utf-16-le") in data else found
    for start, name in OTHERS:
        if data.startswith(start) or (start.islower() and _start(data).startswith(start)):
            return "" if name == "image (BMP)" and b"\0" not in data[:START] else name
    start = _start(data)
    if start.startswith(b"<?xml") and not markup_of(data):
        return "XML"
    return "JSON" if start[:1] in (b"{", b"[") and _is_json(data) else ""


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def _start(data: bytes) -> bytes:
    """The beginning in small letters, without BOM; of UTF-16 without its zero bytes."""
    mark = next((mark for mark in MARKS if data.startswith(mark)), b"")
    return data[len(mark) : START].replace(b"\0", b"").lstrip().lower()
