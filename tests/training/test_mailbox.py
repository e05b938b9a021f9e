"""The mailbox's laws: the newest letter wins, is read once, and closing lets everybody go."""

from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.training.mailbox import Mailbox

PUT_OR_TAKE = st.lists(st.one_of(st.integers(), st.none()))


@given(PUT_OR_TAKE)
def test_a_reader_gets_the_newest_letter_and_gets_it_once(actions: list[int | None]) -> None:
    mailbox: Mailbox[int] = Mailbox()
    unread: int | None = None
    for letter in actions:
        if letter is None:
            assert mailbox.take() == unread
            unread = None
        else:
            mailbox.put(letter)
            unread = letter
        assert mailbox.is_empty == (unread is None)


@given(st.lists(st.integers(min_value=1), min_size=1, max_size=50))
def test_between_two_threads_letters_are_skipped_but_never_reordered_and_the_last_arrives(
    letters: list[int],
) -> None:
    mailbox: Mailbox[tuple[int, int]] = Mailbox()
    seen: list[tuple[int, int]] = []

    def read() -> None:
        while not seen or seen[-1][0] < len(letters) - 1:
            letter = mailbox.wait()
            assert letter is not None
            seen.append(letter)

    reader = threading.Thread(target=read)
    reader.start()
    for letter in enumerate(letters):
        mailbox.put(letter)
    reader.join()
    assert seen == sorted(set(seen))
    assert seen[-1] == (len(letters) - 1, letters[-1])


def test_waiting_ends_without_a_letter_when_the_time_is_up() -> None:
    mailbox: Mailbox[int] = Mailbox()
    assert mailbox.wait(0.0) is None
    assert mailbox.wait(0.001) is None


def test_closing_lets_go_everyone_who_waits_and_accepts_no_letter_any_more() -> None:
    mailbox: Mailbox[int] = Mailbox()
    got: list[int | None] = []
    readers = [threading.Thread(target=lambda: got.append(mailbox.wait())) for _ in range(3)]
    for reader in readers:
        reader.start()
    mailbox.close()
    for reader in readers:
        reader.join()
    mailbox.put(1)
    assert got == [None, None, None]
    assert mailbox.is_closed and mailbox.is_empty


def test_one_can_wait_until_a_letter_was_taken_or_thrown_away() -> None:
    for end in (Mailbox.take, Mailbox.close):
        mailbox: Mailbox[int] = Mailbox()
        mailbox.wait_until_taken()
        mailbox.put(1)
        waiter = threading.Thread(target=mailbox.wait_until_taken)
        waiter.start()
        end(mailbox)
        waiter.join()
        assert mailbox.is_empty
