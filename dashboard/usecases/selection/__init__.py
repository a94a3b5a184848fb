"""亮点评选: cases are entered, checked, scored blind, confirmed, and shown on the wall."""
