from pathlib import Path

import pytest

from config.secret import VARIABLE, client_secret
from config.workspace import WorkspaceProblem, open_workspace

PLACE = 'config = "config"\ndatabase = "sqlite:///jiping.db"\n'
ADDRESS = 'address = "https://jiping.example.gov.cn/"\n'
SECTION = """
[single_sign_on]
name = "统一身份认证"
name_en = "Identity service"
issuer = "https://id.example.gov.cn/realms/gov"
client_id = "jiping"
"""


def workspace(folder: Path, text: str) -> Path:
    (folder / "workspace.toml").write_text(PLACE + text, encoding="utf-8")
    return folder


def test_a_workspace_names_its_provider_and_its_own_address(tmp_path: Path) -> None:
    opened = open_workspace(workspace(tmp_path, ADDRESS + SECTION))

    assert opened.single_sign_on is not None
    assert opened.single_sign_on.label("en") == "Identity service"
    assert opened.single_sign_on.scopes == ("openid", "profile")
    assert opened.address == "https://jiping.example.gov.cn"


def test_a_workspace_without_the_section_has_none(tmp_path: Path) -> None:
    assert open_workspace(workspace(tmp_path, "")).single_sign_on is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (SECTION, "address"),
        (ADDRESS.replace("https", "http") + SECTION, "address"),
        (ADDRESS.replace("cn/", "cn/jiping") + SECTION, "address"),
        (ADDRESS + SECTION.replace("https://id", "http://id"), "single_sign_on.issuer"),
        (ADDRESS + SECTION.replace("issuer", "issuers"), "single_sign_on.issuers"),
        (ADDRESS + SECTION.replace('client_id = "jiping"', ""), "single_sign_on.client_id"),
        (ADDRESS + SECTION + 'client_secret = "never here"', "single_sign_on.client_secret"),
        (ADDRESS + SECTION + 'scopes = ["profile"]', "single_sign_on.scopes"),
        (ADDRESS + SECTION + "claim = 7", "single_sign_on.claim"),
        ("single_sign_on = true", "single_sign_on"),
    ],
)
def test_a_fault_names_its_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(WorkspaceProblem) as problem:
        open_workspace(workspace(tmp_path, text))

    assert f"workspace.toml  {key}  " in str(problem.value)


def test_a_provider_on_this_machine_needs_no_https(tmp_path: Path) -> None:
    text = 'address = "http://127.0.0.1:8501"\n' + SECTION.replace("https://id.example.gov.cn", "http://127.0.0.1:5000")

    assert open_workspace(workspace(tmp_path, text)).single_sign_on is not None


def test_the_secret_comes_from_the_environment_or_from_a_file_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_workspace(workspace(tmp_path, ADDRESS + SECTION))
    file = tmp_path / "oidc.secret"
    file.write_text("of the file\n", encoding="utf-8")
    file.chmod(0o600)

    of_file = client_secret(opened)
    monkeypatch.setenv(VARIABLE, "of the environment")

    assert of_file == "of the file"
    assert client_secret(opened) == "of the environment"


def test_a_secret_that_others_can_read_or_none_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    opened = open_workspace(workspace(tmp_path, ADDRESS + SECTION))
    with pytest.raises(WorkspaceProblem, match="JIPING_OIDC_SECRET"):
        client_secret(opened)

    file = tmp_path / "oidc.secret"
    file.write_text("of the file", encoding="utf-8")
    file.chmod(0o640)

    with pytest.raises(WorkspaceProblem, match="chmod 600"):
        client_secret(opened)
