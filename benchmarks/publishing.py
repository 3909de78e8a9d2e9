"""Row 29: how near `kempelen publish` comes to the rate at which the server makes HITs durable."""

import os
import statistics
import subprocess
import time

from program import QUESTION, Failure
from rows import CONNECTIONS, create, median
from servers.measure import CLIENT_CORE, on_core, result

ROWS_OF_FILE = 10_000


def write_files(folder):
    """The question of the other rows with a placeholder, and a CSV whose rows fill it in."""
    page = QUESTION.partition("<![CDATA[")[2].partition("]]>")[0]
    (folder / "page.html").write_text(page.replace("1234.jpg", "${picture}.jpg"))
    lines = (f"{number:04},picture {number}\n" for number in range(ROWS_OF_FILE))
    (folder / "tasks.csv").write_text("picture,note\n" + "".join(lines))


def publish(bench, server, folder):
    """Rows a second, from the start of the process to its end, journal and all."""
    (folder / "tasks.csv.journal").unlink(missing_ok=True)
    environment = {**{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
                   "AWS_ACCESS_KEY_ID": server.key[0], "AWS_SECRET_ACCESS_KEY": server.key[1],
                   "AWS_ENDPOINT_URL_MTURK": f"http://127.0.0.1:{server.port}"}
    command = [str(bench.binary), "publish", "page.html", "tasks.csv", "--title", "Say which animal it is",
               "--description", "Look at one picture and say which animal it shows.", "--reward", "0.05",
               "--connections", str(CONNECTIONS), "--quiet"]
    began = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment,
                          preexec_fn=on_core(CLIENT_CORE), check=False)
    took = time.monotonic() - began
    if done.returncode != 0 or f"Published {ROWS_OF_FILE:,} HITs" not in done.stdout:
        raise Failure(f"publish ended with {done.returncode}: {done.stderr[-300:]}")
    return ROWS_OF_FILE / took


def against_signed(bench):
    server, pool = bench.empty()
    folder = bench.folder / "publishing"
    folder.mkdir()
    write_files(folder)
    create(server, pool, 1)
    signed, published = bench.turns(lambda: create(server, pool, bench.seconds),
                                    lambda: publish(bench, server, folder))
    ours, theirs = statistics.median(published), median(signed)
    yield result(29, f"publish of {ROWS_OF_FILE:,} rows : CreateHIT signed beforehand", ours / theirs,
                 at_least=0.5, detail=f"{ours:,.0f} : {theirs:,.0f} HITs/s, {CONNECTIONS} connections")


ROWS = {"publishing": against_signed}
