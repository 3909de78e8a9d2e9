"""What all programs share: the client, and the questions of samples/questions."""

import os
import pathlib

import boto3

QUESTIONS = pathlib.Path(__file__).resolve().parent.parent / "questions"


def connect(endpoint=None):
    """A client for one marketplace; boto3 itself finds the credentials in the environment."""
    return boto3.client(
        "mturk",
        endpoint_url=endpoint or os.environ["AWS_ENDPOINT_URL_MTURK"],
        region_name="us-east-1",
    )


def question(name):
    return (QUESTIONS / f"{name}.xml").read_text(encoding="utf-8")


def say(*words):
    """One line at once, also into a pipe: whoever plays the worker waits for it."""
    print(*words, flush=True)
