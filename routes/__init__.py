"""The parents' screens, one small file each: read the request, call one function of `models/`, answer.

`web/` is what all screens are made with, `office/` has the office's, `gate/` what every request passes.
"""
