"""The four services of Rapport, and what composes them."""
