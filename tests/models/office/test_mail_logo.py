"""The logo that mails carry: a PNG of at most 20 kB, drawn once in a confined process."""

import dataclasses
import io
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mail import mime, rendering
from models.core import school
from models.core.confined.sandbox import Sandbox
from models.invitations import invitation
from models.office import mail_logo, mail_picture
from models.outbox import delivery
from settings import Picture, Settings
from tests.support.families import parent

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def image(kind: str, size: tuple[int, int] = (600, 400), *, noise: bool = False) -> bytes:
    out = io.BytesIO()
    made = Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, (11, 98, 80))
    made.save(out, kind)
    return out.getvalue()


async def sent(**changed: Any) -> EmailMessage:
    school.open_school(dataclasses.replace(school.settings(), **changed))
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    return (await rendering.render((await delivery.claim(1))[0])).read()


def pictures(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in message.walk() if part.get_content_maintype() == "image"]


def html(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("noise", [False, True])
async def test_the_logo_is_within_the_mail_and_small(opened: Settings, kind: str, noise: bool) -> None:
    message = await sent(picture=Picture(f"image/{kind.lower()}", image(kind, noise=noise)))
    (picture,) = pictures(message)
    body = picture.get_content()
    assert len(body) <= 20_000
    with Image.open(io.BytesIO(body)) as shown:
        assert (shown.format, shown.height) == ("PNG", 120)
    assert picture["Content-ID"] == f"<{mime.PICTURE}>"
    assert picture.get_content_disposition() == "inline"
    assert f'src="cid:{mime.PICTURE}"' in html(message)
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "multipart/related"]


async def test_the_installations_logo_takes_precedence(opened: Settings, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(image("PNG", (50, 10)))
    message = await sent(logo=path, picture=Picture("image/png", image("PNG", (10, 10))))
    with Image.open(io.BytesIO(pictures(message)[0].get_content())) as shown:
        assert shown.size == (50, 10)


@pytest.mark.parametrize(
    "picture",
    [
        None,
        Picture("image/svg+xml", SVG),
        Picture("image/png", b"\x89PNG\r\n\x1a\n damaged"),
        Picture("image/png", b""),
    ],
)
async def test_an_unsuitable_logo_is_left_out_of_mails(opened: Settings, picture: Picture | None) -> None:
    message = await sent(picture=picture)
    assert pictures(message) == []
    assert "<img" not in html(message)


async def test_a_missing_logo_file_delays_no_mail(opened: Settings, tmp_path: Path) -> None:
    assert pictures(await sent(logo=tmp_path / "gone.png")) == []


async def test_a_logo_is_drawn_only_when_it_changes(opened: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    ask = Sandbox.ask

    async def counted(self: Sandbox, *given: Any, **more: Any) -> Any:
        nonlocal asked
        asked += 1
        return await ask(self, *given, **more)

    monkeypatch.setattr(Sandbox, "ask", counted)
    school.open_school(dataclasses.replace(opened, picture=Picture("image/png", image("PNG"))))
    first = await mail_logo.picture()
    assert await mail_logo.picture() is first
    assert asked == 1
    school.open_school(dataclasses.replace(opened, picture=Picture("image/png", image("PNG", (9, 9)))))
    assert await mail_logo.picture() != first
    assert asked == 2


def test_an_image_of_too_many_pixels_is_not_decoded() -> None:
    assert mail_picture.drawn(image("PNG", (5001, 5000))) is None


@pytest.mark.parametrize("named", [True, False])
async def test_the_children_are_named_only_where_the_school_wants_it_and_never_in_the_subject(
    opened: Settings, named: bool
) -> None:
    message = await sent(mail_child_name=named)
    plain = message.get_body(("plain",))
    assert plain is not None
    for text in (plain.get_content(), html(message)):
        assert ("Enfant : Zoé\n" in text.replace("\r", "").replace("</p>", "\n")) == named
        assert "Zoé Dupont" not in text
    assert "Zoé" not in message["Subject"]
