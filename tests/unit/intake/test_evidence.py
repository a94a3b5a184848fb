import io
import zipfile

import docx
import pytest
from xlsxwriter import Workbook

from config.wording import translator
from loaders.intake import evidence
from loaders.intake.evidence import EvidenceRefused, fit_name, media_of
from loaders.intake.refusal import MAX_BYTES

PNG = b"\x89PNG\r\n\x1a\n picture"


def word() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def sheet() -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet("表").write(0, 0, "已办")
    return buffer.getvalue()


def with_part(content: bytes, name: str) -> bytes:
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, b"x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("现场.png", PNG),
        ("现场.JPG", b"\xff\xd8\xff picture"),
        ("批复.pdf", b"%PDF-1.7 text"),
        ("说明.docx", word()),
        ("台账.xlsx", sheet()),
    ],
)
def test_honest_files_are_taken_under_their_names(name: str, content: bytes) -> None:
    assert fit_name(f"C:\\材料\\{name}", content) == name
    assert "/" in media_of(name)


REFUSED = [
    ("a.exe", b"MZ", evidence.WRONG_KIND),
    ("a.docm", word(), evidence.WRONG_KIND),
    ("无后缀", PNG, evidence.WRONG_KIND),
    ("a.html", b"<script>", evidence.WRONG_KIND),
    ("a.svg", b"<svg>", evidence.WRONG_KIND),
    ("a.png", b"", evidence.EMPTY),
    ("a.png", PNG + b"0" * MAX_BYTES, evidence.TOO_LARGE),
    ("a.png", b"MZ not a picture", evidence.NOT_WHAT_IT_SAYS),
    ("a.pdf", PNG, evidence.NOT_WHAT_IT_SAYS),
    ("a.docx", sheet(), evidence.NOT_WHAT_IT_SAYS),
    ("a.xlsx", b"PK\x03\x04 broken", evidence.NOT_WHAT_IT_SAYS),
    ("a.docx", with_part(word(), "word/vbaProject.bin"), evidence.RUNS),
    ("a.xlsx", with_part(sheet(), "xl/embeddings/oleObject1.bin"), evidence.RUNS),
    ("a.pdf", b"%PDF-1.7 /OpenAction << /S /JavaScript /JS (x) >>", evidence.RUNS),
    ("a.pdf", b"%PDF-1.7 /EmbeddedFile", evidence.RUNS),
]


@pytest.mark.parametrize(("name", "content", "message"), REFUSED)
def test_what_may_run_or_is_something_else_is_refused_in_words(name: str, content: bytes, message: str) -> None:
    with pytest.raises(EvidenceRefused) as refused:
        fit_name(name, content)

    assert refused.value.message == message
    assert name in refused.value.text(translator())
