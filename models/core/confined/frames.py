"""The framing on the pipe: a request or an answer is two lengths, then a head and a body of those lengths."""

import struct
from typing import IO, Any

import msgspec

LENGTHS = struct.Struct(">II")


def write(pipe: IO[bytes], head: bytes, body: bytes) -> None:
    pipe.write(LENGTHS.pack(len(head), len(body)))
    pipe.write(head)
    pipe.write(body)
    pipe.flush()


def read(pipe: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The head and the body; None where the other side has ended."""
    lengths = pipe.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    both = pipe.read(head + body)
    return (both[:head], both[head:]) if len(both) == head + body else None


def pack(value: Any) -> bytes:
    """MessagePack: plain data, which unlike a pickle cannot name code to run."""
    return msgspec.msgpack.encode(value, enc_hook=lambda own: own.plain)


def unpack(data: bytes, kind: Any = Any) -> Any:
    """The value, checked against the type. A class that is no dataclass has `plain`, its constructor arguments."""
    return msgspec.msgpack.decode(data, type=kind, dec_hook=lambda own, plain: own(*plain))
