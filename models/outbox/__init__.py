"""The outbox: mails, their delivery and their states; sendings; returned mails."""
