"""Mails to be sent and what became of each; sendings; mails that come back."""
