"""Every table, for the engine to bind and for Piccolo to find."""

from piccolo.table import Table

from models.access.session import Session
from models.access.throttle import Throttle
from models.access.token import Token
from models.announcements.announcement import (
    Announcement,
    AnnouncementAnswer,
    AnnouncementAudience,
    AnnouncementReceipt,
    AnnouncementSending,
    AnnouncementText,
    AnnouncementWeekly,
)
from models.announcements.calendar_feed import CalendarFeed
from models.announcements.file import AnnouncementFile, AnnouncementFilePiece
from models.calendar.free_day import FreeDay
from models.desk.merging import AccountMerge
from models.desk.notes import Note
from models.desk.sent_forms import SentForm
from models.families.child import Child
from models.families.directory import Directory
from models.families.event import Event
from models.families.guardian import Guardian
from models.families.guardianship import Guardianship
from models.importing.applying.import_change import ImportChange
from models.importing.applying.import_run import ImportRun
from models.importing.applying.memory import ColumnMapping, ImportAnswer
from models.importing.applying.upload import Upload
from models.installation.key import SchoolKey
from models.invitations.letter import LetterBatch, PrintedLetter
from models.office.school_setting import SchoolSetting
from models.outbox.mail import Mail
from models.outbox.sending import Sending
from models.staff.accounts import Staff
from models.staff.notices import StaffNotice
from models.staff.recovery_codes import RecoveryCode
from models.staff.second_factor import UsedCode
from models.staff.sessions import StaffSession
from models.staff.teaching import StaffClass
from models.staff.tokens import StaffToken
from models.staff.trusted_devices import CodeGiven, TrustedDevice

TABLES: tuple[type[Table], ...] = (
    AccountMerge,
    Announcement,
    AnnouncementAnswer,
    AnnouncementAudience,
    AnnouncementFile,
    AnnouncementFilePiece,
    AnnouncementReceipt,
    AnnouncementSending,
    AnnouncementText,
    AnnouncementWeekly,
    CalendarFeed,
    Child,
    CodeGiven,
    ColumnMapping,
    Directory,
    Event,
    FreeDay,
    Guardian,
    Guardianship,
    ImportAnswer,
    ImportChange,
    ImportRun,
    LetterBatch,
    Mail,
    Note,
    PrintedLetter,
    RecoveryCode,
    SchoolKey,
    SchoolSetting,
    Sending,
    SentForm,
    Session,
    Staff,
    StaffClass,
    StaffNotice,
    StaffSession,
    StaffToken,
    Throttle,
    Token,
    TrustedDevice,
    Upload,
    UsedCode,
)
