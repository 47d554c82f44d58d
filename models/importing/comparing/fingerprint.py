"""A digest of what a plan would do. By it an import finds out whether its plan is still the one that was confirmed."""

import hashlib
from typing import Any

import msgspec

from models.importing.comparing.plan import COUNTED, Change, ChangedAdult, ChangedChild, Plan, PlannedAccess
from models.importing.reading.records import AdultRecord, ChildRecord
from models.importing.reading.remarks import Remark

DONE = tuple(name for name in COUNTED if not name.startswith("unchanged"))


def fingerprint(plan: Plan) -> str:
    """The same for plans that do the same to the same people and refuse the same rows, in whatever order. What a plan
    leaves as it is has no part in it, nor has what its page does not show."""
    encode, digest = msgspec.msgpack.Encoder().encode, hashlib.sha256()
    for name in (*DONE, "faults"):
        digest.update(encode([name, sorted(encode(_plain(one)) for one in getattr(plan, name))]))
    return digest.hexdigest()[:32]


def _plain(one: Any) -> tuple[object, ...]:
    match one:
        case ChildRecord():
            return _child(one)
        case ChangedChild():
            return one.child.id, *_child(one.child), *_changes(one.changes)
        case AdultRecord():
            return *_adult(one), one.email, one.phone, one.language
        case ChangedAdult():
            return *_adult(one.adult), *_changes(one.changes)
        case PlannedAccess():
            until = one.until.timestamp() if one.until else None
            return *_adult(one.adult), *_child(one.child), one.relation, until, one.because, one.permission
        case Remark():
            return *one.line.plain, one.kind, one.values
    raise TypeError(one)


def _child(child: ChildRecord) -> tuple[str, ...]:
    return child.register_number, child.first_name, child.last_name, child.class_name


def _adult(adult: AdultRecord) -> tuple[str, ...]:
    return adult.username, adult.first_name, adult.last_name


def _changes(changes: tuple[Change, ...]) -> tuple[str, ...]:
    return tuple(part for one in changes for part in (one.field, one.before, one.after))
