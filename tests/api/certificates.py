"""Certificates that tests make for themselves, each its own authority."""

import dataclasses
import pathlib
import ssl
import subprocess


@dataclasses.dataclass
class Certificate:
    chain: pathlib.Path  # what clients are told to trust
    key: pathlib.Path

    def server_context(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain, self.key)
        return context


def make(folder, names):
    """For these names, each as in `DNS:localhost` or `IP:127.0.0.1`."""
    made = Certificate(folder / "fullchain.pem", folder / "privkey.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=" + ",".join(names),
         "-keyout", str(made.key), "-out", str(made.chain)],
        check=True, capture_output=True)  # fmt: skip
    return made
