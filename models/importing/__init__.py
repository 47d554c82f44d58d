"""Families from the export a school has: `read` a file, `preview` what it would do, `carry_out`.

bytes → rows of text (text_table, workbook) → `Families` (heading_rows, headings, cells, row, families, oddities) →
beside what the database holds (held, renumbering, children, people, renamed, adults, accesses, comparing) → `Plan` →
the database (applying). `summary` and `remarks` put it into words.
"""

from models.importing.applying import ImportRefused, carry_out, preview
from models.importing.families import Families
from models.importing.plan import Plan
from models.importing.reading import read
from models.importing.remarks import Unreadable, sentence

__all__ = ["Families", "ImportRefused", "Plan", "Unreadable", "carry_out", "preview", "read", "sentence"]
