"""The page for pupils: the whole lesson in one HTML file that needs no server, no network and no installation."""

from __future__ import annotations

from kit.lesson.pupil.page import pupil_page

__all__ = ["pupil_page"]
