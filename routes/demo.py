"""The demonstration's mailbox: the mails that were sent. Only `preau demo` has these routes."""

from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from mail.mailer import Mailbox
from routes.web.page import Page
from routes.web.visitor import EVERYONE

# A mail brings its styles with it, which the school's own pages may not.
MAIL_CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"


def mailbox_routes(mailbox: Mailbox) -> list[ControllerRouterHandler]:
    """`/demo/mailbox` and each mail as a mail program shows it."""

    @get("/demo/mailbox", opt=EVERYONE)
    async def show_mailbox() -> Page:
        mails: list[dict[str, Any]] = []
        for number, message in enumerate(mailbox.messages):
            part = message.get_body(("plain",))
            mails.append(
                {
                    "number": number,
                    "to": message["To"],
                    "subject": message["Subject"],
                    "text": part.get_content() if part else "",
                }
            )
        return Page("demo/mailbox.html", mails=mails[::-1])

    @get("/demo/mailbox/{number:int}", opt=EVERYONE)
    async def show_mail(number: FromPath[int]) -> Response[str]:
        if number >= len(mailbox.messages):
            raise NotFoundException
        part = mailbox.messages[number].get_body(("html",))
        headers = {"Content-Security-Policy": MAIL_CSP, "Cache-Control": "no-store"}
        return Response(part.get_content() if part else "", media_type="text/html", headers=headers)

    return [show_mailbox, show_mail]
