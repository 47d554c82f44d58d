"""A file that a form sends (RFC 7578).

The screen says how much it takes: `opt=up_to(5_000_000)`. The gate then lets that much through on that path, after
the guard has let the person in, and gives a slow line the time for it. Read as it arrives and kept in memory: no
parser of ours or Litestar's puts a family's file into a temporary folder.
"""

from dataclasses import dataclass

from multipart import MultipartError, PushMultipartParser, parse_options_header

from routes.web.page import header
from routes.web.refusals import BadForm
from routes.web.request import Request

PARTS_MOST = 5  # a file and what a form may send beside it
AROUND = 4096  # bytes of a body that are not the file: its name, the boundaries


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file, under the name that it has on the sender's machine: never a path here."""

    name: str
    data: bytes


def up_to(size: int) -> dict[str, int]:
    """The `opt` of a handler that takes a file of `size` bytes."""
    return {"upload": size + AROUND}


async def read_file(request: Request, field: str = "file") -> SentFile | None:
    """The file of the form's field, or None where none was chosen.

    Raises `BodyTooLarge`, `TooSlow`, and `BadForm` for what no form of ours sends: another type, two files, no end.
    """
    kind, options = parse_options_header(header(request.scope, b"content-type"))
    if kind != "multipart/form-data":
        chunk, more = b"", True
        while more and not chunk:
            chunk, more = await _next(request)
        if chunk:
            raise BadForm
        return None
    try:
        files = await _files(request, options.get("boundary", ""), field)
    except MultipartError:
        raise BadForm from None
    if len(files) > 1:
        raise BadForm
    return files[0] if files and (files[0].name or files[0].data) else None


async def _files(request: Request, boundary: str, field: str) -> list[SentFile]:
    found: list[SentFile] = []
    name, data, wanted, more = "", bytearray(), False, True
    with PushMultipartParser(boundary, max_segment_count=PARTS_MOST) as parser:
        while more:
            chunk, more = await _next(request)
            for event in parser.parse(chunk) if chunk else ():
                if event is None:
                    if wanted:
                        found.append(SentFile(name, bytes(data)))
                elif isinstance(event, bytes | bytearray):
                    if wanted:
                        data += event
                else:
                    name, data = event.filename or "", bytearray()
                    wanted = event.name == field and event.filename is not None
    return found


async def _next(request: Request) -> tuple[bytes, bool]:
    """The next piece of the body and whether there is more; measured by the gate."""
    message = await request.receive()
    if message["type"] != "http.request":
        return b"", False
    return message.get("body", b""), message.get("more_body", False)
