"""The mail button of a family's page: marked and queued together, or not at all."""

import pytest

from models import invitation
from models.database import DatabaseUnavailable
from models.office.desk import reissue
from models.office.team import staff_session
from models.office.team.staff_session import IN
from settings import Settings
from tests.models.office.staff_steps import visit
from tests.office import colleague
from tests.routes.family import count, guardian


async def test_a_fault_in_the_middle_leaves_the_same_form_good(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, who = await guardian(), await visit(await staff_session.start(await colleague(), IN))

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
