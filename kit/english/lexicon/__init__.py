"""Lexicon: the words that the English rules look for, each list in one place."""
