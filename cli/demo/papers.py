"""The files of the demonstration's announcements: a page of PDF, and a plan as PNG, both made here."""

import io

from PIL import Image, ImageDraw

PROGRAMME = (
    "Marché de Noël, samedi 12 décembre",
    "",
    "10 h      Ouverture, dans la cour",
    "11 h      Chorale des P1 et P2",
    "12 h      Soupe et tartines",
    "14 h      Chorale des P5 et P6",
    "15 h 30   Tombola",
    "16 h      Fin",
)
PAPER, INK, GREEN, SUN = "#ffffff", "#1e2b27", "#cfe3da", "#f6d98a"
STALLS = ("P1", "P2", "P3", "P4", "P5", "P6")


def programme() -> bytes:
    """One page A4 with `PROGRAMME`, in the Helvetica that every reader has."""
    shown = b"T* ".join(b"(" + line.encode("cp1252") + b") Tj " for line in PROGRAMME)
    text = b"BT /F1 16 Tf 26 TL 72 770 Td " + shown + b"ET"
    return _document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
    )


def _document(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog (ISO 32000-1, 7.5)."""
    whole, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(whole))
    return whole + head + table + end


def plan() -> bytes:
    """The courtyard with a stall for each class."""
    picture = Image.new("RGB", (900, 600), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 840, 540), fill=GREEN, outline=INK, width=4)
    for place, name in enumerate(STALLS):
        left, top = 130 + place % 3 * 240, 130 + place // 3 * 220
        draw.rectangle((left, top, left + 160, top + 110), fill=SUN, outline=INK, width=3)
        draw.text((left + 80, top + 55), name, fill=INK, anchor="mm", font_size=44)
    draw.text((450, 572), "Porte", fill=INK, anchor="mm", font_size=28)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
