"""A logo as it comes back from the confined process."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture and its media type; or the reason why there is none."""

    kind: str = ""
    body: bytes = b""
    reason: str = ""


class BadLogo(ValueError):
    """`reason` is `kind`, `broken`, `large` or `drawing`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
