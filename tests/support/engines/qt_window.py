"""Chromium 49 in a window: PyQt5 5.7.1, whose packages stand in the folder of the first argument.

Reads orders as lines of JSON and answers each with a line. It imports nothing of ours.
"""

import ctypes
import json
import os
import sys
import types
from collections.abc import Callable
from typing import Any

sys.path.insert(0, sys.argv[1])
os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # root has none
ctypes.CDLL("libGL.so.1", mode=ctypes.RTLD_GLOBAL)  # Qt looks for its functions everywhere but there


def name_sip() -> None:
    """PyQt5 5.7.1 wants the C interface of a module `sip`, which no Python of today has; PyQt5-sip has the same one."""
    import PyQt5.sip

    capsule = ctypes.pythonapi
    capsule.PyCapsule_GetPointer.restype = ctypes.c_void_p
    capsule.PyCapsule_GetPointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
    capsule.PyCapsule_New.restype = ctypes.py_object
    capsule.PyCapsule_New.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    interface = capsule.PyCapsule_GetPointer(PyQt5.sip._C_API, b"PyQt5.sip._C_API")
    sip = types.ModuleType("sip")
    vars(sip)["_C_API"] = capsule.PyCapsule_New(interface, b"sip._C_API", None)
    sys.modules["sip"] = sip


name_sip()
from PyQt5.QtCore import QSocketNotifier, QUrl  # noqa: E402 after name_sip()
from PyQt5.QtWebEngineWidgets import QWebEnginePage, QWebEngineProfile, QWebEngineScript, QWebEngineView  # noqa: E402 after name_sip()
from PyQt5.QtWidgets import QApplication  # noqa: E402 after name_sip()

WATCH = """
window.faults = [];
window.addEventListener('error', function (e) { faults.push(e.message + ' ' + e.filename + ':' + e.lineno); });
document.addEventListener('securitypolicyviolation', function (e) { faults.push(e.violatedDirective + e.blockedURI); });
"""


class Window:
    """A view without a past: no cookies, no cache."""

    def __init__(self) -> None:
        self.profile = QWebEngineProfile()
        self.profile.setHttpAcceptLanguage("fr-BE")
        self.page = QWebEnginePage(self.profile)
        watch = QWebEngineScript()
        watch.setSourceCode(WATCH)
        watch.setInjectionPoint(QWebEngineScript.DocumentCreation)
        watch.setWorldId(QWebEngineScript.MainWorld)
        self.page.scripts().insert(watch)
        self.view = QWebEngineView()
        self.view.setPage(self.page)
        self.view.show()
        self.orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Read)
        self.orders.activated.connect(self.listen)

    def listen(self) -> None:
        line = sys.stdin.readline()
        if not line:
            os._exit(0)  # Qt of that age crashes on its way out
        order = json.loads(line)
        getattr(self, order.pop("do"))(answer, **order)

    def open(self, done: Callable[[Any], None], url: str) -> None:
        self.view.load(QUrl(url))
        done(None)

    def evaluate(self, done: Callable[[Any], None], script: str, own: bool) -> None:
        """In the page's own world, or in one beside it."""
        world = QWebEngineScript.MainWorld if own else QWebEngineScript.ApplicationWorld
        self.page.runJavaScript(script, world, done)

    def resize(self, done: Callable[[Any], None], width: int, height: int) -> None:
        self.view.resize(width, height)
        done(None)

    def picture(self, done: Callable[[Any], None], path: str) -> None:
        done(self.view.grab().save(path))


def answer(result: Any) -> None:
    print(json.dumps(result), flush=True)


application = QApplication(["preau", "--disable-gpu", "--no-proxy-server"])
window = Window()
application.exec_()
