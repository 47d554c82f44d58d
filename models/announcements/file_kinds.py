"""What kind a file is, by its first bytes; and for one that cannot be attached, what its sender should know of it."""

PDF, JPEG, PNG = "pdf", "jpeg", "png"
MEDIA_TYPES = {PDF: "application/pdf", JPEG: "image/jpeg", PNG: "image/png"}
LARGEST = 5_000_000  # bytes of a file
ENDINGS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
STARTS = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n"}
WORD, SHEET, SLIDES, HEIC, PICTURE = "word", "sheet", "slides", "heic", "picture"
ARCHIVE, RECORDING, MISNAMED, OTHER = "archive", "recording", "misnamed", "other"
_BY_ENDING = {
    **dict.fromkeys((".doc", ".docx", ".dot", ".dotx", ".docm", ".odt", ".rtf", ".pages", ".txt", ".md"), WORD),
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".ods", ".csv", ".numbers"), SHEET),
    **dict.fromkeys((".ppt", ".pptx", ".pps", ".ppsx", ".odp", ".key"), SLIDES),
    **dict.fromkeys((".heic", ".heif"), HEIC),
    **dict.fromkeys((".gif", ".webp", ".svg", ".bmp", ".tif", ".tiff", ".avif", ".ico", ".psd"), PICTURE),
    **dict.fromkeys((".zip", ".rar", ".7z", ".tar", ".gz"), ARCHIVE),
    **dict.fromkeys((".mp4", ".mov", ".avi", ".mkv", ".webm", ".3gp", ".wmv"), RECORDING),
    **dict.fromkeys((".mp3", ".m4a", ".wav", ".ogg", ".aac"), RECORDING),
}


def kind_of(data: bytes) -> str:
    """`PDF`, `JPEG`, `PNG`, or empty for everything else."""
    return next((kind for kind, start in STARTS.items() if data.startswith(start)), "")


def ending(name: str) -> str:
    """What stands from the last dot on, in small letters; empty without a dot."""
    before, dot, last = name.rpartition(".")
    return f".{last.strip().lower()}" if dot and before.strip() else ""


def refused_kind(name: str, data: bytes) -> str:
    """What a file is that is none of the three: by its bytes where they say it, else by its name."""
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"hevc"):
        return HEIC
    if data.startswith((b"GIF8", b"BM", b"II*\0", b"MM\0*")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return PICTURE
    last = ending(name)
    return MISNAMED if any(last in known for known in ENDINGS.values()) else _BY_ENDING.get(last, OTHER)
