"""The port to a malware scanner that speaks the ClamAV protocol (clamd, INSTREAM over TCP or a unix socket)."""

from __future__ import annotations

import logging
from pathlib import Path

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

from tinhso.ground.files.models import ScanState

log = logging.getLogger(__name__)
TIMEOUT_SECONDS = 20


def verdict(path: Path) -> ScanState:
    """CLEAN or INFECTED as the scanner says; NOT_SCANNED when there is none or it gave no clear answer.

    A broken scanner never blocks a citizen: the file is kept, visibly not scanned, and a job asks again.
    """
    if not settings.CLAMAV:
        return ScanState.NOT_SCANNED
    try:
        with path.open("rb") as content:
            answer = _connection(settings.CLAMAV).instream(content)
    except (ClamdError, OSError, UnicodeDecodeError) as error:
        log.warning("the malware scanner gave no answer: %s", error)
        return ScanState.NOT_SCANNED
    status, found = next(iter(answer.values()), ("", None))
    if status == "FOUND":
        log.warning("malware: %s", found)
        return ScanState.INFECTED
    if status == "OK":
        return ScanState.CLEAN
    log.warning("the malware scanner could not read a file: %s %s", status, found)
    return ScanState.NOT_SCANNED


def is_there() -> bool:
    """Whether a scanner is named and answers a ping."""
    if not settings.CLAMAV:
        return False
    try:
        return bool(_connection(settings.CLAMAV).ping() == "PONG")
    except (ClamdError, OSError, UnicodeDecodeError):
        return False


def _connection(address: str) -> ClamdNetworkSocket:
    """host:port, tcp://host:port or unix:/path."""
    if address.startswith("unix:"):
        return ClamdUnixSocket(address.removeprefix("unix:"), timeout=TIMEOUT_SECONDS)
    plain = address.removeprefix("tcp://")
    host, _, port = plain.rpartition(":")
    return ClamdNetworkSocket(host or plain, int(port) if host else 3310, timeout=TIMEOUT_SECONDS)
