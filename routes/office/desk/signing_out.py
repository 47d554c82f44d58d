"""*Déconnecter ses appareils* of one adult."""

from litestar import get, post
from litestar.params import FromPath

from models.access import session
from models.desk import disabling
from routes.office.desk.guardian import by, done, existing, found
from routes.office.page import OfficePage
from routes.office.when import when
from routes.web.request import Request


@get("/guardians/{guardian_id:str}/sessions")
async def show_sessions(guardian_id: FromPath[str]) -> OfficePage:
    """What is signed in, and what ending it would do."""
    adult = await found(guardian_id)
    devices = await session.devices(adult.id)
    return OfficePage("office/guardian/sessions.html", section="families", adult=adult, devices=devices, when=when)


@post("/guardians/{guardian_id:str}/sessions")
async def end_sessions(request: Request, guardian_id: FromPath[str]) -> OfficePage:
    """Out at the next request. It closes, and is urgent: no password is asked."""
    adult = await found(guardian_id)
    with existing():
        await disabling.sign_out(adult.id, **by(request))
    return await done(request, adult.id, "sessions-ended")
