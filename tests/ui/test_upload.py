"""The desk and its HTML: what was typed, what is refused, what is deleted, and nothing of a file as markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from gradio.utils import get_upload_folder

from corpus.copies import Copy
from corpus.findings import Finding, Given
from corpus.records import Dropped
from index.library import Library
from index.receipt import Cut
from ui import desk as desks
from ui import wording
from ui.desk import Desk, Draft, News, Upload, form_of, typed_in
from ui.receipt import news_html, receipt_html
from ui.upload import safely, uploads_in

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> &amp; \"' {{3}}"
TEXT = """Báo cáo ứng dụng công nghệ thông tin năm 2021 của tỉnh Cà Mau
Năm 2021 tỉnh Cà Mau có tỷ lệ hồ sơ trực tuyến đạt 47,3%, tăng so với năm trước.
Toàn tỉnh có 1.250 cán bộ dùng chữ ký số; 100% cơ quan dùng phần mềm quản lý văn bản và điều hành công việc.
"""


@pytest.fixture
def changeable(fresh_data: Path) -> Iterator[Library]:
    with Library.open(fresh_data) as library:
        yield library


def uploaded(folder: Path, name: str = "ca-mau.txt", text: str = TEXT) -> Upload:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Upload(name, path, path.stat().st_size)


def taken(library: Library, uploads: Sequence[Upload], desk: Desk | None = None) -> Desk:
    *_, (said, after) = desks.take_in(library, desk or Desk(), uploads)
    assert said == ""
    return after


def first(desk: Desk) -> Draft:
    assert desk.first is not None
    return desk.first


def test_a_file_becomes_a_draft_and_the_upload_is_deleted(library: Library, tmp_path: Path) -> None:
    upload = uploaded(tmp_path)
    desk = taken(library, [upload])
    assert form_of(first(desk)) == ("Cà Mau", "", "2021", TEXT.split("\n")[0], "")
    assert upload.path is not None and not upload.path.exists()
    assert desk.news == ()


def test_what_cannot_be_taken_is_told_with_its_reason_and_deleted(library: Library, tmp_path: Path) -> None:
    uploads = [
        uploaded(tmp_path, "a.exe"),
        uploaded(tmp_path, "b.txt", ""),
        replace(uploaded(tmp_path, "c.txt"), size=21 * 1024**2),
        Upload("d.txt", None),
        uploaded(tmp_path, "e.txt", "Quá ngắn."),
    ]
    desk = taken(library, uploads)
    assert desk.drafts == () and all(news.failed for news in desk.news)
    for name, news in zip("abcde", reversed(desk.news), strict=True):
        assert name in news.text
    assert list(tmp_path.glob("*.*")) == []


def test_more_files_than_may_wait_are_refused_together(library: Library, tmp_path: Path) -> None:
    desk = taken(library, [uploaded(tmp_path, f"{n}.txt") for n in range(desks.MAX_FILES + 1)])
    assert desk.drafts == () and desk.news[0].text == wording.too_many(desks.MAX_FILES)
    assert list(tmp_path.iterdir()) == []


def test_only_what_was_typed_or_confirmed_is_given(library: Library, tmp_path: Path) -> None:
    draft = first(taken(library, [uploaded(tmp_path)]))
    assert typed_in(draft, form_of(draft)) == Given()
    title = form_of(draft)[3]
    assert typed_in(draft, (" Bạc Liêu ", "15/12/2021", "2020-2021", title, " Sở\tTT&TT ")) == Given(
        "Bạc Liêu", date(2021, 12, 15), (2020, 2021), None, "Sở TT&TT"
    )
    for typed in (("Cà Mau", "hôm qua", "2021", title, ""), ("Cà Mau", "", "2021", "?!", "")):
        with pytest.raises(ValueError, match="hãy"):
            typed_in(draft, typed)


def test_what_was_typed_is_read_and_shown_before_it_is_published(changeable: Library, tmp_path: Path) -> None:
    desk = taken(changeable, [uploaded(tmp_path)])
    typed = ("Cà Mau", "15/12/2021", "2021", "Kết quả năm 2021 của Cà Mau", "Báo Cà Mau")
    shown = desks.publish(changeable, desk, typed, None, "lan")
    assert len(changeable.reports()) == 5 and form_of(first(shown)) == typed
    done = desks.publish(changeable, shown, typed, None, "lan")
    assert done.drafts == ()
    report = done.news[0].report
    assert report and report.published == "2021-12-15" and report.id == "ca-mau-2021-12-15"
    assert changeable.audit(report.id)[-1].who == "lan"


def test_the_description_of_a_published_report_is_set_right(changeable: Library, tmp_path: Path) -> None:
    id = "lai-chau-2019-06-12"
    waiting = taken(changeable, [uploaded(tmp_path)])
    desk = desks.edit(changeable, waiting, id)
    draft, old = first(desk), changeable.report(id)
    assert old and draft.of == id and desk.drafts[1:] == waiting.drafts
    assert form_of(draft) == ("Lai Châu", "12/06/2019", "2014–2019", old.title, old.publisher or "")
    refused = desks.publish(changeable, desk, ("Atlantis", *form_of(draft)[1:]), None, "lan")
    assert refused.news[0].failed and first(refused) == draft and changeable.report(id) == old
    typed = ("lai chau", "12/06/2019", "2018-2019", "Tên mới", "Báo Lai Châu")
    done = desks.publish(changeable, desk, typed, None, "lan")
    new = changeable.report(id)
    assert new and done.drafts == waiting.drafts and done.news[0].report == new
    assert (new.province, new.years, new.title, new.publisher) == ("Lai Châu", (2018, 2019), "Tên mới", "Báo Lai Châu")
    assert new.body == old.body and changeable.audit(id)[-1].who == "lan"
    emptied = desks.publish(changeable, desks.edit(changeable, Desk(), id), ("Lai Châu", "", "", "", ""), None, None)
    assert changeable.report(id) == old and "tên" in emptied.news[0].text
    assert desks.put_away(changeable, desks.edit(changeable, Desk(), id)) == Desk()
    assert desks.edit(changeable, Desk(), "khong-co").news[0].failed


def test_two_uploads_of_one_text_are_added_once(changeable: Library, tmp_path: Path) -> None:
    desk = taken(changeable, [uploaded(tmp_path, "a.txt"), uploaded(tmp_path, "b.txt", TEXT + "\n")])
    assert len(desk.drafts) == 2
    done = desks.publish(changeable, desk, form_of(first(desk)), None, None)
    assert done.drafts == () and len(changeable.reports()) == 6
    assert any("b.txt đã có" in news.text for news in done.news)


def test_copies_that_came_meanwhile_are_shown_before_anything_is_published(changeable: Library, tmp_path: Path) -> None:
    desk = taken(changeable, [uploaded(tmp_path, "a.txt")])
    other = taken(changeable, [uploaded(tmp_path, "b.txt", TEXT + "Toàn tỉnh có 12 trạm phát sóng ở các xã.\n")])
    desks.publish(changeable, other, form_of(first(other)), None, None)
    shown = desks.publish(changeable, desk, form_of(first(desk)), None, None)
    receipt = first(shown).receipt
    assert receipt and receipt.copies and len(changeable.reports()) == 6
    replaced = desks.publish(changeable, shown, form_of(first(shown)), receipt.copies[0].report, None)
    assert replaced.drafts == () and len(changeable.reports()) == 6


def test_a_removed_report_comes_back_once(changeable: Library) -> None:
    id = changeable.reports()[0].id
    gone = desks.remove(changeable, Desk(), id, None)
    assert changeable.report(id) is None and gone.news[0].undo
    assert desks.remove(changeable, gone, id, None).news[0].text == wording.REMOVED
    back = desks.restore(changeable, gone, id, None)
    assert changeable.report(id) and [news.undo for news in back.news] == [False]
    assert desks.restore(changeable, back, "x<y>", None).news[0].text == wording.NOT_KEPT


def test_a_path_outside_the_uploads_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    inside = Path(get_upload_folder()) / "x" / "a.txt"
    inside.parent.mkdir(parents=True)
    inside.write_text(TEXT)
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT)
    (inside.parent / "link.txt").symlink_to(secret)
    paths = [str(inside), str(secret), f"{inside.parent}/../../secret.txt", f"{inside.parent}/link.txt", "", None]
    found = uploads_in([{"name": "a.txt", "path": path} for path in paths])
    assert [upload.path for upload in found] == [inside, None, None, None, None, None]
    assert taken(library, found[1:2]).news[0].text == wording.not_arrived("a.txt") and secret.exists()
    assert uploads_in({"path": str(inside)}) == []


def test_what_nobody_foresaw_is_told_and_nothing_is_lost(library: Library, tmp_path: Path) -> None:
    def break_down(_: Library, __: Desk) -> Desk:
        raise ZeroDivisionError

    desk = taken(library, [uploaded(tmp_path)])
    after = safely(library, desk, break_down)
    assert after.drafts == desk.drafts and after.news == (News(wording.WENT_WRONG, failed=True),)


class Tags(HTMLParser):
    """The tags, their attributes and the text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_nothing_from_a_file_is_taken_as_html(library: Library, tmp_path: Path) -> None:
    draft = first(taken(library, [uploaded(tmp_path)]))
    assert draft.receipt is not None
    reading = draft.receipt.reading
    report = replace(reading.report, title=HOSTILE, file=HOSTILE, dropped=(Dropped(HOSTILE, HOSTILE),) * 40)
    findings = tuple(Finding(field, HOSTILE, HOSTILE, False) for field in ("province", "title", HOSTILE))
    receipt = replace(
        draft.receipt,
        reading=replace(reading, report=report, findings=findings, warnings=(HOSTILE,)),
        cut=(Cut(HOSTILE, 40, 9),),
        copies=(Copy(HOSTILE, "new_version", 1.0, HOSTILE),),
    )
    desk = Desk((replace(draft, name=HOSTILE, receipt=receipt),))
    news = [News(HOSTILE, report, undo=True), News(HOSTILE, report), News(HOSTILE, failed=True)]
    for html in (
        receipt_html(library, desk),
        news_html(news),
        receipt_html(library, Desk((Draft(HOSTILE, b"", Given(), None),))),
    ):
        read = Tags(html)
        assert not read.tags & {"script", "img"} and HOSTILE in read.text
        assert not {name for name in read.attributes if name.startswith("on") or name == "src"}
