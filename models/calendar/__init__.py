"""The school's calendar (PREAU_CALENDAR): days without school, for the children's pages. And the iCalendar file that a
parent's calendar reads (`writing.py`)."""
