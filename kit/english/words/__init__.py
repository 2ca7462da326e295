"""Words: how each outlet names and labels things, and the words it uses more than the others."""

from __future__ import annotations

from kit.english.words.choices import find_word_choices
from kit.english.words.concordance import concordance, occurrences
from kit.english.words.keyness import find_keyness
from kit.english.words.labels import find_labels

__all__ = ["concordance", "find_keyness", "find_labels", "find_word_choices", "occurrences"]
