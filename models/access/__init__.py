"""How a parent comes in: token, password, session, and what guessing costs."""
