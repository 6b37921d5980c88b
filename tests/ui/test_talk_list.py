"""The list of conversations as HTML: the open one is marked, names stay text, a long list stays short."""

from __future__ import annotations

from index.journal import Conversation, Entry, Kept
from tests.ui.test_reader import HOSTILE, page
from ui.conversation import Turn
from ui.talk_list import SHOWN, head, panel
from ui.talks import At
from ui.wording import talks as wording

AT = "2026-11-01T09:05:00+07:00"


def test_the_open_conversation_is_marked() -> None:
    html = panel([Entry("a", "Một", AT), Entry("b", "Hai", AT)], At(Kept("b", "Hai", 1)))
    assert 'data-current="b"' in html and html.count("aria-current") == 1
    assert html.index("Một") < html.index("aria-current") < html.index("<span>Hai")


def test_an_empty_list_says_what_it_is_for_or_that_nothing_was_found() -> None:
    assert wording.NO_TALKS in panel([], At())
    assert wording.NONE_FOUND in panel([], At(wanted="xã"))


def test_a_long_list_shows_the_latest_and_how_many_more_there_are() -> None:
    html = panel([Entry(str(n), f"Cuộc {n}.", AT) for n in range(SHOWN + 7)], At())
    assert html.count("<li ") == SHOWN and "Cuộc 0." in html
    assert wording.OLDER.format(count=7) in html
    assert "cũ hơn" not in panel([Entry("a", "Một", AT)] * SHOWN, At())


def test_names_and_notices_stay_text() -> None:
    gone = Conversation("a", HOSTILE, AT, 1, "[]", "")
    at = At(Kept(HOSTILE, HOSTILE, 1), HOSTILE, gone, HOSTILE)
    for html in (panel([Entry(HOSTILE, HOSTILE, AT)], at), head(at, (Turn("x"),))):
        read = page(html)
        assert not {"script", "img"} & set(read.tags)
        assert not {name for name in read.attributes if name.startswith("on") or name == "src"}
        assert HOSTILE in read.text()
