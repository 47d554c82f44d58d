"""What the office sends: invitations, reminders, letters, and the outbox as it looks at it."""
