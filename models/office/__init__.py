"""Audit, mails, settings and logo, first steps, trial accounts, retention."""
