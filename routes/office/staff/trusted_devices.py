"""Trusted devices: an admin trusts the device in front of him or her, and ends that for any device."""

from litestar import get, post
from litestar.exceptions import NotFoundException

from language.text import _
from models.staff import trusted_devices
from routes.office.common.page import OfficePage
from routes.office.staff.account import account_page
from routes.web import cookie
from routes.web.client import FromClient
from routes.web.form import query_value
from routes.web.number import RowId
from routes.web.office import ADMIN, Staff, StaffActor, confirmed
from routes.web.request import Request


async def devices_page(notice: str = "", **options: str) -> OfficePage:
    """The list of devices; `notice` names the action just done."""
    notices = {"ended": _("Le code du téléphone y est demandé à chaque connexion.")}
    return OfficePage(
        "office/staff/devices.html",
        section="staff",
        devices=await trusted_devices.devices(),
        notice_text=notices.get(notice, ""),
        **options,
    )


@get("/staff/devices", opt=ADMIN)
async def show_devices(request: Request) -> OfficePage:
    """Every trusted device, with a button to end that."""
    return await devices_page(query_value(request.scope, "notice"))


@post("/staff/devices/{device:str}/end", opt=ADMIN)
async def end_trust(by: StaffActor, device: RowId) -> OfficePage:
    """Trust a device no longer. A second time changes nothing."""
    try:
        await trusted_devices.end(device, by)
    except LookupError:
        raise NotFoundException from None
    return await devices_page("ended", at="/office/staff/devices?notice=ended")


@post("/account/device", opt=ADMIN)
async def trust_device(request: Request, staff: Staff, by: StaffActor, caller: FromClient) -> OfficePage:
    """*Faire confiance à cet appareil*. A device that is trusted already stays as it is."""
    confirmed(staff, "/office/account")
    here, cookies = await trusted_devices.known(cookie.DEVICE.read(request.scope)), []
    if here is None:
        secret = await trusted_devices.trust(by, caller)
        here, cookies = await trusted_devices.known(secret), [cookie.know_device(secret)]
    return await account_page(staff, here, "device", at="/office/account?notice=device", cookies=cookies)
