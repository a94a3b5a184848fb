"""发布: freeze a quarter into a set of files with an id, read it back, compare two, and prove that nothing changed."""
