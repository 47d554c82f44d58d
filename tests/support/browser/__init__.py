"""People at a browser, and every page and state that they meet."""
