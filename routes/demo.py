"""The demonstration's mailbox: the mails that were sent. Only `preau demo` has these routes."""

from dataclasses import dataclass
from email.message import EmailMessage

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.types import ControllerRouterHandler

from language import text
from mail.mailer import Mailbox
from routes.web.number import RowId
from routes.web.page import Page
from routes.web.visitor import EVERYONE

# A mail has inline styles, which the policy of the school's pages forbids.
MAIL_CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


@dataclass(frozen=True, slots=True)
class DemoMail:
    """A mail of the list, numbered in the order of sending, from 0."""

    number: int
    message: EmailMessage

    @property
    def to(self) -> str:
        return str(self.message["To"])

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def language(self) -> str:
        return str(self.message["Content-Language"])

    @property
    def direction(self) -> str:
        return "rtl" if self.language in text.RIGHT_TO_LEFT else "ltr"

    @property
    def text(self) -> str:
        return _part(self.message, "plain")


def mailbox_routes(mailbox: Mailbox) -> list[ControllerRouterHandler]:
    """`/demo/mailbox` and each mail as a mail program shows it."""

    @get("/demo/mailbox", opt=EVERYONE)
    async def show_mailbox() -> Page:
        mails = [DemoMail(number, message) for number, message in enumerate(mailbox.messages)]
        return Page("demo/mailbox.html", mails=mails[::-1])

    @get("/demo/mailbox/{number:str}", opt=EVERYONE)
    async def show_mail(number: RowId) -> Response[str]:
        if number >= len(mailbox.messages):
            raise NotFoundException
        body = _part(mailbox.messages[number], "html")
        headers = {"Content-Security-Policy": MAIL_CSP, "Cache-Control": "no-store"}
        return Response(body, media_type="text/html", headers=headers)

    return [show_mailbox, show_mail]
