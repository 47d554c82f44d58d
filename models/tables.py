"""Every table, for the engine to bind and for Piccolo to find."""

from piccolo.table import Table

from models.child import Child
from models.event import Event
from models.guardian import Guardian
from models.guardianship import Guardianship
from models.mail import Mail
from models.session import Session
from models.staff import Staff
from models.throttle import Throttle
from models.token import Token

TABLES: tuple[type[Table], ...] = (
    Child,
    Event,
    Guardian,
    Guardianship,
    Mail,
    Session,
    Staff,
    Throttle,
    Token,
)
