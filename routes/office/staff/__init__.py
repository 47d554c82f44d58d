"""Sign-in of the office, one's own account, the team."""
