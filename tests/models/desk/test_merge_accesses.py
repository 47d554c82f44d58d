"""The accesses of a merged account: a bar on either side bars, and only the file's own end is undone."""

from datetime import timedelta
from typing import Any

import pytest

from models.core.clock import now
from models.desk import custody
from models.families.child import children_of
from settings import Settings
from tests.support.family import children
from tests.support.merging import merged, two
from tests.support.people import BY
from tests.support.sql import query

PAST, SOON, LATER = (timedelta(days=days) for days in (-3, 5, 9))
OPEN: tuple[timedelta | None, str, str] = (None, "", "")


def barred(after: timedelta) -> tuple[timedelta, str, str]:
    return after, "office", f"jugement {after.days}"


def dropped(after: timedelta) -> tuple[timedelta, str, str]:
    return after, "import", ""


async def shared(marie: int, other: int, own: Any, theirs: Any) -> int:
    """Both have Marie's child, and their accesses end so. Returns the child."""
    (child,) = await children(marie)
    await query(
        "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, 'mère', '')", other, child
    )
    for guardian, (after, by, because) in ((marie, own), (other, theirs)):
        await query(
            "UPDATE guardianship SET ended_at = ?, ended_by = ?, ended_because = ? WHERE guardian = ? AND child = ?",
            *(None if after is None else now() + after, by, because, guardian, child),
        )
    return child


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("own", "theirs", "state", "because"),
    [
        (OPEN, OPEN, "open", ""),
        (OPEN, barred(PAST), "ended", "jugement -3"),
        (OPEN, barred(SOON), "ending", "jugement 5"),
        (barred(LATER), barred(SOON), "ending", "jugement 5"),
        (barred(LATER), barred(PAST), "ended", "jugement -3"),
        (OPEN, dropped(PAST), "open", ""),
        (dropped(PAST), dropped(PAST), "dropped", ""),
        (dropped(PAST), barred(PAST), "ended", "jugement -3"),
        (dropped(PAST), barred(SOON), "ending", "jugement 5"),
    ],
)
async def test_of_two_accesses_to_one_child_a_bar_stays(
    opened: Settings, own: Any, theirs: Any, state: str, because: str, turned: bool
) -> None:
    marie, other = await two()
    child = await shared(marie, other, *((theirs, own) if turned else (own, theirs)))
    await merged(marie, other)
    access = await custody.access(marie, child)
    assert (access.state, access.because, access.relation) == (state, because, "mère")
    assert access.ended_by == ("office" if state in ("ended", "ending") else "import" if state == "dropped" else "")
    sees = child in [one.id for one in await children_of(marie)]
    assert sees == (state in ("open", "ending"))
    assert await query("SELECT id FROM guardianship WHERE guardian = ?", other) == []


async def test_a_bar_to_a_child_of_the_absorbed_account_alone_goes_with_it(opened: Settings) -> None:
    marie, other = await two()
    (child,) = await children(other)
    await custody.end(other, child, 0, BY, because="jugement")
    await merged(marie, other)
    access = await custody.access(marie, child)
    assert (access.state, access.ended_by, access.because) == ("ended", "office", "jugement")
    assert [one.id for one in await children_of(marie)] == (await children(marie))[:1]


@pytest.mark.parametrize(
    ("own", "theirs", "by_hand", "kept"),
    [
        (dropped(PAST), OPEN, ("theirs",), True),
        (OPEN, dropped(PAST), ("own",), True),
        (OPEN, OPEN, ("own", "theirs"), True),
        (OPEN, OPEN, ("theirs",), False),
        (OPEN, dropped(PAST), ("theirs",), False),
    ],
)
async def test_an_access_given_by_hand_stays_so_where_the_file_ended_the_other(
    opened: Settings, own: Any, theirs: Any, by_hand: tuple[str, ...], kept: bool
) -> None:
    """Else the next file would end what the office gave since."""
    marie, other = await two()
    child = await shared(marie, other, own, theirs)
    for name, guardian in (("own", marie), ("theirs", other)):
        if name in by_hand:
            await query(
                "UPDATE guardianship SET added_by_hand_at = ? WHERE guardian = ? AND child = ?", now(), guardian, child
            )
    await merged(marie, other)
    (access,) = await query("SELECT * FROM guardianship WHERE guardian = ? AND child = ?", marie, child)
    assert (access["ended_at"], access["added_by_hand_at"] is not None) == (None, kept)
