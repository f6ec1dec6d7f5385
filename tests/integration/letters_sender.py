"""A process that sends the letters of a data folder, until it is killed or has nothing left.

Run as `python tests/integration/letters_sender.py FOLDER SMTP_PORT`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

from services.notifier.main import build_notifier
from services.notifier.settings import NotifierSettings
from shared.adapters.factory import open_log
from shared.consume import run_worker


def main(folder: str, port: str) -> None:
    """Follow the log, as a worker does."""
    settings = NotifierSettings.read(
        data_dir=Path(folder),
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_security="none",
        mail_per_second=0,
    )
    log = open_log(settings)
    _notifier, service = build_notifier(settings, log)
    service.cutover.take_over()
    print("started", flush=True)
    run_worker(service.worker, log, stop=Event(), poll_s=0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
