"""The screens of announcements."""

from litestar.types import ControllerRouterHandler

from routes.office.announcements import answers, files, listing, one, preview, recipients, sheets, translation, writing

HANDLERS: list[ControllerRouterHandler] = [
    listing.show_announcements,
    writing.begin,
    writing.write,
    writing.show_form,
    writing.edit,
    recipients.show_recipients,
    recipients.choose_recipients,
    recipients.choose_child,
    one.show_announcement,
    preview.show_preview,
    one.send,
    one.withdraw,
    answers.remind,
    answers.download,
    sheets.print_sheets,
    one.remove,
    files.attach,
    files.remove,
    files.show_file,
    translation.show_translation,
    translation.translate,
]
