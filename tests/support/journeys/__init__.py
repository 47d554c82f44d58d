"""Real processes and the people at them."""
