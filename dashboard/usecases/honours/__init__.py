"""荣誉: lists worked out by rule from the year's releases, as they stand and as they were confirmed; people named."""
