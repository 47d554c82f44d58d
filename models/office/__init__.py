"""What the office has beside families: audit, mails, settings and logo, first steps, retention."""
