"""Vectors in Chroma: the nearest come first, inside a scope, and a folder can be closed, thrown away and made anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import IndexDamaged
from index.vectors import BATCH, Vectors

AXES = {"x": [1.0, 0.0, 0.0], "xy": [0.8, 0.6, 0.0], "y": [0.0, 1.0, 0.0], "z": [0.0, 0.0, 1.0]}


def filled(folder: Path) -> Vectors:
    """x and xy are of Lai Châu, y and z of Long An."""
    vectors = Vectors(folder)
    vectors.put(["x", "xy"], [AXES["x"], AXES["xy"]], "lai-chau-2019-06-12", "Lai Châu")
    vectors.put(["y", "z"], [AXES["y"], AXES["z"]], "long-an-sau-2012-05-29", "Long An")
    return vectors


def many(count: int, seed: int = 3) -> tuple[list[str], list[list[float]]]:
    numbers = random.Random(seed)
    return [f"p{n}" for n in range(count)], [[numbers.gauss(0, 1) for _ in range(16)] for _ in range(count)]


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    opened = filled(tmp_path / "chroma")
    yield opened
    opened.close()


def test_the_nearest_come_first_with_their_cosines(vectors: Vectors) -> None:
    found = vectors.nearest(AXES["x"], 3)
    assert list(found)[:2] == ["x", "xy"]
    assert found["x"] == pytest.approx(1.0, abs=1e-6) and found["xy"] == pytest.approx(0.8, abs=1e-6)
    assert len(found) == 3


def test_only_the_provinces_asked_for_are_searched(vectors: Vectors) -> None:
    assert set(vectors.nearest(AXES["x"], 10, ["Long An"])) == {"y", "z"}
    assert set(vectors.nearest(AXES["x"], 10, ["Long An", "Lai Châu"])) == set(AXES)
    assert vectors.nearest(AXES["x"], 10, ["Huế"]) == {}


def test_nothing_is_near_in_an_empty_collection(tmp_path: Path) -> None:
    empty = Vectors(tmp_path / "empty")
    assert (empty.ids(), empty.nearest([1.0, 0.0], 5)) == (set(), {})
    empty.close()


def test_the_same_id_again_takes_the_place_of_the_old(vectors: Vectors) -> None:
    vectors.put(["x"], [AXES["z"]], "long-an-sau-2012-05-29", "Long An")
    assert vectors.ids() == set(AXES)
    assert set(vectors.nearest(AXES["z"], 2, ["Long An"])) == {"x", "z"}
    assert set(vectors.nearest(AXES["z"], 9, ["Lai Châu"])) == {"xy"}


def test_the_deleted_are_gone_and_the_unknown_harmless(vectors: Vectors) -> None:
    vectors.delete({"x", "never there"})
    assert vectors.ids() == {"xy", "y", "z"}
    assert next(iter(vectors.nearest(AXES["x"], 1))) == "xy"


def test_more_than_one_batch(tmp_path: Path) -> None:
    ids, rows = many(2 * BATCH + 7)
    vectors = Vectors(tmp_path / "chroma")
    vectors.put(ids, rows, "r", "Lai Châu")
    assert vectors.ids() == set(ids)
    assert [next(iter(vectors.nearest(rows[n], 1))) for n in (0, BATCH, 2 * BATCH + 6)] == ["p0", "p1000", "p2006"]
    vectors.delete(ids[5:])
    assert vectors.ids() == set(ids[:5])
    vectors.close()


def test_what_was_kept_is_there_after_reopening(tmp_path: Path) -> None:
    filled(tmp_path / "chroma").close()
    again = Vectors(tmp_path / "chroma")
    assert again.ids() == set(AXES) and next(iter(again.nearest(AXES["y"], 1))) == "y"
    again.close()


def test_a_closed_folder_can_be_thrown_away_and_made_anew_by_the_same_process(tmp_path: Path) -> None:
    filled(tmp_path / "chroma").close()
    shutil.rmtree(tmp_path / "chroma")
    anew = Vectors(tmp_path / "chroma")
    assert anew.ids() == set()
    anew.put(["x"], [[1.0, 0.0]], "r", "Lai Châu")  # of another width, too
    assert set(anew.nearest([1.0, 0.0], 1)) == {"x"}
    anew.close()


@pytest.mark.parametrize("left", [5_000, 100_000, -4_096])
def test_a_truncated_database_is_told(tmp_path: Path, left: int) -> None:
    filled(tmp_path / "chroma").close()
    file = tmp_path / "chroma" / "chroma.sqlite3"
    data = file.read_bytes()
    file.write_bytes(data[:left])
    with pytest.raises(IndexDamaged, match="python -m index rebuild"):
        Vectors(tmp_path / "chroma")
    file.write_bytes(data)  # and the process can still open it once it is put right
    healed = Vectors(tmp_path / "chroma")
    assert healed.ids() == set(AXES)
    healed.close()


def test_a_damaged_graph_is_told(tmp_path: Path) -> None:
    """Chroma writes its graph from a thousand vectors on; a process killed meanwhile can leave it so."""
    vectors = Vectors(tmp_path / "chroma")
    vectors.put(*many(2_500), "r", "Lai Châu")
    vectors.close()
    (graph,) = (tmp_path / "chroma").glob("*/header.bin")
    graph.write_bytes(b"\xff" * graph.stat().st_size)
    with pytest.raises(IndexDamaged, match="python -m index rebuild"):
        Vectors(tmp_path / "chroma")
