"""What is measured against rivals that do the same work, in one run: `python -m tests.bench`."""
