"""*Avis*: writing announcements, choosing to whom, sending and withdrawing."""
