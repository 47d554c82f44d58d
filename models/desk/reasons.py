"""The reason that somebody at the office types for a decision."""

REASON_MOST = 200  # characters


class BadReason(ValueError):
    """`problem` is `missing`, `long` or `control`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def clean_reason(typed: str) -> str:
    """The reason as one line of text. Raises `BadReason`."""
    reason = " ".join(typed.split())
    if not reason:
        raise BadReason("missing")
    if not reason.isprintable():
        raise BadReason("control")
    if len(reason) > REASON_MOST:
        raise BadReason("long")
    return reason
