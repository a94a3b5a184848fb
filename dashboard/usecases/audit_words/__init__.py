"""The audit trail in words: what an act, a field and a fault are called in a reader's language."""
