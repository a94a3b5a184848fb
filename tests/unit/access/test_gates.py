import ast
import re
from pathlib import Path

import pytest

from config.workspace import REPOSITORY
from dashboard.access.gate import NEEDED
from dashboard.access.rights import RIGHTS
from tests.gated import PACKAGES, modules, use_cases

DASHBOARD = REPOSITORY / "dashboard"
OUTSIDE = (*(DASHBOARD / name for name in ("views", "parts", "api", "pack")), *sorted(DASHBOARD.glob("*.py")))


@pytest.mark.parametrize("name", modules())
def test_every_use_case_says_which_right_it_needs(name: str) -> None:
    open_ones = [called for called, function in use_cases(name) if not hasattr(function, NEEDED)]

    assert open_ones == []


def test_the_gates_ask_for_rights_that_there_are() -> None:
    gates = [getattr(function, NEEDED, ()) for name in modules() for _, function in use_cases(name)]

    assert len(gates) > 60
    assert {right for rights in gates for right in rights or ()} <= set(RIGHTS)


def test_gates_stand_in_the_packages_that_are_looked_through_and_nowhere_else() -> None:
    within = [Path(place) for package in PACKAGES for place in package.__path__]
    outside = [file for file in DASHBOARD.rglob("*.py") if not any(file.is_relative_to(place) for place in within)]

    gated = {file.name for file in outside if re.search(r"^@(needs|everyone|inner)\b", file.read_text("utf-8"), re.M)}

    assert gated == set()
    assert "dashboard.usecases.accounts.making" in modules()


def inner_ones() -> set[tuple[str, str]]:
    every = ((name, called, function) for name in modules() for called, function in use_cases(name))
    return {(name, called) for name, called, function in every if getattr(function, NEEDED, ()) is None}


def called_by(file: Path) -> set[tuple[str, str]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {(node.module or "", alias.name) for node in froms for alias in node.names}
    whole = {name: f"{module}.{name}" for module, name in names}
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    by_module = {
        (whole[n.value.id], n.attr) for n in attributes if isinstance(n.value, ast.Name) and n.value.id in whole
    }
    return names | by_module


def test_no_page_no_route_and_no_command_calls_what_only_use_cases_may() -> None:
    inner = inner_ones()
    files = [file for place in OUTSIDE for file in ([place] if place.is_file() else sorted(place.rglob("*.py")))]

    called = {(file.name, *one) for file in files for one in called_by(file) & inner}

    assert len(files) > 90
    assert len(inner) > 5
    assert called == set()


def test_nothing_outside_reaches_for_the_whole_of_what_a_person_sees_in_part() -> None:
    files = [file for place in OUTSIDE for file in ([place] if place.is_file() else sorted(place.rglob("*.py")))]

    taken = {file.name for file in files if takes_the_whole(ast.parse(file.read_text(encoding="utf-8")))}

    assert taken == set()
    assert takes_the_whole(ast.parse("rows = book().whole.rows(name)"))
    assert not takes_the_whole(ast.parse("desk.sight.whole('present')"))


def takes_the_whole(tree: ast.AST) -> bool:
    taken = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "whole")
    return any(re.search(r"\b(book|before|desk|house)\b(\(\))?$", ast.unparse(node.value)) for node in taken)
