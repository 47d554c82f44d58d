"""Puts the application together: routes, guard, dependencies, errors, gate.

The lifespan opens the database and starts the worker.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from litestar import Litestar
from litestar.types import ASGIApp, ControllerRouterHandler

import worker
from language.templating import environment
from mail import bounce_box
from mail.mailer import Transport
from models import database
from models.calendar import refreshing
from models.core import school
from models.importing.applying import import_task
from models.installation import opening
from models.office import school_setting
from models.tables import TABLES
from routes import (
    account,
    announcement_mails,
    announcement_replies,
    announcements,
    calendar,
    children,
    entrance,
    first_connection,
    health,
    language,
    password,
    reset,
    sign_in,
)
from routes.gate import errors, repeat
from routes.gate.gate import Gate
from routes.office.screens import office
from routes.web.assets import Assets
from routes.web.number import DECODERS
from routes.web.visitor import DEPENDENCIES, know_visitor
from settings import Settings

if TYPE_CHECKING:  # prometheus_client is imported only with PREAU_METRICS
    from metrics import Meter

ROUTES: list[ControllerRouterHandler] = [
    entrance.show_entrance,
    entrance.show_first_connection,
    first_connection.open_token,
    first_connection.renew_token,
    password.show_password,
    password.save_password,
    sign_in.open_session,
    sign_in.close_session,
    reset.show_reset,
    reset.ask_reset,
    reset.show_sent,
    children.show_children,
    children.show_child,
    *announcements.ROUTES,
    *announcement_replies.ROUTES,
    *announcement_mails.ROUTES,
    *calendar.ROUTES,
    account.show_account,
    account.choose_mails,
    account.end_device,
    language.show_typed,
    language.show_language,
    language.choose_language,
    health.show_health,
    health.change_password,
    office,
]


def create_app(
    settings: Settings,
    transport: Transport | None = None,
    extra_routes: Sequence[ControllerRouterHandler] = (),
    meter: "Meter | None" = None,
) -> ASGIApp:
    """The ASGI application of one school.

    `transport` sends the mails; without one they wait in the outbox. `meter` counts requests and sign-ins for a
    Prometheus server.
    """
    school.open_school(settings)
    environment()  # loads the templates now: later there may be no free file descriptor

    @contextlib.asynccontextmanager
    async def opened(_: Litestar) -> AsyncIterator[None]:
        await database.open_database(settings, TABLES)
        stop = asyncio.Event()
        try:
            await opening.ready()
            work = asyncio.gather(worker.run(transport, stop), school_setting.follow(stop))
            asked = [
                asyncio.create_task(bounce_box.watch(settings.bounce_imap)),
                asyncio.create_task(refreshing.follow()),
            ]
            if meter:
                meter.open()
            yield
            if meter:
                meter.close()
            stop.set()
            for task in asked:
                task.cancel()
            await import_task.stop()
            await work
            await asyncio.wait(asked)
        finally:
            await database.close_database()

    app = Litestar(
        route_handlers=[*ROUTES, *extra_routes],
        guards=[know_visitor],
        dependencies=DEPENDENCIES,
        type_decoders=DECODERS,
        before_request=repeat.repeat_form,
        exception_handlers={Exception: errors.page},
        lifespan=[opened],
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    gate = Gate(app, Assets())
    if meter is None:
        return gate
    gate.app = meter.within(gate.app)
    return meter.around(gate)
