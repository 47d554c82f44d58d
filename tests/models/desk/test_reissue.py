"""The mail button of a family's page: form key and mail are stored together or not at all."""

import pytest

from models.database import DatabaseUnavailable
from models.desk import reissue
from models.invitations import invitation
from models.staff import sessions
from models.staff.sessions import IN
from settings import Settings
from tests.support.family import count, guardian
from tests.support.office import colleague
from tests.support.staff_steps import visit


async def test_after_a_fault_the_same_form_can_be_submitted_again(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, who = await guardian(), await visit(await sessions.start(await colleague(), IN))

    async def away(**_: object) -> None:
        raise DatabaseUnavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(invitation, "invite", away)
        with pytest.raises(DatabaseUnavailable):
            await reissue.send(number, who, "mark", "192.0.2.1")
    assert await count("mail") == 0
    assert await reissue.send(number, who, "mark", "192.0.2.1") == reissue.INVITED
    assert await reissue.send(number, who, "mark", "192.0.2.1") == reissue.INVITED
    assert await count("mail") == 1
