"""Every unit of the list is read however it is joined and set."""

from __future__ import annotations

from itertools import product

import pytest

from kit.data import read_list
from kit.english.numbers.phrases import find_phrases

JOINTS = (" ", "-")
CASES = (str, str.lower, str.upper, str.title)


@pytest.mark.parametrize(("form", "unit"), list(read_list("units.csv")[["form", "unit"]].itertuples(index=False)))
def test_a_unit_is_read_with_hyphens_and_capitals(form, unit):
    """No way of writing a listed unit stops a sentence, and a hyphen for a space changes nothing."""
    for joint, case in product(JOINTS, CASES):
        find_phrases(f"It grew by 25 {case(form.replace(' ', joint))} in March.")
    read = {
        joint: [p.unit for p in find_phrases(f"It grew by 25 {form.replace(' ', joint)} in March.")] for joint in JOINTS
    }
    assert read["-"] == read[" "]
    assert unit in read[" "] or form == "p"  # "5p" is pence; "5 p" may be a clock time
