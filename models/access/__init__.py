"""How a parent signs in: token, password, session, and the limits on guessing."""
