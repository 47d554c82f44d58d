"""Runs a real nginx with `deploy/nginx.conf` on free ports. It may come from Debian's package, unpacked only."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path
from types import TracebackType

from tests.support.journeys.town import ROOT
from tests.support.ports import free_port
from tests.support.tls import certificate
from tests.support.waiting import wait_until

NAME = "parents.school.example"
UNPACKED = ROOT / ".venv" / "nginx"
NONE = "There is no nginx for the tests of deploy/nginx.conf: install it (Debian: apt-get install nginx) and run again."


def find() -> str:
    """The path of an installed nginx, else of Debian's, unpacked in `.venv`. Raises `FileNotFoundError`."""
    own = UNPACKED / "usr" / "sbin" / "nginx"
    for path in (shutil.which("nginx"), "/usr/sbin/nginx", own, _fetched(own)):
        if path and Path(path).exists():
            return str(path)
    raise FileNotFoundError(NONE)


def _fetched(own: Path) -> Path:
    """Unpack Debian's package without installing it: an installed nginx would listen on port 80."""
    if own.exists() or not shutil.which("apt-get"):
        return own
    UNPACKED.mkdir(parents=True, exist_ok=True)
    update = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "update"]
    for way in (None, update):  # outdated or missing package lists are updated, which needs root
        if way:
            subprocess.run(way, capture_output=True, timeout=300)
        subprocess.run(["apt-get", "-qq", "download", "nginx"], cwd=UNPACKED, capture_output=True, timeout=300)
        for package in UNPACKED.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", package, UNPACKED], check=True)
            package.unlink()
        if own.exists():
            break
    return own


class Nginx:
    """nginx in front of a school on the port `upstream`. `http` and `https` are the ports of nginx."""

    def __init__(self, folder: Path, upstream: int) -> None:
        self.folder, self.http, self.https = folder, free_port(), free_port()
        certificate(folder)
        (folder / "sites-enabled").mkdir()
        (folder / "sites-enabled" / "preau").write_text(self._site(upstream))
        (folder / "nginx.conf").write_text(self._main())
        self.command = [find(), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]

    def _site(self, upstream: int) -> str:
        """The shipped site, with other names, ports and paths."""
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{self.http}", text)
        text = re.sub(r"listen 443\b", f"listen 127.0.0.1:{self.https}", text)
        text = re.sub(r" *listen \[::\].*\n", "", text)
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
        text = re.sub(r"/etc/letsencrypt/\S+/fullchain.pem", str(self.folder / "own.pem"), text)
        text = re.sub(r"/etc/letsencrypt/\S+/privkey.pem", str(self.folder / "key.pem"), text)
        for name in ("nginx-proxy.conf", "nginx-page.conf"):
            own = (ROOT / "deploy" / name).read_text().replace("/opt/preau", str(ROOT))
            (self.folder / name).write_text(own)
            text = text.replace(f"/opt/preau/deploy/{name}", str(self.folder / name))
        return text.replace("/var/log/nginx", str(self.folder))

    def _main(self) -> str:
        """The shipped main file, with workers that may read the folder of the tests."""
        text = (ROOT / "deploy" / "nginx-main.conf").read_text()
        text = text.replace("user www-data;", "user root;\ndaemon off;" if os.geteuid() == 0 else "daemon off;")
        text = re.sub(r"include /etc/nginx/(modules-enabled|conf.d)/.*;", "", text)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        folders = "".join(f" {kind}_temp_path {self.folder}/{kind};" for kind in kinds)
        text = text.replace("include /etc/nginx/mime.types;", "types { text/html html; }" + folders)
        text = text.replace("/etc/nginx/", f"{self.folder}/").replace("/run/nginx.pid", f"{self.folder}/nginx.pid")
        return text.replace("/var/log/nginx", str(self.folder))

    def __enter__(self) -> "Nginx":
        subprocess.run([*self.command, "-t"], check=True, capture_output=True)
        self.process = subprocess.Popen(self.command)
        wait_until(self._listens, lambda: f"nginx starts; it said: {(self.folder / 'error.log').read_text()}")
        return self

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.https)) == 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.wait()
