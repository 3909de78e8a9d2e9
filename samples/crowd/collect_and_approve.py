"""Answers the HITs of `collect_and_approve`, with characters that XML has to escape."""

from worker import Worker, play

play(Worker.answer_form)
