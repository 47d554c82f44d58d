"""Every table, for the engine to bind and for Piccolo to find."""

from piccolo.table import Table

from models.child import Child
from models.event import Event
from models.guardian import Guardian
from models.guardianship import Guardianship
from models.importing.column_mapping import ColumnMapping
from models.mail import Mail
from models.office.directory import Directory
from models.office.import_run import ImportRun
from models.office.letter import LetterBatch, PrintedLetter
from models.office.recovery_code import RecoveryCode
from models.office.school_setting import SchoolSetting
from models.office.sending import Sending
from models.office.staff import Staff
from models.office.staff_session import StaffSession
from models.office.staff_token import StaffToken
from models.office.upload import Upload
from models.session import Session
from models.throttle import Throttle
from models.token import Token

TABLES: tuple[type[Table], ...] = (
    Child,
    ColumnMapping,
    Directory,
    Event,
    Guardian,
    Guardianship,
    ImportRun,
    LetterBatch,
    Mail,
    PrintedLetter,
    RecoveryCode,
    SchoolSetting,
    Sending,
    Session,
    Staff,
    StaffSession,
    StaffToken,
    Throttle,
    Token,
    Upload,
)
