"""Lexicon: nouns of what is held at a set time and of what nobody plans."""

from __future__ import annotations

from kit.data import word_set

SCHEDULED = word_set("scheduled happenings")


SUDDEN = word_set("sudden happenings")
