"""`jiping token`: make, list and revoke the tokens of the API."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from config.wording import mark, translator
from config.workspace import DEFAULT_FOLDER
from dashboard.usecases.access import AccessProblem, end_token, known_tokens, make_token
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.names import name_of_submitter
from loaders.store.lifetables import ApiToken

token_app = typer.Typer(no_args_is_help=True, help="Tokens: who may use the API.")
say = translator()

WorkspaceOption = Annotated[Path, typer.Option("--workspace", "-w", help="The workspace folder.")]
NameArgument = Annotated[str, typer.Argument(help="The token's name, such as the system that uses it.")]


@token_app.command()
def make(
    name: NameArgument,
    unit: Annotated[str, typer.Option(help="The code of the one division or region whose files it may send.")] = "",
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Make a token and print its secret, once: only its hash is kept."""
    try:
        secret = make_token(open_desk(workspace), name, unit)
    except AccessProblem as problem:
        _stop(problem)
    print(secret)
    print(
        say(mark("Keep this secret now: it is not shown again. To end it: jiping token revoke NAME")), file=sys.stderr
    )


@token_app.command(name="list")
def list_tokens(workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """List the tokens: name, unit, when made, and when revoked."""
    desk = open_desk(workspace)
    known = known_tokens(desk)
    if not known:
        print(say(mark("There is no token yet; make one with: jiping token make NAME")))
    for token in known:
        print(_listed(desk, token))


@token_app.command()
def revoke(name: NameArgument, workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """Revoke a token for good: it refuses at once."""
    try:
        end_token(open_desk(workspace), name)
    except AccessProblem as problem:
        _stop(problem)
    print(say(mark("The token {name} is revoked."), name=name))


def _listed(desk: Desk, token: ApiToken) -> str:
    unit = name_of_submitter(desk.config, token.unit, "zh_CN") if token.unit else say(mark("all units"))
    parts = [token.name, unit, f"{desk.local(token.made_at):%Y-%m-%d %H:%M}"]
    if token.revoked_at is not None:
        parts.append(say(mark("revoked on {moment}"), moment=f"{desk.local(token.revoked_at):%Y-%m-%d %H:%M}"))
    return "  ".join(parts)


def _stop(problem: AccessProblem) -> NoReturn:
    print(say(problem.message, **problem.places), file=sys.stderr)
    raise typer.Exit(2)
