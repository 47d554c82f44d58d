"""First paint on an old phone: 6 × slower processor, 400 kbit/s, 400 ms round trips; beside a blank page."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.school import School
from bench.table import Line

ROUNDS = 9
SLOWER = 6
SLOW_NETWORK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}  # ms, bytes/s
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
BLANK = b"<!doctype html><title>.</title><p>."
PAINT = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)"


class Blank(BaseHTTPRequestHandler):
    """The least that paints."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(BLANK)))
        self.end_headers()
        self.wfile.write(BLANK)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def lines(school: School) -> Iterator[Line]:
    """First visits, the two pages in turn."""
    blank_server = ThreadingHTTPServer(("127.0.0.1", 0), Blank)
    threading.Thread(target=blank_server.serve_forever, daemon=True).start()
    with school.serving(), sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"), args=FLAGS
            )
        except Exception as error:
            yield Line("first paint of the entrance", f"not measured: {str(error).splitlines()[0][:60]}", "≤ 1.3 ×")
            return
        rounds = [(_paint(browser, school.port), _paint(browser, blank_server.server_port)) for _ in range(ROUNDS + 1)][
            1:
        ]  # the first one also starts the browser's own processes
        browser.close()
    blank_server.shutdown()
    ours, blank = median(a for a, _ in rounds), median(b for _, b in rounds)
    ratio = median(a / b for a, b in rounds)
    figures = f"{ours:.0f} ms, a blank page {blank:.0f} ms: {ratio:.2f} ×"
    yield Line("first paint of the entrance, slow phone", figures, "≤ 1.3 ×", ratio <= 1.3)


def _paint(browser: Browser, port: int) -> float:
    """Milliseconds from the start of the visit to the first content, nothing kept from before."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    try:
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", SLOW_NETWORK)
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_function(f"{PAINT}.length")
        return float(page.evaluate(PAINT)[0])
    finally:
        context.close()
