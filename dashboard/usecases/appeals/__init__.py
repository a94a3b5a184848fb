"""申诉: a region asks for a review of what was released; the division gives its opinion, the office decides."""
