"""Insights over HTTP: an event's analytics as JSON, as CSV and as a page."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, render_template
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from services.insights.handlers import Analytics, Insights
from shared.web.app import SECURITY
from shared.web.events import owned_event
from shared.web.problems import RESPONSES, Responses
from shared.web.schemas import EventPath

_CSV: Responses = {
    "200": {
        "description": "A row a figure",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}


class AnalyticsOut(BaseModel):
    """An event's figures."""

    event: str
    figures: dict[str, Any] = Field(description="of the introductions that stand now")
    once_released: dict[str, Any] = Field(
        description="of what stands once the last round is released"
    )
    round: dict[str, float] = Field(description="of the last round, as it reported them")
    underserved: list[dict[str, Any]] = Field(description="who is below the minimum, and why")
    deliveries: dict[str, int] = Field(description="of the briefs of what stands")
    letters: dict[str, int] = Field(description="sent, in doubt among these, and failed")
    unreachable: int = Field(description="who attends, and gets no letter")
    answers: dict[str, int]
    rejected_rows: int

    @classmethod
    def of(cls, analytics: Analytics) -> AnalyticsOut:
        """Show an event's figures."""
        return cls(
            event=analytics.event.id,
            figures=asdict(analytics.figures),
            once_released=asdict(analytics.once_released),
            round=analytics.round_figures,
            underserved=analytics.underserved,
            deliveries=analytics.deliveries,
            letters=analytics.letters,
            unreachable=analytics.unreachable,
            answers=analytics.answers,
            rejected_rows=analytics.rejected_rows,
        )


def blueprint(insights: Insights) -> APIBlueprint:
    """Build insights' part of the API."""
    api = APIBlueprint(
        "insights", __name__, url_prefix="/api/v1/events/<string:event>",
        abp_tags=[Tag(name="insights")], abp_security=SECURITY, abp_responses=RESPONSES,
    )  # fmt: skip

    @api.get("/analytics", responses={"200": AnalyticsOut})
    def analytics(path: EventPath) -> Response:
        """Show an event's figures."""
        found = _analytics(insights, path.event)
        return jsonify(AnalyticsOut.of(found).model_dump(mode="json"))

    @api.get("/analytics.csv", responses=_CSV)
    def analytics_csv(path: EventPath) -> Response:
        """Give an event's figures as a table of two columns."""
        return _table(_analytics(insights, path.event))

    return api


def _table(found: Analytics) -> Response:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["figure", "value"])
    writer.writerows(found.flat().items())
    return Response(text.getvalue(), content_type="text/csv; charset=utf-8")


def _analytics(insights: Insights, event: str) -> Analytics:
    owned = owned_event(insights.view.events, event)
    return insights.analytics(owned.id, owned.organiser)


def pages(insights: Insights) -> Blueprint:
    """Build insights' page."""
    plain = Blueprint("insights_pages", __name__, template_folder="templates")

    @plain.get("/events/<string:event>/analytics")
    def analytics_page(event: str) -> str:
        found = _analytics(insights, event)
        return render_template("analytics.html", analytics=found, event=found.event)

    @plain.get("/events/<string:event>/analytics.csv")
    def analytics_csv(event: str) -> Response:
        """Give the same table to a browser, whose session is for pages and not for the API."""
        return _table(_analytics(insights, event))

    return plain
