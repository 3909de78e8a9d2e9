"""Answers the HIT of `review_and_pay`, so that there is something to judge."""

from worker import Worker, play

play(Worker.answer_form)
