"""Families from the export of a school's pupil administration.

Three steps (docs/architecture.md): reading/ makes `Families` of the bytes, comparing/ a `Plan` of these and of what
the database holds, applying/ carries it out.
"""

from models.importing.comparing.plan import Plan
from models.importing.reading.families import Families
from models.importing.reading.file import read
from models.importing.reading.remark_words import sentence
from models.importing.reading.remarks import Unreadable

__all__ = ["Families", "Plan", "Unreadable", "read", "sentence"]
