"""Formats: one file's bytes to the text of an article, one module for each form of file."""
