"""The parents' screens, one small file each: read the request, call one function of `models/`, answer.

`web/` has what the screens share, `office/` the office's screens, `gate/` the checks before every request.
"""
