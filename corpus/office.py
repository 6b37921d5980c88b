"""Converts one file by LibreOffice inside this process: `python office.py LIBRARY SOURCE TARGET PROFILE`.

Run by `corpus.tools` in a process of its own. The command `soffice` opens a socket in /tmp, which a reader that may
write in its own folder only is denied; LibreOfficeKit, its interface for programs, opens none:
https://docs.libreoffice.org/libreofficekit.html.
"""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_size_t, c_void_p
from pathlib import Path

LIBRARIES = ("libmergedlo.so", "libsofficeapp.so")
"""The library beside the program `soffice` that holds LibreOfficeKit, by how LibreOffice was built."""


class _Office(ctypes.Structure):
    """The beginning of `struct _LibreOfficeKitClass`."""

    _fields_ = (
        ("size", c_size_t),
        ("destroy", CFUNCTYPE(None, c_void_p)),
        ("load", CFUNCTYPE(c_void_p, c_void_p, c_char_p)),
    )


class _Document(ctypes.Structure):
    """The beginning of `struct _LibreOfficeKitDocumentClass`."""

    _fields_ = (
        ("size", c_size_t),
        ("destroy", CFUNCTYPE(None, c_void_p)),
        ("save_as", CFUNCTYPE(c_int, c_void_p, c_char_p, c_char_p, c_char_p)),
    )


def convert(library: Path, source: Path, target: Path, profile: Path) -> bool:
    """Whether LibreOffice, whose library is given, wrote `source` as `target`, in the format of its ending."""
    begin = ctypes.CDLL(str(library)).libreofficekit_hook_2
    begin.restype, begin.argtypes = c_void_p, (c_char_p, c_char_p)
    office = begin(os.fsencode(library.parent), profile.as_uri().encode())
    document = office and _methods(office, _Office).load(office, source.as_uri().encode())
    if not document:
        return False
    kind = target.suffix.removeprefix(".").encode()
    return bool(_methods(document, _Document).save_as(document, target.as_uri().encode(), kind, b""))


def _methods(thing: int, kind: type[ctypes.Structure]) -> ctypes.Structure:
    """What an object of LibreOfficeKit can do: its first member points there."""
    return ctypes.cast(thing, POINTER(POINTER(kind))).contents.contents


if __name__ == "__main__":
    made = convert(*map(Path, sys.argv[1:]))
    # LibreOffice has no orderly way to end within a program.
    os._exit(0 if made else 1)
