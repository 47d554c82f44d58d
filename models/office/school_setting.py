"""Settings of the school that an admin changes on a page. The environment wins over them."""

from piccolo.columns import Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.clock import now


class SchoolSetting(Table, tablename="school_setting"):
    """One setting, by its name in `Settings`."""

    id: Serial
    name = Varchar(40, unique=True)
    value = Text()
    at = Timestamptz(default=now)
    actor = Varchar(80)
