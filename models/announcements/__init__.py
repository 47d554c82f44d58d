"""Announcements (*avis*): what the school writes to the parents of its children, and whom it has reached.

`announcement.py` has the tables; `wording.py` makes HTML of what was typed, in a confined process (`markup.py`);
`writing.py` keeps drafts and corrections, `correcting.py` those with a second mail, `reading.py` reads them,
`audience.py` says to whom, `publishing.py` sends and withdraws, `weekly.py` gathers the week's for whoever chose that
(`mail_choice.py`), `board.py` is what a parent sees of a child's, `replies.py` what a parent does there.

`calendar_feed.py` has the addresses for parents' calendars, `dated.py` what they show.

`file.py` keeps files in pieces, `attaching.py` takes them (`file_kinds.py`, `file_names.py`, and `redrawing.py` in a
confined process).
"""
