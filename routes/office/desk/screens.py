"""The screens of the phone desk: the families, and all that begins on a family's page."""

from litestar.types import ControllerRouterHandler

from routes.office.desk import (
    access,
    as_parent,
    classes,
    disabling,
    families,
    family,
    guardian_address,
    guardian_name,
    personal_data,
    phone_code,
    reissue,
    signing_out,
)

HANDLERS: list[ControllerRouterHandler] = [
    families.show_families,
    family.show_family,
    reissue.send_mail,
    phone_code.show_code,
    phone_code.make_code,
    guardian_address.show_address,
    guardian_address.save_address,
    guardian_name.show_name,
    guardian_name.save_name,
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
    classes.show_classes,
]
