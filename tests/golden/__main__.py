"""Write down what this release writes to the log, and what its views hold of it.

`python -m tests.golden`, after a message or a view was changed. What is released stays as it is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from shared.errors import InvalidMessage
from tests.golden import documents, records
from tests.golden.examples import entries


def main() -> None:
    """Write the current release's records, and every service's documents.

    Whether documents changed is asked about the records of before: what is new in the log
    changes no document that is there.
    """
    refuse_changed_views()
    write(records.path_of(records.current()), records_of_today())
    messages = records.newest()
    for one in documents.ALL:
        write(one.path, documents.spell(one, messages))


def refuse_changed_views() -> None:
    """Stop where a service's documents changed and their version did not."""
    try:
        messages = records.newest() if records.kept() else []
    except InvalidMessage as error:
        sys.exit(
            f"{records.kept()[-1]}.jsonl: {error}. If that is in a release, give the"
            " message its next version, and a step in shared/messages/upcast.py; otherwise delete"
            " the file"
        )
    changed = (one for one in documents.ALL if documents.is_to_be_raised(one, messages))
    if wrong := "\n".join(map(documents.advice, changed)):
        sys.exit(wrong)


def records_of_today() -> str:
    """Write what the examples are in the log, unless they are released and changed."""
    release = records.current()
    path, written = records.path_of(release), records.spell(entries())
    is_new = not path.exists() or path.read_text() != written
    if is_new and records.releases().get(release, True):
        sys.exit(
            f"{release} is released, and what it wrote stays: raise the version in pyproject.toml"
            " and give CHANGELOG.md its heading, with `, unreleased` behind it"
        )
    return written


def write(path: Path, text: str) -> None:
    """Write a file, and say so, if it is to change."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
        print(path.relative_to(records.ROOT))


if __name__ == "__main__":
    main()
