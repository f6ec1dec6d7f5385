"""Tells what of Rapport is not installed, and how it is: not everybody needs all of it."""

from __future__ import annotations

import re
import shlex
import sys
from importlib.metadata import PackageNotFoundError, distribution, requires


def install_command(*arguments: str) -> str:
    """Give the command that installs something into the environment that runs this.

    Args:
        arguments: as pip takes them.
    """
    return shlex.join([sys.executable, "-m", "pip", "install", *arguments])


def lacks_extra(extra: str) -> bool:
    """Say whether anything that an extra of Rapport demands is not installed.

    Args:
        extra: its name in pyproject.toml.
    """
    demanded = (line for line in requires("rapport") or () if f'extra == "{extra}"' in line)
    return not all(_is_installed(line) for line in demanded)


def _is_installed(requirement: str) -> bool:
    name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
