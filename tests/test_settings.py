"""Every setting: what is accepted, what is refused, and that a refusal is one clear line without a secret."""

import os
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from language.text import zone
from models.core import school
from settings import Link, MailServer, Settings, SettingsError, load
from settings.files import make_key, read_key

KEY = "an-entirely-random-key-of-forty-eight-characters"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def given(**values: str) -> Settings:
    return load({"PREAU_SECRET_KEY": KEY} | {f"PREAU_{name.upper()}": value for name, value in values.items()})


def refusal(**values: str) -> str:
    """The one line that refuses these settings."""
    with pytest.raises(SettingsError) as caught:
        given(**values)
    (line,) = caught.value.lines
    assert "\n" not in line
    return line


def test_nothing_set_is_a_school_on_this_machine_with_a_list_of_what_is_worth_setting() -> None:
    settings = given()
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.sqlite_path == Path("preau.sqlite")
    assert settings.smtp is None
    assert "PREAU_SMTP_URL" in settings.unset
    assert "PREAU_PORT" not in settings.unset


def test_an_empty_value_counts_as_not_set() -> None:
    assert given(port=" ", school_name="").port == 8000


def test_the_address_follows_host_and_port_when_it_is_not_set() -> None:
    assert given(host="0.0.0.0", port="9000").base_url == "http://127.0.0.1:9000"
    assert given(host="::1").base_url == "http://[::1]:8000"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("base_url", "https://Parents.School.example/", "https://parents.school.example"),
        ("base_url", "https://parents.school.example:443", "https://parents.school.example"),
        ("base_url", "http://parents.school.example:80", "http://parents.school.example"),
        ("base_url", "https://parents.school.example:8443", "https://parents.school.example:8443"),
        ("base_url", "http://[::1]:8000", "http://[::1]:8000"),
        ("base_url", "https://parents.school.example:", "https://parents.school.example"),
        ("database_url", "sqlite:///other.sqlite", "sqlite:///other.sqlite"),
        ("database_url", "postgresql://u:p%40ss@db.example/preau", "postgresql://u:p%40ss@db.example/preau"),
        ("database_url", "postgres://db.example/preau", "postgres://db.example/preau"),
        ("database_url", "postgresql:///preau?host=/run/postgresql", "postgresql:///preau?host=/run/postgresql"),
        ("mail_from", "ecole@tilleul.example", "ecole@tilleul.example"),
        ("mail_from", "École du Tilleul <ecole@tilleul.example>", "École du Tilleul <ecole@tilleul.example>"),
        ("mail_from", '"Tilleul, Ixelles" <e@tilleul.example>', '"Tilleul, Ixelles" <e@tilleul.example>'),
        ("school_name", "  Basisschool 't Park ", "Basisschool 't Park"),
        ("school_phone", "02 345 67 89", "02 345 67 89"),
        ("school_email", "ecole+parents@tilleul.example", "ecole+parents@tilleul.example"),
        ("school_address", "Rue du Tilleul 1, 1000 Bruxelles", "Rue du Tilleul 1, 1000 Bruxelles"),
        ("links", "Cantine=https://c.example/?a=b; Bulletins=http://b.example;",
         (Link("Cantine", "https://c.example/?a=b"), Link("Bulletins", "http://b.example"))),
        ("links", "Cantine=https://c.example/|a | Menus de la semaine | Repas;Bus=https://b.example | | bus;A=https://a.example/|x",
         (Link("Cantine", "https://c.example/|a", "Menus de la semaine", "repas"),
          Link("Bus", "https://b.example", icon="bus"), Link("A", "https://a.example/|x"))),
        ("links", "Bus=https://b.example/;;a;Cantine=https://c.example",
         (Link("Bus", "https://b.example/;a"), Link("Cantine", "https://c.example"))),
        ("calendar", "webcal://agenda.example/e.ics?k=1", "https://agenda.example/e.ics?k=1"),
        ("calendar", "HTTPS://agenda.example/E.ics", "https://agenda.example/E.ics"),
        ("calendar", "http://agenda.example/e.ics", "http://agenda.example/e.ics"),
        ("trusted_proxies", "127.0.0.1, 10.0.0.0/8,::1",
         (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("::1"))),
        ("host", "0.0.0.0", "0.0.0.0"),
        ("host", "localhost", "localhost"),
        ("port", "1", 1),
        ("port", "65535", 65535),
        ("metrics", "9100", ("127.0.0.1", 9100)),
        ("metrics", "10.0.0.5:9100", ("10.0.0.5", 9100)),
        ("metrics", "[::1]:9100", ("::1", 9100)),
        ("metrics", "localhost:9100", ("localhost", 9100)),
        ("metrics", "off", None),
        ("bcrypt_cost", "10", 10),
        ("invitation_days", "90", 90),
        ("reset_hours", "1", 1),
        ("session_idle_minutes", "15", 15),
        ("session_hours", "8", 8),
    ],
)  # fmt: skip
def test_a_right_value_is_read(name: str, value: str, expected: Any) -> None:
    assert getattr(given(**{name: value}), name) == expected


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, "none")),
        ("smtps://u:p@mail.example", MailServer("mail.example", 465, "implicit", "u", "p")),
        ("smtp+starttls://u:p@mail.example", MailServer("mail.example", 587, "starttls", "u", "p")),
        ("smtp+starttls://u%40s.example:p%2F%23@mail.example:2525/",
         MailServer("mail.example", 2525, "starttls", "u@s.example", "p/#")),
        ("smtps://u@s.example:p@mail.example", MailServer("mail.example", 465, "implicit", "u@s.example", "p")),
    ],
)  # fmt: skip
def test_a_mail_server_is_read_with_its_encryption(url: str, server: MailServer) -> None:
    assert given(smtp_url=url).smtp == server


@pytest.mark.parametrize(
    ("name", "value", "because"),
    [
        ("base_url", "parents.school.example", "https://parents.school.example"),
        ("base_url", "ftp://parents.school.example", "give the address parents open"),
        ("base_url", "https://parents.school.example/preau", "without a path"),
        ("base_url", "https://école.example", "xn--"),
        ("base_url", "https://a b.example", "as browsers send it"),
        ("base_url", "https://a.example:99999", "well-formed"),
        ("base_url", "http://[", "well-formed"),
        ("database_url", "mysql://db.example/x", "postgresql://"),
        ("database_url", "sqlite:///", "sqlite:///path"),
        ("database_url", "sqlite:///no/such/folder/x.sqlite", "make it first"),
        ("database_url", "sqlite:///:memory:", "must name a file"),
        ("secret_key", "short", "shorter than 32"),
        ("smtp_url", "mail.example:25", "smtp+starttls://"),
        ("smtp_url", "smtp://", "smtp+starttls://"),
        ("smtp_url", "smtp://mail.example:0", "smtp+starttls://"),
        ("mail_from", "École du Tilleul", "one mail address"),
        ("mail_from", "a@b.example, c@d.example", "one mail address"),
        ("mail_from", "Name <a@b.example", "one mail address"),
        ("mail_from", "Tilleul, Ixelles <a@b.example>", "double quotes"),
        ("mail_from", "École <écolé@b.example>", "one mail address"),
        ("school_email", "École <a@b.example>", "one mail address"),
        ("school_name", "École\ndu Tilleul", "control character"),
        ("school_name", "École \udce9", "UTF-8"),
        ("school_name", "É" * 5000, "has 5000 characters: 200 at most"),
        ("links", "Cantine=https://c.example;" * 100, "2000 at most"),
        ("school_hours", "8 h " * 100, "200 at most"),
        ("school_phone", "02\t345", "control character"),
        ("calendar", "no-such.ics", "no such file"),
        ("calendar", "ftp://agenda.example/e.ics", "no address of a calendar"),
        ("calendar", "https://", "no address of a calendar"),
        ("calendar", "https://ecole:secret@agenda.example/e.ics", "before the host"),
        ("calendar", "/", "that is no file"),
        ("links", "Cantine", "part 1"),
        ("links", "Cantine=https://c.example | Menus | cuillère", "part 1 with an icon"),
        ("links", "A=https://a.example;B=https://c.example | Menus | repas | encore", "part 2"),
        ("links", f"Cantine=https://c.example | {'long ' * 20}", "80 characters"),
        ("links", "Cantine=https://c.example Menus", "part 1"),
        ("links", "Cantine=https://c.example;Bulletins=javascript:alert(1)", "part 2"),
        ("links", "=https://c.example", "part 1"),
        ("links", "Cantine=https://c.example|Menus | repas", "part 1"),
        ("links", "Cantine=https://c\u200b.example", "part 1"),
        ("trusted_proxies", "*", "such as 127.0.0.1"),
        ("trusted_proxies", "localhost", "such as 127.0.0.1"),
        ("trusted_proxies", "10.0.0.1/8", "host bits"),
        ("trusted_proxies", "0.0.0.0/0", "believe anybody"),
        ("host", "http://127.0.0.1", "without http://"),
        ("host", "999.1.1.1", "give the address to listen on"),
        ("host", "a" * 64, "give the address to listen on"),
        ("port", "0", "from 1 to 65535"),
        ("port", "٨٠", "from 1 to 65535"),
        ("port", "80.0", "whole number"),
        ("metrics", "on", "give a port"),
        ("metrics", ":9100", "give a port"),
        ("metrics", "::1", "give a port"),
        ("metrics", "10.0.0.5:0", "give a port"),
        ("metrics", "http://10.0.0.5:9100", "give a port"),
        ("bcrypt_cost", "3", "from 4 to 16"),
        ("invitation_days", "91", "from 1 to 90"),
        ("reset_hours", "-1", "from 1 to 168"),
        ("session_idle_minutes", "soon", "from 1 to 1440"),
        ("session_hours", "1e2", "from 1 to 168"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line_that_names_it(name: str, value: str, because: str) -> None:
    line = refusal(**{name: value})
    assert line.startswith(f"PREAU_{name.upper()} ")
    assert because in line


@pytest.mark.parametrize(
    "secret", ["geheim", "ge:heim", "ge/heim", "ge#heim", "ge?heim", "12/geheim", "12#geheim", "[geheim"]
)
@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("smtp_url", "smtp//u:{}@mail.example"),
        ("smtp_url", "smtp://u:{}@mail.example:port"),
        ("smtp_url", "imap://u:{}@mail.example"),
        ("smtp_url", "smtps://u:{}@mail.example/path"),
        ("smtp_url", "smtps://u:{}@mail℀.example"),
        ("database_url", "postgresql://u:{}@db.example:port/preau"),
        ("database_url", "postgresql+asyncpg://u:{}@db.example/preau"),
        ("database_url", "mysql://u:{}@db.example/preau"),
        ("base_url", "https://u:{}@parents.example"),
        ("mail_from", "smtp://u:{}@mail.example"),
        ("school_email", "smtp://u:{}@mail.example"),
        ("links", "Cantine=ftp://u:{}@c.example"),
    ],
)  # fmt: skip
def test_no_refusal_repeats_a_password(name: str, template: str, secret: str) -> None:
    assert "heim" not in refusal(**{name: template.format(secret)})


def test_a_password_that_cuts_a_database_url_short_is_refused_and_not_repeated() -> None:
    for secret in ("12/geheim", "12#geheim", "12?geheim"):
        assert "heim" not in (line := refusal(database_url=f"postgresql://u:{secret}@db.example/preau")), line


def test_settings_shown_hold_no_secret() -> None:
    settings = given(smtp_url="smtps://u:geheim@mail.example", database_url="postgresql://u:geheim@db.example/preau")
    assert "geheim" not in repr(settings)
    assert KEY not in repr(settings)


def test_every_mistake_is_listed_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        given(port="x", bcrypt_cost="y", base_url="z")
    assert len(caught.value.lines) == 3


def test_an_unknown_name_is_a_warning_with_the_nearest_known_one() -> None:
    (line,) = given(smtp_ulr="x").warnings
    assert "PREAU_SMTP_ULR" in line
    assert "PREAU_SMTP_URL" in line


# The time zone


@pytest.mark.parametrize("name", ["Europe/Paris", ":Europe/Paris"])
def test_the_schools_clock_is_that_of_tz_wherever_it_is_set(folder: Path, name: str) -> None:
    assert load({"TZ": name}).zone == "Europe/Paris"
    (folder / ".env").write_text(f"TZ={name}\n")
    settings = load({})
    assert settings.zone == "Europe/Paris"
    school.open_school(settings)
    assert str(zone()) == "Europe/Paris"
    assert load({"TZ": "America/Montreal"}).zone == "America/Montreal"
    (folder / ".env").unlink()
    school.open_school(load({}))
    assert str(zone()) == "Europe/Brussels"


@pytest.mark.parametrize("name", ["Europe/Bruxelles", "CET-1CEST", "../../etc/passwd", "/etc/localtime", "Europe"])
def test_an_unknown_time_zone_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match=r"TZ is .*: give a time zone such as Europe/Brussels"):
        load({"TZ": name})


# The logo


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.png", PNG),
        ("logo.JPG", b"\xff\xd8\xff\xe0" + b"\0" * 20),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("logo.svg", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="x"></svg>'),
    ],
)
def test_a_logo_is_taken_when_it_is_what_its_name_says(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert given(logo=name).logo == Path(name)


@pytest.mark.parametrize(
    ("name", "content", "because"),
    [
        ("logo.png", b"<html>not found</html>", "no PNG"),
        ("logo.png", b"", "no PNG"),
        ("logo.jpg", PNG, "no JPG"),
        ("logo.svg", PNG, "no SVG"),
        ("logo.svg", b"<html><svg></svg></html>", "no SVG"),
        ("logo.gif", b"GIF89a", ".png, .jpg or .svg"),
        ("logo.png", PNG + b"\0" * 100_000, "over 100 kB"),
    ],
)
def test_a_logo_that_is_not_what_its_name_says_is_refused(
    folder: Path, name: str, content: bytes, because: str
) -> None:
    (folder / name).write_bytes(content)
    assert because in refusal(logo=name)


def test_a_logo_that_is_not_there_is_refused() -> None:
    assert "no such file" in refusal(logo="nowhere.png")


# .env


def test_the_file_is_read_and_the_environment_wins(folder: Path) -> None:
    (folder / ".env").write_text(
        '\ufeff# the school\n\nexport PREAU_SCHOOL_NAME="École n° 1 # centre"  # ours\nPREAU_PORT=9000 # in\n'
        "PREAU_SCHOOL_PHONE='02 1'\r\nPREAU_HOST = 0.0.0.0\nX=x\nPREAU_SCHOOL_ADDRESS=\nPREAU_SCHOOL_EMAIL=# none\n",
        "utf-8",
    )
    settings = load({"PREAU_PORT": "9001", "PREAU_SECRET_KEY": KEY})
    assert settings.school_name == "École n° 1 # centre"
    assert (settings.port, settings.school_phone, settings.host) == (9001, "02 1", "0.0.0.0")
    assert (settings.school_address, settings.school_email) == ("", "")


def test_each_bad_line_is_named_by_its_number_and_never_repeated(folder: Path) -> None:
    (folder / ".env").write_text('geheim\nPREAU_PORT=1\nPREAU_PORT=2\nPREAU_SCHOOL_NAME="geheim\nPREAU X=geheim\n')
    with pytest.raises(SettingsError) as caught:
        load({})
    assert [line.split(",")[1].split()[1].strip(":") for line in caught.value.lines] == ["1", "3", "4", "5"]
    assert "geheim" not in str(caught.value)


def test_a_file_of_another_encoding_is_refused(folder: Path) -> None:
    (folder / ".env").write_bytes("PREAU_SCHOOL_NAME=École".encode("cp1252"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load({})


def test_a_file_that_cannot_be_read_is_refused(folder: Path) -> None:
    (folder / ".env").mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        load({})


# The key


def test_reading_the_settings_makes_no_key(folder: Path) -> None:
    assert load({}).secret_key == ""
    assert not list(folder.iterdir())


def test_the_key_lies_beside_the_database_unless_told_otherwise(folder: Path) -> None:
    (folder / "data").mkdir()
    assert load({}).secret_key_file == Path("preau.key")
    assert load({"PREAU_DATABASE_URL": "sqlite:///data/school.sqlite"}).secret_key_file == Path("data/preau.key")
    (folder / "elsewhere.key").write_text(KEY)
    assert load({"PREAU_SECRET_KEY_FILE": "elsewhere.key"}).secret_key == KEY


def test_a_key_is_made_once_readable_by_its_owner_alone(folder: Path) -> None:
    made = Path("preau.key")
    make_key(made)
    key = read_key(made)
    assert len(key) >= 48
    assert made.stat().st_mode & 0o777 == 0o600
    make_key(made)
    assert read_key(made) == key
    assert [path.name for path in folder.iterdir()] == ["preau.key"]


def test_many_starting_at_once_agree_on_one_key(folder: Path) -> None:
    def start(_: int) -> str:
        make_key(Path("preau.key"))
        return read_key(Path("preau.key"))

    with ThreadPoolExecutor(20) as threads:
        assert len(set(threads.map(start, range(60)))) == 1
    assert [path.name for path in folder.iterdir()] == ["preau.key"]


@pytest.mark.parametrize("content", [b"", b"\n", b"short", b"\xff" * 64, b"two words of thirty-two characters or more"])
def test_a_key_file_without_a_key_is_refused_and_not_repeated(folder: Path, content: bytes) -> None:
    (folder / "preau.key").write_bytes(content)
    with pytest.raises(SettingsError, match=r"PREAU_SECRET_KEY_FILE \(preau.key\) does not hold a key") as caught:
        load({})
    assert "words of" not in str(caught.value)
    assert "0xff" not in str(caught.value)


def test_a_key_file_that_cannot_be_read_is_refused(folder: Path) -> None:
    (folder / "preau.key").mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        load({})


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_key_of_somebody_else_is_refused(folder: Path) -> None:
    (folder / "preau.key").write_text(KEY)
    (folder / "preau.key").chmod(0)
    with pytest.raises(SettingsError, match="Permission denied"):
        load({})


def test_two_keys_are_one_too_many() -> None:
    assert "keep one" in refusal(secret_key_file="preau.key")
