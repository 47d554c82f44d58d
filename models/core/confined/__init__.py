"""Where the bytes of strangers are parsed: a process of its own, with limits on memory and processor.

Returned mails, the office's files and logos come from people who may mean harm, and a parser may need minutes or
gigabytes for a few kilobytes of them. `room.py` starts the process and speaks with it; `inside.py` is what runs there.
The process imports the one parser that it is for, gets no secret, and ends with the work.
"""
