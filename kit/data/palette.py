"""Palette: the colours and shapes of every face of the kit.

Those of Okabe and Ito (2008), "Color Universal Design", told apart by people with any colour vision; whatever is told by
colour is also told by a letter, a shape or a word, because some readers print in grey.
"""

from __future__ import annotations

# Yellow last, as it is weakest on white.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#F0E442")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")
# Outlets have those that are seen on a light ground and on a dark one.
OF_OUTLETS = COLOURS[:6]
