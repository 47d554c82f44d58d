"""The people of the office: accounts, one-time tokens, second factor, sessions, notices."""
