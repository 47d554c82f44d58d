"""Invitations by mail, and printed letters."""
