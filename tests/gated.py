import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from typing import Any

import dashboard.releasing
import dashboard.usecases
from dashboard.access.gate import NEEDED
from dashboard.access.rights import Right
from dashboard.usecases.desk import Desk

PACKAGES = (dashboard.usecases, dashboard.releasing)
UseCase = Callable[..., Any]


def modules() -> list[str]:
    found = (pkgutil.walk_packages(package.__path__, f"{package.__name__}.") for package in PACKAGES)
    return sorted(info.name for infos in found for info in infos)


def use_cases(name: str) -> Iterator[tuple[str, UseCase]]:
    module = importlib.import_module(name)
    for function in vars(module).values():
        if inspect.isfunction(function) and function.__module__ == name and takes_desk(function):
            yield function.__name__, function


def takes_desk(function: UseCase) -> bool:
    if function.__name__.startswith("_"):
        return False
    first = next(iter(inspect.signature(function).parameters), "")
    hints = typing.get_type_hints(inspect.unwrap(function), include_extras=True)
    return hints.get(first) is Desk


def rights_of(function: UseCase) -> tuple[Right, ...] | None:
    rights: tuple[Right, ...] | None = getattr(function, NEEDED)
    return rights


def gated() -> dict[str, UseCase]:
    every = ((name, called, one) for name in modules() for called, one in use_cases(name))
    return {f"{name}.{called}": one for name, called, one in every if rights_of(one) is not None}
