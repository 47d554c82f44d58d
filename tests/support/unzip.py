"""Changes one member of a workbook."""

import io
import zipfile

from tests.support.files import zipped


def changed(data: bytes, member: str, before: str, after: str) -> bytes:
    """The workbook with `before` replaced by `after` in one member."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    assert before in members[member]
    members[member] = members[member].replace(before, after)
    return zipped(members)
