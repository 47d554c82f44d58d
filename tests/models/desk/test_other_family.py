"""An address that the office types and another family has."""

from collections.abc import Collection
from datetime import timedelta

import pytest

from models.core.clock import now
from models.desk import custody, other_family
from models.desk.other_family import NAMED, OtherFamily
from settings import Settings
from tests.support.families import parent
from tests.support.family import children, guardian
from tests.support.people import BY
from tests.support.sql import query

ALI = "ali@example.org"


async def asked(
    address: str = ALI, answer: str = "", *, adults: Collection[int] = (), seen: Collection[int] = ()
) -> OtherFamily | None:
    try:
        await other_family.refuse_unsure(address, answer, adults=adults, children=seen)
    except OtherFamily as problem:
        return problem
    return None


async def beside(guardian_id: int, child: int) -> None:
    await query(
        "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", guardian_id, child
    )


async def test_it_names_the_account_and_its_children_until_it_is_answered(opened: Settings) -> None:
    marie, ali = await parent("marie.dupont"), await guardian("ali.benali", ALI, children=2)
    problem = await asked(" ALI@example.org ", adults=[marie])
    assert problem
    assert [(one.username, len(one.children)) for one in problem.known] == [("ali.benali", 2)]
    assert await asked(answer=problem.sure, adults=[marie]) is None
    assert await asked("other@example.org", adults=[marie]) is None
    assert await asked("", adults=[marie]) is None
    assert await asked(adults=[ali]) is None, "one's own address"
    await guardian("nora.haddad", ALI)
    assert await asked(answer=problem.sure, adults=[marie]), "the answer did not name this account"


async def test_who_shares_a_child_shares_the_address(opened: Settings) -> None:
    marie, ali = await parent("marie.dupont"), await guardian("ali.benali", ALI)
    (child,) = await children(marie)
    assert await asked(seen=[child])
    await beside(ali, child)
    assert await asked(seen=[child]) is None
    assert await asked(adults=[marie]) is None


async def test_who_was_shut_out_of_the_child_is_no_longer_of_its_family(opened: Settings) -> None:
    marie, ali = await parent("marie.dupont"), await guardian("ali.benali", ALI)
    (child,) = await children(marie)
    await beside(ali, child)
    await custody.end(ali, child, 0, BY, because="jugement", since=now() + timedelta(days=9))
    assert await asked(adults=[marie]) is None
    await custody.end(ali, child, 1, BY, because="jugement")
    problem = await asked(adults=[marie])
    assert problem
    assert len(problem.known[0].children) == 1, "not the child that was taken away"


@pytest.mark.parametrize("column", ["merged_into", "trial_of"])
async def test_an_account_that_was_merged_or_is_a_trial_is_not_named(opened: Settings, column: str) -> None:
    marie, ali = await parent("marie.dupont"), await guardian("ali.benali", ALI)
    await query(f"UPDATE guardian SET {column} = ? WHERE id = ?", marie, ali)
    assert await asked(adults=[marie]) is None


async def test_of_many_accounts_some_are_named(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    for number in range(NAMED + 2):
        await guardian(f"ali{number}", ALI)
    problem = await asked(adults=[marie])
    assert problem
    assert (len(problem.known), problem.more) == (NAMED, 2)
