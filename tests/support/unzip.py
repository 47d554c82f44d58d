"""The members of a workbook."""

import io
import zipfile

from tests.support.files import zipped


def changed(data: bytes, member: str, before: str, after: str) -> bytes:
    """The workbook with `before` replaced by `after` in one member."""
    members = {name: content.decode() for name, content in unzipped(data).items()}
    assert before in members[member]
    members[member] = members[member].replace(before, after)
    return zipped(members)


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
