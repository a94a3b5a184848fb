"""Who acts, what they may do, and what they may see: the one place where access is decided."""
