"""The mail button of a family's page: form key and mail are stored together or not at all."""

import pytest

from models.database import DatabaseUnavailable
from models.desk import reissue
from models.invitations import invitation
from settings import Settings
from tests.support.family import count, guardian
from tests.support.people import BY


async def test_after_a_fault_the_same_form_can_be_submitted_again(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await guardian()

    async def away(**_: object) -> None:
        raise DatabaseUnavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(invitation, "invite", away)
        with pytest.raises(DatabaseUnavailable):
            await reissue.send(number, BY, "mark")
    assert await count("mail") == 0
    assert await reissue.send(number, BY, "mark") == reissue.INVITED
    assert await reissue.send(number, BY, "mark") == reissue.INVITED
    assert await count("mail") == 1
