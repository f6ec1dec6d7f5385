"""Words by which an employer's name or a bio gives an industry away."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from services.matcher.domain.industries.normalise import bare

# Tried in order: a ministry of education governs, a university hospital heals.
_EMPLOYERS: Final = (
    ("Government", r"ministry|government|parliament|council|embassy|municipality|authority"),
    ("Health Care", r"hospitals?|clinics?|medical cent(?:er|re)"),
    ("Religious Institutions", r"church|diocese|parish|mosque|synagogue"),
    ("Education", r"universit\w*|college|school|faculty|academy|polytechnic|education|campus"),
    ("Health Care", r"health|healthcare|dental|nursing|medical"),
    ("Financial Services", r"bank|banking|insurance|securities|asset management|ventures?"),
    ("Financial Services", r"capital|investments?|private equity|finance|financial|assurance"),
    ("Legal", r"law|lawyers|attorneys|solicitors|legal|advocates|barristers"),
    ("Government", r"court|police|public service|civil service"),
    ("Aerospace and Defence", r"army|navy|air force|armed forces|aerospace|defen[cs]e"),
    ("Pharmaceuticals and Biotechnology", r"pharma\w*|biotech\w*|therapeutics|genomics"),
    ("Scientific Research", r"research|institute|laborator(?:y|ies)|scientific|observatory"),
    ("Management Consulting", r"consulting|consultancy|consultants|advisory"),
    ("Arts and Culture", r"museum|library|gallery|theatre|theater|orchestra|opera|archives?"),
    ("Transport and Logistics", r"airlines?|airways|logistics|shipping|freight|railways?|port"),
    ("Energy", r"energy|oil|petroleum|power|solar|electric|gas"),
    ("Media and Entertainment", r"media|news|newspaper|broadcasting|publishing|press|films?|music"),
    ("Real Estate", r"real estate|propert(?:y|ies)|realty|housing"),
    ("Hospitality and Travel", r"hotels?|resorts?|travel|tourism"),
    ("Food and Beverage", r"restaurants?|foods?|bakery|brewery|catering|cafe|beverages?"),
    ("Agriculture", r"farms?|agriculture|agri\w*|forestry|fisheries"),
    ("Automotive", r"motors?|automotive|automobile"),
    ("Construction", r"construction|builders|building|contractors"),
    ("Marketing and Advertising", r"advertising|marketing|public relations"),
    ("Human Resources and Recruiting", r"recruitment|recruiting|staffing"),
    ("Accounting and Tax", r"accounting|accountants|audit|tax"),
    ("Telecommunications", r"telecom\w*|mobile|broadband"),
    ("Software and IT", r"software|technolog(?:y|ies)|cloud|data|digital|internet|cyber\w*"),
    ("Non-profit and Philanthropy", r"foundation|charity|ngo|non-?profit|association|trust"),
    ("Chemicals and Plastics", r"chemicals?|plastics?"),
    ("Retail", r"retail|shops?|stores?|supermarkets?|mart"),
)
_BY_EMPLOYER: Final = tuple(
    (industry, re.compile(rf"\b(?:{pattern})\b")) for industry, pattern in _EMPLOYERS
)

_BIOS: Final = {
    "Education": r"ph\.?d\.? (?:student|candidate|researcher)|doctoral|post-?doc\w*|professor|"
    r"lecturer|universit(?:y|e|at|ies)|undergraduate|graduate student|master'?s student|faculty|"
    r"teach(?:er|es|ing)|principal of|school teacher|college",
    "Scientific Research": r"research (?:institute|cent(?:er|re)|infrastructure|organi[sz]ation)|"
    r"max planck|national laboratory|bioinformatics institute|think.?tank|institut\w*",
    "Government": r"ministry|civil serv\w+|public serv\w+|policy officer|foreign service|"
    r"statutory board|government agency|diplomat\w*|prime minister\w*|public sector",
    "Legal": r"law firm|solicitor|lawyer|advocate|attorney|litigation|arbitration|legal counsel|"
    r"dispute resolution|llp|called to the bar|barrister",
    "Health Care": r"hospital|patients?|clinic(?:al)?|surge(?:on|ry)|nurs(?:e|ing)|physician|"
    r"medical (?:officer|student|doctor|school)|doctor",
    "Pharmaceuticals and Biotechnology": r"biotech\w*|pharma\w*|drug (?:discovery|development)|"
    r"vaccines?|therapeutics|genom\w+|protein\w*|gene expression",
    "Management Consulting": r"consulting (?:firm|group)|management consult\w+|consultancy|"
    r"strategy consult\w+",
    "Financial Services": r"venture capital|private equity|investment bank\w*|bank(?:ing)?|"
    r"asset management|hedge fund|capital markets|fintech|portfolio manager|insurance|"
    r"equity research|mergers and acquisitions|m&a|fund(?: manager|s)?|wealth management|trader",
    "Software and IT": r"software (?:engineer\w*|company|developer)|start-?up software|saas|"
    r"(?:tech|technology|internet) compan\w+|e-commerce platform|cyber ?security|cloud computing|"
    r"it consultant|web developer|product manager at",
    "Energy": r"oil (?:and|&) gas|renewable energy|petroleum|refinery|upstream|lng|energy company",
    "Accounting and Tax": r"audit(?:or|ing)?|accountant|accountancy|tax advis\w+",
    "Media and Entertainment": r"journalis\w+|newspaper|broadcast\w*|editor of|correspondent|film",
    "Non-profit and Philanthropy": r"non-?profit|ngo|charity|humanitarian|social enterprise",
    "Marketing and Advertising": r"advertising agency|public relations agency|creative agency",
    "Human Resources and Recruiting": r"executive search|recruitment agency|headhunt\w+",
    "Transport and Logistics": r"airlines?|shipping|logistics|freight",
    "Real Estate": r"real estate|property developer",
    "Hospitality and Travel": r"hotels?|tourism|hospitality",
    "Food and Beverage": r"restaurants?|chef|food and beverage|menu",
    "Automotive": r"automotive|car maker|electric vehicles",
    "Agriculture": r"farm(?:er|ing|s)|agronom\w+|crops?",
}
_BY_BIO: Final = {industry: re.compile(rf"\b(?:{cue})\b") for industry, cue in _BIOS.items()}


def by_employer(hint: str) -> str | None:
    """Name the industry that generic words of an employer's name give away, or None."""
    folded = bare(hint)
    return next((industry for industry, cue in _BY_EMPLOYER if cue.search(folded)), None)


def by_bio(text: str) -> Counter[str]:
    """Count the different words of a text that give each industry away."""
    folded = bare(text)
    found = ((industry, set(cue.findall(folded))) for industry, cue in _BY_BIO.items())
    return Counter({industry: len(words) for industry, words in found if words})
