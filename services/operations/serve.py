"""Serves Rapport: all of it in one process, or one side of one service."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from services.operations.composition import Composition, build_embedded
from services.operations.upgrade import bring_up_to_date
from shared.adapters.factory import open_log
from shared.address import remembered
from shared.logs import configure_logs
from shared.process import Runner
from shared.settings import Settings
from shared.web.app import create_app
from shared.web.events import PATIENCE_S
from shared.web.identity import Tokens


def serve_embedded(
    *, data_dir: Path | None, port: int | None, start: bool, roster: Path | None
) -> bool:
    """Run all four services in this process.

    Args:
        data_dir: where everything is kept; None for what the environment says.
        port: where to listen; None for what the environment says.
        start: whether to open an event at once.
        roster: its list; None for the sample.

    Returns:
        Whether everything ended as it was asked to.

    Raises:
        RapportError: the roster can't be used, the address is taken, or a newer version has
            worked on the data.
    """
    from services.operations.first_event import Start, facts_of

    configure_logs()
    begin = Start(roster)
    embedded = build_embedded(
        data_dir=data_dir, port=port, facts_file=facts_of(start, roster), stages=begin.stages
    )
    settings = embedded.settings
    runner = Runner()
    with ExitStack() as closing:
        closing.callback(embedded.close)
        bring_up_to_date(embedded.services, embedded.log)
        event = begin.open(embedded) if start else None

        def listening() -> None:
            closing.enter_context(remembered(settings))
            runner.follow(embedded.services, embedded.log)
            runner.start("start", begin.task(embedded, event))

        app = create_app(
            embedded.services,
            embedded.tokens,
            event_patience_s=PATIENCE_S,
            public_url=settings.url,
        )
        return runner.serve(app, settings.host, settings.port, then=listening)


def serve_side(name: str, side: str, *, data_dir: Path | None, port: int | None) -> bool:
    """Run one side of one service; it imports nothing of the others.

    Args:
        name: the service.
        side: `web` or `worker`.
        data_dir: where everything is kept; None for what the environment says.
        port: where it listens, a worker for whoever asks how it is; None for what the
            environment says.

    Returns:
        Whether everything ended as it was asked to.

    Raises:
        RapportError: the settings, the servers or the topics are not as they have to be, or
            the address is taken.
    """
    configure_logs()
    listens = "port" if side == "web" else "metrics_port"
    settings = Settings.read(data_dir=data_dir, **{listens: port})
    with ExitStack() as closing:
        log = open_log(settings)
        closing.callback(log.close)
        service = Composition(log=log, data_dir=data_dir, port=settings.port).service(name)
        closing.callback(service.close)
        runner, tokens = Runner(), Tokens(settings.secret)
        if side == "web":
            app = create_app(
                [service], tokens, event_patience_s=PATIENCE_S, public_url=settings.url
            )
            return runner.serve(app, settings.host, settings.port, then=lambda: None)

        def follow() -> None:
            runner.follow([service], log)

        if settings.metrics_port is None:
            follow()
            return runner.wait()
        told = create_app([replace(service, blueprints=())], tokens)
        return runner.serve(told, settings.host, settings.metrics_port, then=follow)
