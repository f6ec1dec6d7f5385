"""How names and words are compared: spellings of one thing become one text, others stay apart."""

from __future__ import annotations

from shared.text.addresses import normal_email
from shared.text.companies import company_key, company_words, employer_hint, without_legal_form
from shared.text.folding import fold, without_apostrophes, words
from shared.text.legal_forms import is_legal_form

__all__ = [
    "company_key", "company_words", "employer_hint", "fold", "is_legal_form", "normal_email",
    "without_apostrophes", "without_legal_form", "words",
]  # fmt: skip
