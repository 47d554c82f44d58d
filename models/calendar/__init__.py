"""The school's calendar (PREAU_CALENDAR): days without school, for the children's pages."""
