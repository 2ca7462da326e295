"""What a pupil answered, as one small JSON file: from the page and from the notebooks, in one declared format.

`answers.schema.json` beside this module declares it. A file names the corpus by `corpus_mark`, so that answers to other
articles are told apart, and the pupil by whatever name the pupil chose.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.errors import KitError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.tables import Reading

FORMAT, VERSION = "kit-answers", 1
# The one file into which all notebooks of a folder write, and which is handed in.
ANSWERS_NAME = "my_answers.json"
# What identifies a row of each list: a later one replaces an earlier one.
KEYS = {"answers": ("question_id", "part"), "checks": ("table", "row_id", "column"), "notes": ("item",)}
# Thirty answers and their reasons take some 20 kB; nobody means to hand in more than this.
LARGEST = 2_000_000


class AnswersError(KitError):
    """A file of answers cannot be used: the message says why, in one line."""


def corpus_mark(reading: Reading) -> str:
    """Sixteen hexadecimal digits that name the articles of a reading, whatever was corrected since.

    >>> import kit
    >>> len(corpus_mark(kit.read("seeds")))
    16
    """
    hashes = sorted(reading.articles["sha256"].dropna())
    return hashlib.sha256("\n".join(hashes).encode("ascii")).hexdigest()[:16]


def blank(corpus: str, *, made_by: str = "notebook", pupil: str | None = None) -> dict[str, Any]:
    """A file in which nothing is answered yet."""
    head = {"format": FORMAT, "version": VERSION, "corpus": corpus, "pupil": pupil, "made_by": made_by, "saved": None}
    return head | {name: [] for name in KEYS}


def read_answers(path: Path) -> dict[str, Any]:
    """The answers in a file, every list of the format there. Raises AnswersError if it is no such file."""
    try:
        if path.stat().st_size > LARGEST:
            raise AnswersError(f"larger than {LARGEST // 1_000_000} MB: no file of answers")
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise AnswersError(f"cannot be read ({error.__class__.__name__})") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise AnswersError("broken: not the whole of a JSON file; ask the pupil to save it again") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise AnswersError("not a file of answers of this kit")
    wrong = next(_schema().iter_errors(found), None)
    if wrong is not None:
        place = "/".join(map(str, wrong.absolute_path)) or "its top"
        raise AnswersError(f"not as the format says, at {place}: {wrong.message[:120]}")
    return blank(found["corpus"]) | found


def merged(old: Iterable[dict[str, Any]], new: Iterable[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Two lists of one kind (`answers`, `checks` or `notes`) as one; of two rows with one key the newer holds."""
    keys = KEYS[name]
    rows = {tuple(row[key] for key in keys): row for row in (*old, *new)}
    return list(rows.values())


def keep(path: Path, corpus: str, *, pupil: str | None = None, **lists: list[dict[str, Any]]) -> dict[str, Any]:
    """Add lists of `answers`, `checks` or `notes` to a pupil's file, or begin it; returns what it now holds.

    Raises AnswersError if the file belongs to another corpus or is no file of answers: it is left as it is.
    """
    held = blank(corpus)
    if path.exists():
        try:
            held = read_answers(path)
        except AnswersError as error:
            raise AnswersError(f"{path.name} is {error}. Move it away and save again.") from error
        if held["corpus"] != corpus:
            raise AnswersError(f"{path.name} holds answers on other articles. Move it away and save again.")
    held["pupil"] = pupil or held["pupil"]
    for name, rows in lists.items():
        held[name] = merged(held[name], rows, name)
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return held


@cache
def _schema() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(Path(__file__).with_name("answers.schema.json").read_text(encoding="utf-8")))
