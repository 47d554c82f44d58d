"""Sheets and lists beside that of the families: joined to it, pasted below it, of leavers, of court orders."""
