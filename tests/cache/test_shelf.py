"""What is kept on a shelf comes back as it was, or not at all."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kit.cache import shelf
from kit.english.words import meaning

if TYPE_CHECKING:
    from pathlib import Path


def test_more_values_than_sqlite_takes_at_once_come_back(tmp_path: Path) -> None:
    """A shelf gives back every value under its name, and nothing for a name it does not have."""
    values = {f"{n:05}": bytes([n % 256]) * 9 for n in range(3 * shelf.MANY + 1)}
    shelf.put(tmp_path / "deep" / "a.shelf", values)
    assert shelf.take(tmp_path / "deep" / "a.shelf", [*values, "other"]) == values


def test_a_damaged_file_is_filled_anew(tmp_path: Path) -> None:
    """A file that is no database costs what it held, and the next values are kept."""
    place = tmp_path / "a.shelf"
    place.write_bytes(b"this is no database, " * 200)
    assert shelf.take(place, ["a"]) == {}
    shelf.put(place, {"a": b"made"})
    assert shelf.take(place, ["a"]) == {"a": b"made"}


def test_a_damaged_value_is_passed_over(tmp_path: Path) -> None:
    """A value that is not what was written is not given back."""
    place = tmp_path / "a.shelf"
    shelf.put(place, {"a": b"made", "b": b"whole"})
    with sqlite3.connect(place) as kept:
        kept.execute("update kept set value = ? where name = 'a'", (b"something else that is long enough",))
    assert shelf.take(place, ["a", "b"]) == {"b": b"whole"}


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path) -> None:
    """A shelf whose folder is a file takes nothing and gives nothing."""
    (tmp_path / "file").write_text("no folder")
    shelf.put(tmp_path / "file" / "a.shelf", {"a": b"made"})
    assert shelf.take(tmp_path / "file" / "a.shelf", ["a"]) == {}


@pytest.mark.skipif(not meaning.available(), reason="the encoder is not installed")
def test_a_text_is_encoded_once_whatever_stands_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vector of a text is the same in any company, and what is known is not encoded again."""
    monkeypatch.setenv("KIT_CACHE", str(tmp_path))
    asked: list[str] = []
    encode = meaning._encode
    monkeypatch.setattr(meaning, "_encode", lambda texts: asked.extend(texts) or encode(texts))
    alone = meaning.vectors(["the bridge is shut"])
    both = meaning.vectors(["a ferry has sunk", "the bridge is shut", "a ferry has sunk"])
    assert asked == ["the bridge is shut", "a ferry has sunk"]
    assert np.array_equal(alone[0], both[1])
    assert np.array_equal(both, encode(["a ferry has sunk", "the bridge is shut", "a ferry has sunk"]))
