"""通报: the quarter's bulletin in Word, generated from the facts; a draft until the quarter is released."""

from __future__ import annotations

import datetime as dt

from config.wording import mark, translator
from dashboard.pack.chapters import attachments, chapters
from dashboard.pack.contents import PackContents
from dashboard.pack.official import OfficialDocument
from dashboard.pack.phrases import invented_line, quarter_phrase, release_line


def bulletin(contents: PackContents) -> bytes:
    """The bulletin as docx bytes: six chapters, the ranking of the first group, attachments for the others."""
    say = translator(contents.locale)
    quarter = quarter_phrase(contents.quarter, say)
    title = (contents.department, say(mark("Bulletin concerning work in {quarter}"), quarter=quarter))
    made = dt.datetime.fromisoformat(contents.computed) if contents.computed else dt.datetime(2000, 1, 1)
    document = OfficialDocument(
        title=" ".join(title), author=contents.department, made=made, chinese=contents.locale != "en"
    )
    document.head_and_foot(release_line(contents, say), invented_line(contents, say))
    document.title(title, "" if contents.release else say(mark("(draft for comments)")))
    drawn = chapters(contents, say)
    for chapter in drawn:
        document.heading(chapter.heading)
        for paragraph in chapter.paragraphs:
            document.paragraph(paragraph.text, paragraph.lead, is_last=paragraph is drawn[-1].paragraphs[-1])
        if chapter.table is not None:
            document.table(chapter.table)
            document.note(chapter.note)
    attached = attachments(contents, say)
    document.attachment_list(say(mark("Attachments: ")), [attachment.title for attachment in attached])
    document.signature(contents.department, say(mark("(date of release)")))
    for number, attachment in enumerate(attached, start=1):
        document.attachment(say(mark("Attachment {number}"), number=number), attachment.title)
        document.table(attachment.table)
        document.note(attachment.note)
    return document.to_bytes()
