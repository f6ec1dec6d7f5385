"""A request that is sent twice under one `Idempotency-Key` is done once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from flask import Response, jsonify, request

from shared.errors import Conflict
from shared.store import Store
from shared.web.schemas import idempotency_key

COLLECTION = "requests"
Answer = tuple[dict[str, Any], int]


def once(store: Store, who: str, do: Callable[[], Answer], *, event: str = "") -> Response:
    """Answer as the first time, or do it now.

    A crash between doing and remembering repeats `do`, which must therefore be idempotent
    itself; this only spares the work and gives the very same answer.

    Args:
        store: declares the collection `requests`.
        who: whose key it is.
        do: gives the answer's body and status.
        event: what the answer is about, so that an erasure there can drop it.

    Raises:
        Conflict: the key was used for another request.
    """
    key = idempotency_key()
    if not key:
        return _respond(do())
    name = hashlib.sha256(f"{who}\n{request.full_path}\n{key}".encode()).hexdigest()
    fingerprint = _fingerprint()
    known = store.get(COLLECTION, name)
    if known is not None and known["fingerprint"] != fingerprint:
        raise Conflict("this Idempotency-Key was used for a request with other content")
    if known is None:
        body, status = do()
        known = {"_id": name, "fingerprint": fingerprint, "body": body, "status": status}
        known["event"] = event
        store.add(COLLECTION, known)
    return _respond((known["body"], known["status"]))


def _fingerprint() -> str:
    digest = hashlib.sha256()
    digest.update(repr(sorted(request.form.items())).encode())
    if request.files:
        for name, file in sorted(request.files.items()):
            digest.update(f"{name}\n{file.filename}\n".encode())
            digest.update(file.stream.read())
            file.stream.seek(0)
    else:
        digest.update(request.get_data())
    return digest.hexdigest()


def _respond(answer: Answer) -> Response:
    body, status = answer
    response = jsonify(body)
    response.status_code = status
    return response
