"""The school office, under `/office`: one file per screen, each listed in `HANDLERS`, those of two rooms in
their `screens.py`."""

from litestar import Router
from litestar.types import ControllerRouterHandler

from routes.office import audit, home, school, school_logo, welcome
from routes.office.desk import screens as desk
from routes.office.importing import import_columns, import_decisions, import_history, import_preview, imports
from routes.office.post import invitations, letter_sheets, letters, mails, one_mail, sendings
from routes.office.staff import screens as team
from routes.web.office import DEPENDENCIES, know_staff

HANDLERS: list[ControllerRouterHandler] = [
    audit.show_audit,
    audit.show_export,
    audit.export_audit,
    home.show_home,
    welcome.show_welcome,
    welcome.send_test,
    welcome.begin_trial,
    welcome.remove_trial,
    welcome.hide_guide,
    *desk.HANDLERS,
    imports.show_imports,
    imports.take_file,
    import_preview.show_import,
    import_preview.apply_import,
    import_columns.show_columns,
    import_columns.choose_columns,
    import_columns.forget_columns,
    import_decisions.decide,
    import_history.show_run,
    import_history.undo_run,
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
    letter_sheets.finish_batch,
    school.show_school,
    school.save_school,
    school_logo.save_logo,
    school_logo.remove_logo,
    *team.HANDLERS,
]

office = Router(
    path="/office", route_handlers=HANDLERS, guards=[know_staff], dependencies=DEPENDENCIES, opt={"open_to": "office"}
)
