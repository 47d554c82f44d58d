"""Invitations, sendings, letters, the outbox."""
