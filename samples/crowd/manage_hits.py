"""Answers the HIT of `manage_hits`, which then ends it."""

from worker import Worker, play

play(Worker.answer_form)
