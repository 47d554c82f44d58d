"""Who works in the office: accounts, one-time tokens, second factor, sessions."""
