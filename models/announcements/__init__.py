"""Announcements (*avis*): what the school writes to the parents of its children, and whom it has reached.

`announcement.py` has the tables; `wording.py` makes HTML of what was typed, in a confined process (`markup.py`);
`writing.py` keeps drafts and corrections, `reading.py` reads them, `audience.py` says to whom, `publishing.py` sends
and withdraws, `board.py` is what a parent sees of a child's, `replies.py` what a parent does there.
"""
