"""Words: how each outlet names and labels things, and the words it uses more than the others."""

from __future__ import annotations

from kit.words.choices import find_word_choices
from kit.words.concordance import concordance, occurrences
from kit.words.keyness import find_keyness
from kit.words.labels import find_labels

__all__ = ["concordance", "find_keyness", "find_labels", "find_word_choices", "occurrences"]
