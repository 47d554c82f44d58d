"""Whom the school invites, reminds, and gives a printed letter."""
