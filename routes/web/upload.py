"""A file that a form sends (RFC 7578).

A handler sets the largest size: `opt=up_to(5_000_000)`. On its path the gate then allows such a body, and more time for
it, after the guard. The body is parsed as it arrives and kept in memory: families' data is in no temporary file.
"""

from dataclasses import dataclass

from multipart import MultipartError, PushMultipartParser, parse_options_header

from routes.web.page import header
from routes.web.refusals import BadForm
from routes.web.request import Request

PARTS_MOST = 5  # a file and what a form may send beside it
AROUND = 4096  # bytes of a body besides the file: headers, boundaries and fields
FIELD = "file"  # the name of the file's field


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file, with its name on the sender's machine. The name is never used as a path."""

    name: str
    data: bytes


def up_to(size: int) -> dict[str, int]:
    """The `opt` of a handler that takes a file of `size` bytes."""
    return {"upload": size + AROUND}


@dataclass(frozen=True, slots=True)
class FileForm:
    """A form with the file that was chosen, if any, and its other fields."""

    file: SentFile | None
    fields: dict[str, str]


async def read_file(request: Request) -> SentFile | None:
    """The file of the form's field `file`, or None where none was chosen. Raises as `read_file_form`."""
    return (await read_file_form(request)).file


async def read_file_form(request: Request) -> FileForm:
    """The same with the other fields. The form is read to its end even where the file is empty.

    Raises `BodyTooLarge`, `TooSlow`, or `BadForm` for another type, two files, or a body that is cut off.
    """
    kind, options = parse_options_header(header(request.scope, b"content-type"))
    if kind != "multipart/form-data":
        chunk, more = b"", True
        while more and not chunk:
            chunk, more = await _next(request)
        if chunk:
            raise BadForm
        return FileForm(None, {})
    try:
        files, fields = await _parts(request, options.get("boundary", ""))
    except MultipartError:
        raise BadForm from None
    if len(files) > 1:
        raise BadForm
    return FileForm(files[0] if files and (files[0].name or files[0].data) else None, fields)


async def _parts(request: Request, boundary: str) -> tuple[list[SentFile], dict[str, str]]:
    files: list[SentFile] = []
    fields: dict[str, str] = {}
    name, filename, data, more = "", None, bytearray(), True
    with PushMultipartParser(boundary, max_segment_count=PARTS_MOST) as parser:
        while more:
            chunk, more = await _next(request)
            for event in parser.parse(chunk) if chunk else ():
                if event is None:
                    if filename is None:
                        fields[name] = data.decode(errors="replace")
                    elif name == FIELD:
                        files.append(SentFile(filename, bytes(data)))
                elif isinstance(event, bytes | bytearray):
                    data += event
                    if filename is None and len(data) > AROUND:
                        raise BadForm
                else:
                    name, filename, data = event.name or "", event.filename, bytearray()
    return files, fields


async def _next(request: Request) -> tuple[bytes, bool]:
    """The next chunk of the body, and whether more follows. The gate limits size and time."""
    message = await request.receive()
    if message["type"] != "http.request":
        return b"", False
    return message.get("body", b""), message.get("more_body", False)
