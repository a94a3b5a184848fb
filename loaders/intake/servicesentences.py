"""What findings say when not the file's figures but reading or keeping it is the trouble."""

from __future__ import annotations

from config.wording import mark

SERVICE_SENTENCES: dict[str, tuple[str, str]] = {
    "file_too_slow": (
        mark("Reading the file took longer than {seconds} seconds and was stopped."),
        mark("Copy the table alone into a new workbook and upload that one."),
    ),
    "file_too_heavy": (
        mark("Reading the file took more than {limit} MB of memory and was stopped."),
        mark("Copy the table alone into a new workbook and upload that one."),
    ),
    "file_breaks_reader": (
        mark("The file makes the program that reads it fail; nothing of it was kept."),
        mark(
            "Open it in WPS or Excel, save it again as xlsx, and upload that file; if it fails again, tell the office."
        ),
    ),
    "reader_busy": (
        mark("Too many files are being read at this moment; this one was not read yet."),
        mark("Upload it again in a minute."),
    ),
    "store_full": (
        mark("The disk that holds the database is full; nothing was kept."),
        mark("Ask the administrator to make room on it, then try again; everything that has a receipt is safe."),
    ),
    "store_protected": (
        mark("The database cannot be opened for writing: its file or its folder is write-protected or gone."),
        mark("Ask the administrator to see to it, then try again; everything that has a receipt is safe."),
    ),
    "store_busy": (
        mark("Another program has held the database for too long; nothing was kept."),
        mark("Try again in a minute; everything that has a receipt is safe."),
    ),
    "store_gone": (
        mark("The database does not answer; nothing was kept."),
        mark("Try again in a few minutes; everything that has a receipt is safe."),
    ),
    "not_kept": (
        mark("The database did not take it ({reason})."),
        mark("Nothing of it was kept; try again, and if it happens again tell the administrator."),
    ),
}
