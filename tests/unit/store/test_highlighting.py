import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from loaders.intake.evidence import Evidence
from loaders.store.database import writing
from loaders.store.highlighting import cast_ballot, enter_case, take_case_step, turn_round
from loaders.store.highlightreading import choice_pulse, kept_choice
from loaders.store.highlighttables import HighlightEntry
from loaders.store.steps import Signed
from loaders.store.verification import verify

NOW = dt.datetime(2026, 10, 8, 9, tzinfo=dt.UTC)
BY = Signed("陈报送", NOW, "page", "430100", "chen", "10.0.0.1")
TABLES = ("highlight_entry", "highlight_step", "highlight_file", "highlight_round", "highlight_ballot")


def entry_of(unit: str = "430100", quarter: str = "2026Q3") -> HighlightEntry:
    return HighlightEntry(
        number="",
        quarter=quarter,
        unit=unit,
        region_code="430121",
        line="elderly_care",
        kind="work",
        level="none",
        title="把食堂办到家门口",
        what_was_done="盘活校舍",
        effect="覆盖率提高",
        indicator="",
        source={"kind": "page"},
        made_at=NOW,
        made_by="陈报送",
        login="chen",
        invented=True,
    )


def filled(engine: Engine) -> None:
    with writing(engine) as session:
        one = enter_case(session, entry_of(), BY)
        take_case_step(session, one, "sent", BY, "见附件", [Evidence("照片.png", b"\x89PNG\r\n\x1a\n")])
        take_case_step(session, one, "passed", BY)
        turn_round(session, "2026Q3", "opened", BY)
        cast_ballot(session, one, BY, {"430400"}, {"innovation": 8, "effect": 7, "spread": 9})
        enter_case(session, entry_of("430200"), BY)


def faults(engine: Engine, tmp_path: Path) -> list[str]:
    return [fault.message for fault in verify(engine, tmp_path / "audit.seal").faults]


def test_what_was_entered_done_and_scored_is_read_as_it_was_kept(engine: Engine) -> None:
    before = choice_pulse(engine)
    filled(engine)

    kept = kept_choice(engine)

    first, second = kept.cases
    assert (first.entry.number, second.entry.number) == ("LD-2026Q3-001", "LD-2026Q3-002")
    assert [step.action for step in first.steps] == ["sent", "passed"]
    assert [file.name for file in first.files[first.steps[0].id or 0]] == ["照片.png"]
    assert first.ballots[0].points == {"innovation": 8, "effect": 7, "spread": 9}
    assert first.ballots[0].units == ["430400"]
    assert [act.action for act in kept.rounds["2026Q3"]] == ["opened"]
    assert before == (0, 0, 0, 0)


def test_every_row_agrees_with_its_event(engine: Engine, tmp_path: Path) -> None:
    filled(engine)

    assert faults(engine, tmp_path) == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = 77", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete(engine: Engine, table: str, verb: str) -> None:
    filled(engine)

    with pytest.raises(DBAPIError, match="never changed or deleted"), engine.begin() as connection:
        connection.execute(text(verb.format(table)))


CHANGES = [
    ("highlight_entry", "UPDATE highlight_entry SET title = '别的' WHERE id = 1"),
    ("highlight_ballot", """UPDATE highlight_ballot SET points = '{"effect": 10}'"""),
    ("highlight_step", "UPDATE highlight_step SET reason = '别的' WHERE id = 1"),
    ("highlight_round", "DELETE FROM highlight_round"),
]


@pytest.mark.parametrize(("table", "change"), CHANGES)
def test_a_row_changed_behind_the_triggers_is_found(engine: Engine, tmp_path: Path, table: str, change: str) -> None:
    filled(engine)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        else:
            connection.execute(text(f"DROP TRIGGER {table}_no_UPDATE"))
            connection.execute(text(f"DROP TRIGGER {table}_no_DELETE"))
        connection.execute(text(change))

    assert len(faults(engine, tmp_path)) == 1


def test_a_ballot_without_an_event_is_found(engine: Engine, tmp_path: Path) -> None:
    filled(engine)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO highlight_ballot (entry_id, actor, login, at, channel, units, points)"
                " VALUES (1, 'x', 'x', '2026-10-08 09:00:00', 'page', '[]', '{}')"
            )
        )

    assert len(faults(engine, tmp_path)) == 1
