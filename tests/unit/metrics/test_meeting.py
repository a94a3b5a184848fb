import datetime as dt
from typing import Any

import pytest

from metrics.meeting import Ballot, Item, Meeting
from metrics.meeting_acts import Act, Action, meet

START = dt.datetime(2026, 10, 20, 1, 0, tzinfo=dt.UTC)
OPENING = Item("i1", "上次交办", minutes=10)
CARE = Item("i2", "养老服务处", unit="elderly_care", minutes=8, vote=True)
AFFAIRS = Item("i3", "社会事务处", unit="social_affairs", minutes=8, vote=True)
AGENDA = (OPENING, CARE, AFFAIRS)


def at(seconds: float) -> dt.datetime:
    return START + dt.timedelta(seconds=seconds)


class Acts:
    def __init__(self) -> None:
        self.done: list[Act] = []

    def do(self, seconds: float, action: Action, item: str = "", login: str = "zhao", **said: Any) -> Meeting:
        self.done.append(Act(len(self.done) + 1, at(seconds), action, item, login, f"某{login}", said))
        return self.now

    @property
    def now(self) -> Meeting:
        return meet(AGENDA, self.done)


@pytest.fixture
def acts() -> Acts:
    return Acts()


def vote(score: float, own: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"class": "A", "scores": {"results": score}, "own": list(own)}


def test_a_prepared_meeting_opens_its_first_item_when_it_starts(acts: Acts) -> None:
    assert (acts.now.stage, acts.now.item, acts.now.beside("", 1)) == ("prepared", "", OPENING)

    started = acts.do(0, "started")

    assert (started.stage, started.item, started.began) == ("running", "i1", START)
    assert started.clock("i1").seconds(at(65)) == 65


def test_the_next_item_stops_the_clock_of_the_last_and_coming_back_lets_it_go_on(acts: Acts) -> None:
    acts.do(0, "started")
    acts.do(60, "opened", "i2")
    back = acts.do(100, "opened", "i1")

    assert back.clock("i1").seconds(at(130)) == 90
    assert back.clock("i2").seconds(at(1000)) == 40


def test_a_clock_is_paused_resumed_and_reset(acts: Acts) -> None:
    acts.do(0, "started")
    assert acts.do(30, "paused", "i1").clock("i1").seconds(at(90)) == 30
    assert acts.do(90, "resumed", "i1").clock("i1").seconds(at(100)) == 40
    assert acts.do(100, "reset", "i1").clock("i1").seconds(at(105)) == 5
    acts.do(110, "paused", "i1")
    assert acts.do(111, "reset", "i1").clock("i1").seconds(at(200)) == 0


def test_a_clock_that_was_set_back_never_runs_backwards(acts: Acts) -> None:
    acts.do(0, "started")

    assert acts.do(5, "paused", "i1").clock("i1").seconds(at(-30)) == 5
    assert acts.do(6, "resumed", "i1").clock("i1").seconds(at(-30)) == 5


def test_a_vote_counts_only_while_its_ballot_is_open_and_the_last_one_of_a_person(acts: Acts) -> None:
    acts.do(0, "started")
    assert acts.do(1, "voted", "i2", **vote(5)).ballots("i2") == ()
    acts.do(2, "ballot_opened", "i2")
    acts.do(3, "voted", "i2", **vote(6))
    assert acts.do(4, "voted", "i2", **vote(7)).ballots("i2") == (Ballot("zhao", "A", {"results": 7.0}),)
    acts.do(5, "ballot_closed", "i2")

    after = acts.do(6, "voted", "i2", **vote(1))

    assert after.ballots("i2") == (Ballot("zhao", "A", {"results": 7.0}),)
    assert after.poll("i2") == "closed"
    assert acts.do(7, "ballot_opened", "i2").poll("i2") == "closed"


def test_nobody_votes_on_their_own_unit_and_only_items_with_a_vote_are_voted_on(acts: Acts) -> None:
    acts.do(0, "started")
    acts.do(1, "ballot_opened", "i2")

    assert acts.do(2, "ballot_opened", "i1").poll("i1") == ""
    assert acts.do(3, "voted", "i2", **vote(9, ("elderly_care",))).ballots("i2") == ()
    assert len(acts.do(4, "voted", "i2", **vote(9, ("social_affairs",))).ballots("i2")) == 1


def test_comments_stand_with_their_item_and_with_what_came_of_them(acts: Acts) -> None:
    acts.do(0, "started")
    said = acts.do(1, "commented", "i2", text="床位要补齐").said_of("i2")
    (handed,) = acts.do(2, "handed_out", "i2", comment=said[0].number, assignment="JB-2026-0001").comments

    assert (handed.text, handed.actor, handed.assignments) == ("床位要补齐", "某zhao", ("JB-2026-0001",))
    assert acts.do(3, "handed_out", "i2", comment=99, assignment="JB-2026-0002").comments == (handed,)


def test_an_item_may_be_added_behind_another_once(acts: Acts) -> None:
    acts.do(0, "started")
    added = acts.do(1, "added", "i1", key="i4", title="临时议题", minutes=5, vote=False)

    assert [one.key for one in added.items] == ["i1", "i4", "i2", "i3"]
    assert acts.do(2, "added", "i1", key="i4", title="又一次").items == added.items
    assert [one.key for one in acts.do(3, "added", "", key="i5", title="最后").items][-1] == "i5"


def test_minutes_and_summary_keep_every_version_and_may_be_mended_after_the_end(acts: Acts) -> None:
    acts.do(0, "started")
    acts.do(1, "noted", "i2", text="第一稿")
    acts.do(2, "ended")
    acts.do(3, "noted", "i2", text="第二稿")
    mended = acts.do(4, "summed_up", text="总结")

    assert [one.text for one in mended.versions("i2")] == ["第一稿", "第二稿"]
    assert (mended.text("i2"), mended.text("")) == ("第二稿", "总结")


def test_the_end_closes_ballots_and_stops_clocks_and_nothing_follows_it(acts: Acts) -> None:
    acts.do(0, "started")
    acts.do(1, "ballot_opened", "i2")
    ended = acts.do(10, "ended")

    assert (ended.stage, ended.poll("i2"), ended.clock("i1").seconds(at(99))) == ("ended", "closed", 10)
    assert acts.do(11, "opened", "i2") == ended
    assert acts.do(12, "commented", "i2", text="迟到").comments == ()
    assert acts.do(13, "present", who="zhao").attendance["zhao"].there
    assert not acts.do(14, "absent", who="zhao").attendance["zhao"].there


def test_as_many_votes_are_expected_as_there_are_people_who_may_vote(acts: Acts) -> None:
    acts.do(0, "started")
    acts.do(1, "present", who="zhao", name="赵", own=[], **{"class": "A"})
    acts.do(2, "present", who="qian", name="钱", own=["elderly_care"], **{"class": "B"})
    acts.do(3, "present", who="wang", name="王")

    assert [acts.now.expected(key) for key in ("i1", "i2", "i3")] == [0, 1, 2]
    acts.do(4, "ballot_opened", "i2")
    assert acts.do(5, "voted", "i2", "sun", **vote(8)).expected("i2") == 2
    gone = acts.do(6, "absent", who="zhao")
    assert (gone.expected("i3"), gone.attendance["zhao"].name) == (1, "赵")


def test_before_and_after_an_item_there_may_be_none(acts: Acts) -> None:
    acts.do(0, "started")

    assert acts.now.beside("i1", -1) is None
    assert acts.now.beside("i1", 1) == CARE
    assert acts.now.beside("i3", 1) is None
