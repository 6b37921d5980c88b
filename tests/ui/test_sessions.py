"""Sessions that end and delays that grow, with a clock that the test turns."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ui.sessions import FREE, IDLE, LONGEST, LONGEST_DELAY, Sessions, Throttle
from ui.users import Account

LAN = Account("lan", "staff", "hash")


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_session_lives_while_it_is_used_and_not_longer_than_a_day_at_work(clock: Clock) -> None:
    sessions = Sessions(clock)
    token, began = sessions.begin(LAN), clock.now
    while clock.now - began < LONGEST - IDLE:
        clock.now += IDLE - 1
        assert sessions.account(token) == LAN
    clock.now = began + LONGEST
    assert sessions.account(token) is None


def test_a_session_that_is_not_used_ends(clock: Clock) -> None:
    sessions = Sessions(clock)
    token = sessions.begin(LAN)
    clock.now += IDLE
    assert sessions.account(token) is None
    clock.now -= 1
    assert sessions.account(token) is None


def test_a_session_ends_when_it_is_told_to_and_others_go_on(clock: Clock) -> None:
    sessions = Sessions(clock)
    first, second = sessions.begin(LAN), sessions.begin(LAN)
    sessions.end(first)
    assert (sessions.account(first), sessions.account(second), sessions.account("")) == (None, LAN, None)


def test_delays_double_up_to_a_limit_and_what_is_refused_does_not_count(clock: Clock) -> None:
    throttle, waits = Throttle(clock), []
    for n in range(FREE["name"] + 12):
        assert throttle.attempt("lan", f"10.0.0.{n}") == 0
        if n >= FREE["name"] - 1:
            waits += [throttle.attempt("lan", "10.0.1.1"), throttle.attempt("lan", "10.0.1.2")]
            clock.now += waits[-1]
    assert waits[:6] == [1, 1, 2, 2, 4, 4]
    assert waits[-1] == LONGEST_DELAY


def test_an_address_that_tries_many_names_is_slowed_down(clock: Clock) -> None:
    throttle = Throttle(clock)
    waits = [throttle.attempt(f"user{n}", "10.0.0.1") for n in range(FREE["address"] + 1)]
    assert waits[:-1] == [0.0] * FREE["address"]
    assert waits[-1] > 0
    assert throttle.attempt("lan", "10.0.0.2") == 0


def test_success_clears_the_name_and_not_what_the_address_did_before(clock: Clock) -> None:
    throttle = Throttle(clock)
    for n in range(FREE["address"] - 1):
        throttle.attempt(f"user{n}", "10.0.0.1")
    assert throttle.attempt("lan", "10.0.0.1") == 0
    throttle.succeeded("lan", "10.0.0.1")
    assert throttle.attempt("other", "10.0.0.1") == 0
    assert throttle.attempt("lan", "10.0.0.1") > 0
    assert throttle.attempt("lan", "10.0.0.2") == 0


def test_failures_are_forgotten_in_time(clock: Clock) -> None:
    throttle = Throttle(clock)
    for _ in range(FREE["name"]):
        throttle.attempt("lan", "10.0.0.1")
    assert throttle.attempt("lan", "10.0.0.1") > 0
    clock.now += 10 * LONGEST_DELAY + 1
    assert throttle.attempt("lan", "10.0.0.1") == 0
