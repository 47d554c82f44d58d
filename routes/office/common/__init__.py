"""Shared by the screens of several rooms: the page, dates, and the sentences of the audit and of backups."""
