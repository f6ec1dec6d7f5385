"""Whoever changes what a service keeps says so in its views' version."""

from __future__ import annotations

import pytest

from tests.golden import documents, records
from tests.golden.documents import Views


@pytest.mark.parametrize("views", documents.ALL, ids=lambda views: views.service)
class TestViews:
    def test_keep_the_documents_of_their_version(self, views: Views) -> None:
        """Documents of two forms in one store are read wrongly, or not at all."""
        assert not documents.is_to_be_raised(views, records.newest()), documents.advice(views)

    def test_are_written_down_as_they_are(self, views: Views) -> None:
        """The next change is compared with this one."""
        is_kept = views.path.read_text() == documents.spell(views, records.newest())

        assert is_kept, "run `python -m tests.golden`"
