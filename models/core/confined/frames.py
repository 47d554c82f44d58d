"""How the two sides of the pipe speak: one request or answer is two lengths, then so many bytes."""

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
    """None where the other side has ended."""
    lengths = pipe.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    both = pipe.read(head + body)
    return (both[:head], both[head:]) if len(both) == head + body else None


def pack(value: Any) -> bytes:
    """MessagePack: plain data, which cannot name code to be run, as a pickle can."""
    return msgspec.msgpack.encode(value, enc_hook=lambda own: own.plain)


def unpack(data: bytes, kind: Any = Any) -> Any:
    """The other way round, held to the type. A class of ours that is no dataclass has `plain`, what it is made from."""
    return msgspec.msgpack.decode(data, type=kind, dec_hook=lambda own, plain: own(*plain))
