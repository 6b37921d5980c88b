"""Parts of zipped files are read within limits, and nothing outside of them."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpus import archive
from corpus.archive import Foreign, PartTooLarge, checked_names, part, unpacked


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in parts.items():
            opened.writestr(name, data)
    return stream.getvalue()


def test_parts_are_read_by_name() -> None:
    data = zipped(**{"a.xml": b"<a>x</a>"})
    root = part(data, "a.xml")
    assert root is not None and root.text == "x" and part(data, "b.xml") is None and checked_names(data) == ["a.xml"]


def test_a_part_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_PART", 1000)
    data = zipped(**{"a.xml": b" " * 2000})
    for read in (lambda: unpacked(data, "a.xml"), lambda: checked_names(data)):
        with pytest.raises(PartTooLarge):
            read()


def test_all_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ALL", 1000)
    with pytest.raises(PartTooLarge):
        checked_names(zipped(**{f"{n}.png": bytes(600) for n in range(2)}))


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_refused(codec: str) -> None:
    with pytest.raises(Foreign):
        checked_names(
            zipped(**{"x/a.xml.rels": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a/>'.encode(codec)})
        )


def test_entities_stay_unresolved() -> None:
    root = part(zipped(**{"a.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}), "a.xml")
    assert root is not None and "root:" not in "".join(root.itertext())


def test_two_parts_of_one_name_are_damage() -> None:
    stream = io.BytesIO(zipped(**{"word/document.xml": b"<a>x</a>", "a.png": b"1"}))
    with zipfile.ZipFile(stream, "a") as opened, pytest.warns(UserWarning):
        opened.writestr("a.png", b"2")
    assert checked_names(stream.getvalue()) == ["word/document.xml", "a.png", "a.png"]
    with zipfile.ZipFile(stream, "a") as opened, pytest.warns(UserWarning):
        opened.writestr("word/document.xml", b"<a>y</a>")
    with pytest.raises(zipfile.BadZipFile):
        checked_names(stream.getvalue())
