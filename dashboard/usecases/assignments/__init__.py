"""交办: what was handed out to whom, how it stands, what was done about it, and what follows."""
