"""What every request passes through, and where every exception becomes a page."""
