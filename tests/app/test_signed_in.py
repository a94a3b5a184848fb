import pytest
from streamlit.testing.v1 import AppTest

from config.workspace import REPOSITORY
from dashboard.access.person import Person, Post
from dashboard.parts import identity
from dashboard.parts.house import WORKSPACE_VARIABLE
from dashboard.usecases.desk import Desk
from tests.app.conftest import Open, text_of


def nobody() -> Person:
    raise identity.NotSignedIn


@pytest.mark.parametrize("page", ["", "upload", "review"])
def test_nobody_gets_the_sentence_and_the_way_to_the_sign_in_page_and_nothing_else(
    nothing_submitted: Desk, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(nothing_submitted.workspace.folder))
    monkeypatch.setattr(identity, "person", nobody)
    app = AppTest.from_file(REPOSITORY / "dashboard" / "app.py", default_timeout=120).run()
    if page:
        app.switch_page(f"views/{page}.py").run()

    shown = [element.proto.body for element in app.get("html") if "<style>" not in element.proto.body]

    assert len(shown) == 1
    assert 'href="/sign-in"' in shown[0]
    assert not app.button
    assert not app.exception


def test_who_signs_out_while_the_page_is_open_gets_the_sentence_at_the_next_click(
    nothing_submitted: Desk, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(nothing_submitted, "")
    monkeypatch.setattr(identity, "person", nobody)

    app.button(key="language").click().run()

    assert 'href="/sign-in?lang=en"' in text_of(app)
    assert 'class="jp-headline"' not in text_of(app)


def test_the_corner_says_who_is_signed_in_and_in_which_posts(
    nothing_submitted: Desk, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(login="li", name="李<b>小燕", posts=(Post("submitter", "430400"), Post("office")))
    app = open_page(nothing_submitted, "")
    monkeypatch.setattr(identity, "person", lambda: person)

    app.run()

    shown = text_of(app)
    assert "李&lt;b&gt;小燕" in shown
    assert "衡阳市" in shown
    assert "办公室" in shown
