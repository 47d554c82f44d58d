"""The page of a file that is not understood as a whole, with the columns that are."""

from typing import Any

from models.importing import Unreadable, sentence
from models.importing.applying import upload
from models.importing.reading.columns.read_columns import ReadColumn, of_preview, read_as
from routes.office.common.page import OfficePage
from routes.web.attention import while_there
from routes.web.request import Request


async def unreadable_page(request: Request, file: upload.Uploaded, error: Unreadable, **options: Any) -> OfficePage:
    """Why the file cannot be read, and what each column seems to be where naming the others helps."""
    return OfficePage(
        "office/imports/unreadable.html",
        section="imports",
        file=file,
        why=sentence(error.remark),
        by_hand=error.by_hand,
        columns=await _columns(request, file) if error.by_hand else [],
        read_as=read_as,
        **options,
    )


async def _columns(request: Request, file: upload.Uploaded) -> list[ReadColumn]:
    try:
        return of_preview(await while_there(request, upload.look(file)))
    except (Unreadable, LookupError):  # of too many columns
        return []
