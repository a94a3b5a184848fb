"""The files of a config folder, read into models; faults are gathered with file and key, nothing is raised."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from config.problems import Problem, flatten
from config.wording import mark

M = TypeVar("M", bound=BaseModel)

MISSING_FILE = mark("This file is missing.")
NOT_UTF8 = mark("The file is not UTF-8 text; save it as UTF-8.")
BAD_TOML = mark("The file cannot be read as TOML: {text}.")
NO_HEADER = mark("The table has no header row.")
MISSING_COLUMN = mark("The column is missing.")
UNKNOWN_COLUMN = mark("The column is not known here; check its spelling.")
RAGGED_ROW = mark("The row has more cells than the header.")
STEM = mark("The file is named {stem} but the code says {code}; they must be the same.")
UNKNOWN_KEY = mark("This key is not known here; check its spelling.")
MISSING_KEY = mark("This key is missing.")
NOT_TABLES = mark("Expected a list of tables, [[{key}]].")


@dataclass(frozen=True)
class Entry(Generic[M]):
    """A model with the place it was read from; `key` is empty when the model is the whole file."""

    file: str
    key: str
    it: M

    def fault(self, key: str, message: str, /, **places: Any) -> Problem:
        """A problem at a key of this entry."""
        return Problem(self.file, ".".join(part for part in (self.key, key) if part), message, places)


class Files:
    """A config folder. `problems` gathers the faults; an entry whose only fault are unknown keys is read without them.

    `broken` keeps, by model, the codes of entries that could not be read, so that who refers to them is not blamed too.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.broken: dict[type[BaseModel], set[str]] = {}
        self._unread: list[tuple[type[BaseModel], str, dict[str, Any]]] = []

    def unread(self, model: type[BaseModel]) -> Iterator[tuple[str, dict[str, Any]]]:
        """File and plain content of the entries of a model that are TOML but do not fit the model."""
        return ((file, data) for kind, file, data in self._unread if kind is model)

    def names(self, pattern: str) -> list[str]:
        """The files that match a glob pattern, relative to the folder, sorted."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern))

    def content(self, file: str) -> dict[str, Any] | None:
        """The plain content of a TOML file."""
        return self._toml(file, required=True)

    def built(self, model: type[M], data: dict[str, Any], file: str) -> Entry[M] | None:
        """A model made of the plain content of a whole file."""
        return self._build(model, data, file, "")

    def whole(self, model: type[M], file: str, required: bool = True) -> Entry[M] | None:
        """A TOML file that is one model."""
        data = self._toml(file, required)
        return None if data is None else self._build(model, data, file, "", Path(file).stem)

    def each(self, model: type[M], pattern: str) -> list[Entry[M]]:
        """TOML files of one model each, named by its code, or by code@version where a code has several."""
        entries = [entry for file in self.names(pattern) if (entry := self._coded(model, file)) is not None]
        for entry in entries:
            stem, code = Path(entry.file).stem, str(getattr(entry.it, "code", ""))
            if stem not in (code, f"{code}@{getattr(entry.it, 'version', '')}"):
                self.problems.append(entry.fault("code", STEM, stem=stem, code=code))
        return entries

    def tables(self, model: type[M], file: str, key: str, required: bool = True) -> list[Entry[M]]:
        """The `[[key]]` tables of a TOML file."""
        data = self._toml(file, required)
        if data is None:
            return []
        self.problems.extend(Problem(file, name, UNKNOWN_KEY) for name in data if name != key)
        members = data.get(key)
        if members is None:
            self.problems.append(Problem(file, key, MISSING_KEY))
            return []
        if not isinstance(members, list) or not all(isinstance(member, dict) for member in members):
            self.problems.append(Problem(file, key, NOT_TABLES, {"key": key}))
            return []
        built = (self._build(model, member, file, f"{key}[{n}]") for n, member in enumerate(members, 1))
        return [entry for entry in built if entry is not None]

    def rows(self, model: type[M], file: str, required: bool = True) -> list[Entry[M]]:
        """The rows of a CSV file; an empty cell means that the key is not given."""
        text = self._text(file, required)
        if text is None:
            return []
        reader = csv.DictReader(text.splitlines())
        columns = [name for name in reader.fieldnames or () if name]
        if not self._header(model, file, columns):
            return []
        built = (self._row(model, file, reader.line_num, row) for row in reader)
        return [entry for entry in built if entry is not None]

    def _coded(self, model: type[M], file: str) -> Entry[M] | None:
        data = self._toml(file, required=True)
        if data is None:
            self.broken.setdefault(model, set()).add(Path(file).stem)
            return None
        return self._build(model, data, file, "", Path(file).stem)

    def _header(self, model: type[BaseModel], file: str, columns: list[str]) -> bool:
        if not columns:
            self.problems.append(Problem(file, "", NO_HEADER))
            return False
        needed = [name for name, field in model.model_fields.items() if field.is_required() and name not in columns]
        unknown = [name for name in columns if name not in model.model_fields]
        self.problems.extend(Problem(file, f"header.{name}", MISSING_COLUMN) for name in needed)
        self.problems.extend(Problem(file, f"header.{name}", UNKNOWN_COLUMN) for name in unknown)
        return not needed

    def _row(self, model: type[M], file: str, number: int, row: Mapping[str | Any, Any]) -> Entry[M] | None:
        if None in row:
            self.problems.append(Problem(file, f"row[{number}]", RAGGED_ROW))
        data = {name: cell for name, cell in row.items() if name in model.model_fields and cell}
        return self._build(model, data, file, f"row[{number}]") if data else None

    def _build(self, model: type[M], data: dict[str, Any], file: str, key: str, stem: str = "") -> Entry[M] | None:
        try:
            return Entry(file, key, model.model_validate(data))
        except ValidationError as error:
            self.problems.extend(flatten(error, file, key))
            if all(fault["type"] == "extra_forbidden" for fault in error.errors()):
                return Entry(file, key, model.model_validate(data, extra="ignore"))
            self.broken.setdefault(model, set()).update({str(data.get("code", stem)), stem} - {""})
            self._unread.append((model, file, data))
            return None

    def _toml(self, file: str, required: bool) -> dict[str, Any] | None:
        text = self._text(file, required)
        if text is None:
            return None
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            key = f"line[{line.group(1) if line else len(text.splitlines())}]"
            self.problems.append(Problem(file, key, BAD_TOML, {"text": str(error)}))
            return None

    def _text(self, file: str, required: bool) -> str | None:
        path = self.folder / file
        if not path.is_file():
            self.problems.extend([Problem(file, "", MISSING_FILE)] if required else [])
            return None
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self.problems.append(Problem(file, "", NOT_UTF8))
            return None


def repeated(values: Iterator[tuple[str, Entry[M]]]) -> Iterator[tuple[str, Entry[M], Entry[M]]]:
    """Each value that stands twice: the value, the entry that had it first, the entry that has it again."""
    seen: dict[str, Entry[M]] = {}
    for value, entry in values:
        if value in seen:
            yield value, seen[value], entry
        seen.setdefault(value, entry)
