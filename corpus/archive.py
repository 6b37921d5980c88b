"""Parts of a zipped office file as XML, read with a limit on their size and without following anything outside."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from typing import Any

from lxml import etree

MAX_PART = 64 * 1024 * 1024
"""Bytes of one part, unpacked. A report of a thousand pages has about 20 MB of XML."""

MAX_ALL = 400 * 1024 * 1024
"""Bytes of all parts, unpacked, pictures among them."""


class PartTooLarge(ValueError):
    """A part unpacks to more than `MAX_PART` bytes, or all of them to more than `MAX_ALL`."""


class Foreign(ValueError):
    """A part declares a document type, with which entities come in; office files have none."""


def checked_names(data: bytes) -> list[str]:
    """The names of the archive's parts.

    Raises `PartTooLarge`, `Foreign`, `RuntimeError` when it is encrypted, `zipfile.BadZipFile` when it is damaged or
    has two parts of one name, of which each program would show another.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = opened.infolist()
        written = [told for told in parts if told.filename.endswith((".xml", ".rels"))]
        if sum(told.file_size for told in parts) > MAX_ALL or any(told.file_size > MAX_PART for told in written):
            raise PartTooLarge
        if any(count > 1 for count in Counter(told.filename for told in written).values()):
            raise zipfile.BadZipFile("two parts of one name")
        for told in written:
            with opened.open(told) as file:
                # Also where the part is in UTF-16.
                if b"<!DOCTYPE" in file.read(4096).replace(b"\0", b""):
                    raise Foreign(told.filename)
        return [told.filename for told in parts]


def unpacked(data: bytes, name: str) -> bytes | None:
    """The bytes of a part, or none when the archive has no such part.

    Raises `PartTooLarge`, `zipfile.BadZipFile`, and `RuntimeError` when the part is encrypted.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        if name not in opened.namelist():
            return None
        with opened.open(name) as file:
            found = file.read(MAX_PART + 1)
    if len(found) > MAX_PART:
        raise PartTooLarge(name)
    return found


def part(data: bytes, name: str) -> Any | None:
    """The root element of an XML part, or none. Entities are not resolved, nothing is loaded from anywhere."""
    found = unpacked(data, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return None if found is None else etree.fromstring(found, parser)
