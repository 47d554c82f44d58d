"""The part of a mail about one account: username, token and link, in the language of that account."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from language import text
from language.templating import environment
from language.typography import set_spaces_of_mail
from models.core import school


def blocks() -> dict[str, str | Callable[..., str]]:
    """For the templates: `base_url`, `page_link(path)`, `account_html(account, action)` and `account_text`.

    `action` is the French name of what the link does; a block is `named` where it begins with whose it is. Two
    accounts that share an address may have two languages.
    """
    links: dict[str, str | Callable[..., str]] = {"base_url": school.settings().base_url, "page_link": school.page_link}

    def rendered(kind: str, account: Any, action: str, named: bool) -> str:
        around = text.language()
        with text.speaking(text.language_for(account.person.language)):
            template = environment().get_template(f"mail/layout/account.{kind}")
            shown = template.render(account=account, action=text._(action), named=named, **links)
            shown = set_spaces_of_mail(shown, html=kind == "html")
            if kind == "html" and text.language() != around:
                style = f"text-align:{text.start()}"
                shown = f'<div lang="{text.language()}" dir="{text.direction()}" style="{style}">{shown}</div>'
        return Markup(shown) if kind == "html" else shown  # noqa: S704  the template has escaped it

    return {
        **links,
        "account_html": lambda account, action, named=False: rendered("html", account, action, named),
        "account_text": lambda account, action, named=False: rendered("txt", account, action, named),
    }
