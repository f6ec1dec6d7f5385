"""What people at the planted event say: one meaning in several wordings, all fictional."""

from __future__ import annotations

from typing import Final, NamedTuple


class Problem(NamedTuple):
    """One latent problem: how those who have it put it, and how those who solved it do.

    No content word stands on both sides, so that words alone can't join them.
    """

    needs: tuple[str, ...]
    offers: tuple[str, ...]


PROBLEMS: Final = (
    Problem(
        needs=("our staff keep resigning", "too many people quit after a year"),
        offers=("lowering employee turnover", "making good workers want to stay"),
    ),
    Problem(
        needs=("we burn too much electricity", "the power bill doubled this winter"),
        offers=("cutting energy costs of buildings", "solar panels and insulation audits"),
    ),
    Problem(
        needs=("worried that hackers get in", "somebody clicked on a phishing mail"),
        offers=("cybersecurity for small firms", "defending networks against intruders"),
    ),
    Problem(
        needs=("terrified of talking on a stage", "my voice shakes when I present"),
        offers=("public speaking coaching", "calm nerves before giving a lecture"),
    ),
    Problem(
        needs=("looking for seed money", "we run out of cash before launch"),
        offers=("introductions to angel investors", "raising venture capital for startups"),
    ),
    Problem(
        needs=("shipments arrive weeks late", "parcels get stuck at customs"),
        offers=("freight logistics and border paperwork", "fixing delayed delivery chains"),
    ),
    Problem(
        needs=("nobody finds our website", "we are invisible on Google"),
        offers=("search engine optimisation", "bringing web traffic to online pages"),
    ),
    Problem(
        needs=("drowning in spreadsheets", "Excel files crash on us daily"),
        offers=("moving tables into a proper database", "data engineering pipelines"),
    ),
    Problem(
        needs=("a contract that I can't understand", "unsure whether we may be sued"),
        offers=("legal advice on agreements", "lawyer for liability questions"),
    ),
    Problem(
        needs=("half of our food ends up in the bin", "unsold bread every evening"),
        offers=("reducing kitchen waste", "giving surplus meals to charities"),
    ),
    Problem(
        needs=("exhausted and close to burning out", "I can't sleep for stress"),
        offers=("mindfulness and recovery after overwork", "restful nights for tired managers"),
    ),
    Problem(
        needs=("entering the Japanese market", "finding customers in Tokyo"),
        offers=("doing business in Japan", "selling to clients in Osaka"),
    ),
    Problem(
        needs=("our app is unusable for blind people", "screen readers fail on our forms"),
        offers=("digital accessibility reviews", "interface design for the visually impaired"),
    ),
    Problem(
        needs=("machines break down without warning", "the conveyor stopped again"),
        offers=("predictive maintenance with sensors", "repairing factory equipment early"),
    ),
    Problem(
        needs=("our teenagers hate maths", "pupils fall asleep in algebra"),
        offers=("teaching mathematics playfully", "exciting lessons for bored students"),
    ),
    Problem(
        needs=("who takes over when my father retires", "no heir for the family company"),
        offers=("succession planning for owners", "handing a firm to the next generation"),
    ),
    Problem(
        needs=("farm soil is drying out", "the harvest failed in the drought"),
        offers=("irrigation that saves water", "growing crops in arid climates"),
    ),
    Problem(
        needs=("patients wait months to be seen", "our clinic queue never ends"),
        offers=("shortening hospital waiting lists", "scheduling doctors' appointments"),
    ),
    Problem(
        needs=("reporters never write about us", "we want to be in the newspaper"),
        offers=("press relations", "pitching stories to journalists"),
    ),
    Problem(
        needs=("thieves empty the shop shelves", "stock disappears from our store"),
        offers=("preventing retail shoplifting", "security cameras and inventory checks"),
    ),
)
"""Problems that attendees have, and that others have solved."""

GROUNDS: Final = (
    ("birdwatching at dawn", "spotting herons and owls"),
    ("sourdough baking", "rye loaves from my own oven"),
    ("alpine climbing", "mountaineering on icy peaks"),
    ("jazz saxophone", "improvising in a swing band"),
    ("keeping bees", "honey from my hives"),
    ("old film cameras", "analogue photography and darkrooms"),
    ("open water swimming", "crossing cold lakes without a wetsuit"),
    ("restoring vintage cars", "rebuilding classic automobile engines"),
    ("medieval history", "castles, knights and the Middle Ages"),
    ("amateur astronomy", "watching planets through a telescope"),
    ("improvised theatre", "acting without a script"),
    ("chess endgames", "grandmaster openings and checkmates"),
)
"""Interests, each in two wordings."""

SMALL_TALK: Final = (
    "networking",
    "innovation",
    "business",
    "meeting new people",
    "sustainability",
    "leadership",
)
"""What everybody says; it brings nobody together."""

GENERAL: Final = (
    "helping people with their problems at work",
    "all kinds of ideas for companies and teams",
    "learning about everything from everyone",
    "making things better for customers and staff",
)
"""What hubs say: near everything, about nothing."""

FOREIGN: Final = (
    "suomalainen kirjallisuus ja runous",
    "metsänhoito ja puurakentaminen",
    "saunakulttuuri ja talviuinti",
)
"""Finnish: readable to few, and not to the model."""

INDUSTRIES: Final = (
    "Financial Services",
    "Health Care",
    "Software and IT",
    "Education",
    "Agriculture",
    "Retail",
    "Construction",
    "Media and Entertainment",
    "Transport and Logistics",
    "Legal",
)
"""Labels as rosters write them; no two are of one industry."""
