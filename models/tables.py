"""Every table, for the engine to bind and for Piccolo to find."""

from piccolo.table import Table

from models.child import Child
from models.event import Event
from models.guardian import Guardian
from models.guardianship import Guardianship
from models.importing.column_mapping import ColumnMapping
from models.importing.import_answer import ImportAnswer
from models.key import SchoolKey
from models.mail import Mail
from models.office.desk.directory import Directory
from models.office.importing.import_run import ImportRun
from models.office.importing.upload import Upload
from models.office.post.letter import LetterBatch, PrintedLetter
from models.office.post.sending import Sending
from models.office.school_setting import SchoolSetting
from models.office.team.recovery_code import RecoveryCode
from models.office.team.second_factor import UsedCode
from models.office.team.staff import Staff
from models.office.team.staff_notice import StaffNotice
from models.office.team.staff_session import StaffSession
from models.office.team.staff_token import StaffToken
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
    ImportAnswer,
    ImportRun,
    LetterBatch,
    Mail,
    PrintedLetter,
    RecoveryCode,
    SchoolKey,
    SchoolSetting,
    Sending,
    Session,
    Staff,
    StaffNotice,
    StaffSession,
    StaffToken,
    Throttle,
    Token,
    Upload,
    UsedCode,
)
