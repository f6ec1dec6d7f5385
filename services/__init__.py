"""The four services of Rapport, and its two products: on files, and as it is run."""
