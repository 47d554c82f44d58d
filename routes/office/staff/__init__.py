"""Staff accounts: sign-in, one's own account, the team."""
