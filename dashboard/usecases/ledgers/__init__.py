"""台账: the lines that units report of every kind, as they are read, shown and filled in."""
