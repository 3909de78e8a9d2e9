"""Answers the HIT of `listen`, whose events the sample hears."""

from worker import Worker, play

play(Worker.answer_form)
