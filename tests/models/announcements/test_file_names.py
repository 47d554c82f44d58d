"""The names of files, as parents read them."""

import pytest

from models.announcements.file_names import clean_name


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("Programme.pdf", "pdf", "Programme.pdf"),
        ("Été à l’école (v2).PDF", "pdf", "Été à l’école (v2).PDF"),
        ("E\u0301te\u0301.pdf", "pdf", "Été.pdf"),
        ("C:\\Users\\Sophie\\Menu.pdf", "pdf", "Menu.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("a/\0/b\r\nSet-Cookie: x.pdf", "pdf", "b Set-Cookie: x.pdf"),
        ("Menu\u202efdp.exe", "pdf", "Menufdp.exe.pdf"),
        ("قائمة.pdf", "pdf", "قائمة.pdf"),
        ("Fête 🎉.png", "png", "Fête 🎉.png"),
        ("Photo.png", "jpeg", "Photo.jpg"),
        ("Photo.JPEG", "jpeg", "Photo.JPEG"),
        ("page.html", "jpeg", "page.html.jpg"),
        ("Sans fin", "pdf", "Sans fin.pdf"),
        ("", "pdf", "fichier.pdf"),
        (" . ", "pdf", "fichier.pdf"),
        ("\u200e/\u202e", "pdf", "fichier.pdf"),
        ("a" * 400 + ".pdf", "pdf", "a" * 116 + ".pdf"),
        ('Le "grand" jour; x=y.pdf', "pdf", 'Le "grand" jour; x=y.pdf'),
    ],
)
def test_a_name_is_kept_as_it_is_read(typed: str, kind: str, name: str) -> None:
    assert clean_name(typed, kind) == name
