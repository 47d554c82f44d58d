"""Steps of a sign-in to the office, for the tests of its models."""

from models.access.throttle import Caller
from models.staff import sessions, sign_ins
from models.staff.sessions import StaffVisit, Step
from tests.support.office import PASSWORD

HERE = Caller("192.0.2.1", "Firefox, Windows")


async def visit(step: Step | str) -> StaffVisit:
    """The live session behind this secret."""
    found = await sessions.find(step.secret if isinstance(step, Step) else step)
    assert found
    return found


async def enter(username: str = "sophie.office", password: str = PASSWORD, replaces: int = 0) -> Step:
    return await sign_ins.sign_in(username, password, HERE, replaces=replaces)
