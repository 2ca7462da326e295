"""Cache: what was made once and need not be made again. All of it may be deleted at any time (`KIT_CACHE`)."""
