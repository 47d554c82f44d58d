"""Adults with accounts, pupils, who may see whom, what was done, and where each adult stands on the way in."""
