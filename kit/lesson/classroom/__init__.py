"""Classroom: the files that pupils hand in, merged into one table and one page for the teacher."""

from __future__ import annotations

from kit.lesson.classroom.hand_ins import HandIn, read_folder
from kit.lesson.classroom.page import write_class

__all__ = ["HandIn", "read_folder", "write_class"]
