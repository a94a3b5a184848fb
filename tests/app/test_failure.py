from streamlit.testing.v1 import AppTest

from tests.app.conftest import text_of

UNEXPECTED = """
from dashboard.parts.failure import show_failure

show_failure(ZeroDivisionError("secret detail"))
"""
MISCONFIGURED = """
from config.problems import ConfigProblems, Problem
from dashboard.parts.failure import show_failure

show_failure(ConfigProblems((Problem("calendar.toml", "first", "This key is missing."),)))
"""
NO_WORKSPACE = """
from pathlib import Path
from config.workspace import WorkspaceProblem, open_workspace
from dashboard.parts.failure import show_failure

try:
    open_workspace(Path("/nowhere"))
except WorkspaceProblem as problem:
    show_failure(problem)
"""


def shown_by(script: str) -> str:
    return text_of(AppTest.from_string(script, default_timeout=60).run())


def test_a_failing_page_shows_a_plain_sentence_and_no_detail() -> None:
    shown = shown_by(UNEXPECTED)

    assert "本页暂时无法显示" in shown
    assert "secret" not in shown
    assert "ZeroDivisionError" not in shown


def test_faults_of_the_config_are_listed_with_file_and_key() -> None:
    shown = shown_by(MISCONFIGURED)

    assert "calendar.toml" in shown
    assert "first" in shown


def test_a_missing_workspace_is_named_with_what_to_do() -> None:
    assert "jiping init --workspace /nowhere" in shown_by(NO_WORKSPACE)
