"""The route handlers of this package."""

from litestar.types import ControllerRouterHandler

from routes.office.desk import (
    access,
    as_parent,
    correction,
    disabling,
    families,
    family,
    notes,
    personal_data,
    phone_code,
    signing_out,
)

HANDLERS: list[ControllerRouterHandler] = [
    families.show_families,
    family.show_family,
    family.send_mail,
    phone_code.show_code,
    phone_code.make_code,
    correction.show_address,
    correction.save_address,
    correction.show_name,
    correction.save_name,
    notes.show_notes,
    notes.write_note,
    notes.remove_note,
    disabling.show_disable,
    disabling.disable,
    disabling.show_enable,
    disabling.enable,
    signing_out.show_sessions,
    signing_out.end_sessions,
    access.show_access,
    access.end_access,
    access.show_restore,
    access.restore_access,
    as_parent.show_children,
    as_parent.show_child,
    personal_data.show_data,
    personal_data.export_data,
    personal_data.erase_data,
    personal_data.show_erased,
    families.show_classes,
]
