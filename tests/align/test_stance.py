"""Stance: what a clause does with the proposition in it: asserts it, denies it, or leaves it in doubt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.align.stance import stance_of
from kit.english import annotate

CASES = json.loads((Path(__file__).parents[1] / "cases" / "stance.json").read_text(encoding="utf-8"))


def stance(case):
    """The stance of a case's clause."""
    start = case["text"].index(case["said"])
    return stance_of(annotate.analyse(case["text"]), start, start + len(case["said"]))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["text"])
def test_denials_and_doubts_are_read(case):
    """A frame over a proposition denies it, leaves it open or asserts it."""
    assert stance(case) == case["stance"]


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["text"])
@pytest.mark.xfail(reason="the frame is not in the list, or the parse hides it", strict=True)
def test_what_it_misses(case):
    """Frames that are not read, so far."""
    assert stance(case) == case["stance"]
