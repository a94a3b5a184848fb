"""A file held against what was reported before and elsewhere; pure: no database, no clock."""
