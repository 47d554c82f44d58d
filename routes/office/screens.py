"""Every screen of the office in one router, behind one guard."""

from litestar import Router
from litestar.types import ControllerRouterHandler

from routes.office import audit, school, school_logo, welcome
from routes.office.announcements import screens as announcements
from routes.office.desk import screens as desk
from routes.office.importing import addresses, columns, confirming, decisions, files, history, preview
from routes.office.invitations import invitations, letter_sheets, letters
from routes.office.outbox import mails, one_mail, sendings
from routes.office.staff import screens as staff
from routes.web.office import DEPENDENCIES, know_staff

HANDLERS: list[ControllerRouterHandler] = [
    audit.show_audit,
    audit.show_export,
    audit.export_audit,
    welcome.show_home,
    welcome.show_welcome,
    welcome.send_test,
    welcome.begin_trial,
    welcome.remove_trial,
    welcome.hide_guide,
    *announcements.HANDLERS,
    *desk.HANDLERS,
    files.show_imports,
    files.take_file,
    preview.show_import,
    confirming.apply_import,
    columns.show_columns,
    columns.choose_columns,
    columns.forget_columns,
    decisions.decide,
    addresses.keep_addresses,
    history.show_run,
    history.undo_run,
    invitations.show_invitations,
    invitations.choose_adults,
    invitations.preview_invitations,
    invitations.send_invitations,
    sendings.show_sending,
    sendings.stop_sending,
    sendings.resume_sending,
    mails.show_mails,
    mails.retry_all,
    mails.send_test,
    one_mail.show_mail,
    one_mail.retry_mail,
    one_mail.cancel_mail,
    letters.show_letters,
    letters.preview_letters,
    letters.make_letters,
    letter_sheets.show_batch,
    letter_sheets.finish_part,
    school.show_school,
    school.save_school,
    school_logo.save_logo,
    school_logo.remove_logo,
    *staff.HANDLERS,
]

office = Router(
    path="/office", route_handlers=HANDLERS, guards=[know_staff], dependencies=DEPENDENCIES, opt={"open_to": "office"}
)
