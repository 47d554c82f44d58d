import pytest

from language import text
from mail import rendering
from models.invitations import invitation
from models.outbox import delivery
from settings import Settings
from tests.support.files import apply, as_csv, preview, row


@pytest.mark.parametrize(("said", "language"), [("", "nl"), ("klingon", "nl"), ("français", "fr"), ("uk", "uk")])
async def test_who_has_no_language_in_the_file_is_written_to_in_the_schools(
    opened: Settings, monkeypatch: pytest.MonkeyPatch, said: str, language: str
) -> None:
    monkeypatch.setattr(text, "_schools", "nl")
    await apply(as_csv([row(language=said)]))
    await invitation.invite(username="marie.dupont")
    (entry,) = await delivery.claim(1)
    assert (await rendering.render(entry)).read()["Content-Language"] == language
    assert not (await preview(as_csv([row(language=said)]))).changed_adults


async def test_a_language_that_a_later_file_says_counts_from_then_on(opened: Settings) -> None:
    await apply(as_csv([row(language="")]))
    plan = await apply(as_csv([row(language="uk")]))
    assert [change.adult.language for change in plan.changed_adults] == ["uk"]
    assert not (await preview(as_csv([row(language="")]))).changed_adults, "a file that says nothing takes nothing back"
