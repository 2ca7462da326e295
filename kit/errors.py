"""Errors: what is wrong with what the kit was given, told so that whoever gave it can put it right."""


class KitError(Exception):
    """Something outside the kit is wrong: the message says what, where, and what to do; commands print no more."""
