"""Makes files as schools export them: CSV in several formats, and workbooks without a library."""

import csv
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from models import importing
from models.importing import Plan
from models.importing.applying import apply as applying
from tests.support.sql import query

SAMPLES = Path(__file__).parent / "samples"
HEADINGS = "matricule nom_eleve prenom_eleve classe nom_responsable prenom_responsable email telephone lien langue"
LONG = HEADINGS.split()
Row = list[str]


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.csv").read_bytes()


def as_csv(rows: list[Row], headings: Row = LONG, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([headings, *rows])
    return stream.getvalue().encode(encoding)


def row(
    register: str = "1",
    child: str = "Dupont Léa",
    class_name: str = "P1A",
    adult: str = "Dupont Marie",
    email: str = "marie@example.org",
    phone: str = "",
    relation: str = "mère",
    language: str = "fr",
) -> Row:
    """One row with a pupil and a guardian; names are written last name first, as schools do."""
    last, _, first = child.partition(" ")
    adult_last, _, adult_first = adult.partition(" ")
    return [register, last, first, class_name, adult_last, adult_first, email, phone, relation, language]


def as_xlsx(rows: list[Row], extra: str = "") -> bytes:
    """The smallest workbook that Excel opens. `extra` is XML after the rows."""
    return as_workbook({"Feuil1": rows}, extra)


def as_workbook(sheets: dict[str, list[Row]], extra: str = "") -> bytes:
    """A workbook of several sheets by name."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(sheets) + 1)
    start, end = f'<worksheet xmlns="{main}"><sheetData>', f"{extra}</sheetData></worksheet>"
    members = {
        f"xl/worksheets/sheet{n}.xml": f"{start}{_xml(rows)}{end}"
        for n, rows in zip(numbers, sheets.values(), strict=True)
    }
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
            + "".join(f'<Override PartName="/{name}" ContentType="{kinds}.worksheet+xml"/>' for name in members)
            + "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            + "".join(
                f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
                for n, name in zip(numbers, sheets, strict=True)
            )
            + "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            + "".join(
                f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
            )
            + "</Relationships>",
            **members,
        }
    )


def _xml(rows: list[Row]) -> str:
    return "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells) + "</row>"
        for cells in rows
    )


def as_ods(rows: list[Row]) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in cells
        )
        + "</table:table-row>"
        for cells in rows
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
            "content.xml": f'<office:document-content xmlns:office="{names}:office:1.0"'
            f' xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="Feuille1">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def zipped(members: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


async def apply(data: bytes, *, skip: bool = False, leavers: bool = False) -> Plan:
    return await applying.carry_out(importing.read(data), skip_bad_rows=skip, allow_leavers=leavers)


async def preview(data: bytes) -> Plan:
    return await applying.preview(importing.read(data))


async def stored() -> set[tuple[str, ...]]:
    """Every open access, with all stored fields of the child and the adult."""
    rows = await query(
        "SELECT c.register_number, c.last_name, c.first_name, c.class_name, g.last_name AS adult_last,"
        " g.first_name AS adult_first, g.email, g.phone, s.relation, g.language FROM guardianship s"
        " JOIN child c ON c.id = s.child JOIN guardian g ON g.id = s.guardian"
        " WHERE s.ended_at IS NULL AND c.left_at IS NULL"
    )
    return {tuple(found.values()) for found in rows}


async def usernames() -> list[str]:
    return [found["username"] for found in await query("SELECT username FROM guardian ORDER BY id")]
