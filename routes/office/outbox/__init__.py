"""The mails of the outbox, one by one and by sendings."""
