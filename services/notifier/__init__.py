"""From introductions to briefs, deliveries and answers."""
