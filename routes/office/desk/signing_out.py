"""*Déconnecter ses appareils* of one adult."""

from litestar import get, post

from models.access import session
from models.desk import disabling
from routes.office.common.page import OfficePage
from routes.office.desk.guardian import done, existing, found
from routes.web.number import RowId
from routes.web.office import StaffActor


@get("/guardians/{guardian_id:str}/sessions")
async def show_sessions(guardian_id: RowId) -> OfficePage:
    """The devices that are signed in, and the button."""
    adult = await found(guardian_id)
    devices = await session.devices(adult.id)
    return OfficePage("office/guardian/sessions.html", section="families", adult=adult, devices=devices)


@post("/guardians/{guardian_id:str}/sessions")
async def end_sessions(by: StaffActor, guardian_id: RowId) -> OfficePage:
    """End all sessions of this adult. The password is not asked again: this only removes access, and is urgent."""
    adult = await found(guardian_id)
    with existing():
        await disabling.sign_out(adult.id, by)
    return await done(by, adult.id, "sessions-ended")
