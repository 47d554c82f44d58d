"""Untrusted bytes are parsed in a separate process, with limits on memory and processor time.

Returned mails, uploaded files and logos may be hostile: a parser may need minutes or gigabytes for a few kilobytes.
`sandbox.py` starts the process and communicates with it; `inside.py` runs there. The process imports the one parser
that it needs, gets no secret, and ends with the work.
"""
