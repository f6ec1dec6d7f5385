"""Names for what something says, which stay when it could say more.

Each field counts under its name, and only where it says something else than its default. So
neither a field more nor another order of the fields changes what was named before.
"""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from functools import cache
from hashlib import blake2b
from typing import Any

from pydantic import TypeAdapter

_BYTES = 16


def digest(said: object, *, without: AbstractSet[str] = frozenset()) -> str:
    """Name what something says; two of one class have one name if they say the same.

    Args:
        said: a dataclass or a model, of values that JSON knows.
        without: fields that do not count.

    Returns:
        32 hexadecimal digits.
    """
    adapter = _adapter(type(said))  # type: ignore[arg-type]  # mypy doubts that classes hash
    fields = adapter.dump_python(said, exclude=set(without), exclude_defaults=True)
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return blake2b(canonical.encode(), digest_size=_BYTES).hexdigest()


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
