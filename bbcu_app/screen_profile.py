"""Which colours the screen has, as the system says, where a program has to ask for it itself.

macOS and Wayland convert by themselves what a program shows. X11 keeps the profile with its root window; Windows knows
its file.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from contextlib import suppress
from pathlib import Path

ANY_TYPE = 0
LONGEST = 1 << 22
"""Of a profile under X11, in units of four bytes."""


def of_system(platform: str) -> bytes | None:
    """The ICC profile of the first screen; None where there is none to ask for.

    Parameters
    ----------
    platform : str
        As Qt calls it (``QGuiApplication.platformName()``).
    """
    ask = {"xcb": _x11, "windows": _windows}.get(platform)
    if ask is None:
        return None
    with suppress(OSError, AttributeError):  # a library that is not there, or is another one
        return ask()
    return None


def _x11() -> bytes | None:
    """What the colour daemon has hung on the root window."""
    name = ctypes.util.find_library("X11")
    if name is None:
        return None
    x11 = ctypes.CDLL(name)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    for function, returns in ((x11.XDefaultRootWindow, ctypes.c_ulong), (x11.XInternAtom, ctypes.c_ulong)):
        function.restype = returns
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    try:
        root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
        atom = ctypes.c_ulong(x11.XInternAtom(display, b"_ICC_PROFILE", True))  # 0 if nobody has made it
        return _property(x11, display, root, atom) if atom else None
    finally:
        x11.XCloseDisplay(display)


def _property(x11: ctypes.CDLL, display: ctypes.c_void_p, window: ctypes.c_ulong, atom: ctypes.c_ulong) -> bytes | None:
    kind, bits, count, left = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong()
    found = ctypes.POINTER(ctypes.c_ubyte)()
    x11.XGetWindowProperty(
        display, window, atom, ctypes.c_long(0), ctypes.c_long(LONGEST), False, ctypes.c_ulong(ANY_TYPE),
        *map(ctypes.byref, (kind, bits, count, left, found)))
    if not found:
        return None
    try:
        return ctypes.string_at(found, count.value) if bits.value == 8 and count.value and not left.value else None
    finally:
        x11.XFree(found)


def _windows() -> bytes | None:
    """The file that Windows has for the screen."""
    user, graphics = ctypes.windll.user32, ctypes.windll.gdi32
    user.GetDC.restype = ctypes.c_void_p
    context = ctypes.c_void_p(user.GetDC(None))
    try:
        size = ctypes.c_ulong(1024)
        name = ctypes.create_unicode_buffer(size.value)
        return Path(name.value).read_bytes() if graphics.GetICMProfileW(context, ctypes.byref(size), name) else None
    finally:
        user.ReleaseDC(None, context)
