"""The words of company names that are not a company's own: legal forms, placeholders, sectors."""

from __future__ import annotations

from shared.titles import fold

LEGAL_FORMS = frozenset(
    tuple(fold(form).split())
    for form in (
        "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc",
        "l l c", "llp", "l l p", "lp", "plc", "p l c", "pllc", "pc", "pte", "pte ltd", "pty",
        "pty ltd", "pvt", "pvt ltd", "private limited", "private ltd", "sdn bhd", "bhd", "tbk",
        "pt", "gmbh", "ggmbh", "gmbh co kg", "mbh", "ag", "kg", "kgaa", "ohg", "ug", "se", "ev",
        "e v", "eg", "haftungsbeschrankt", "sa", "s a", "sas", "s a s", "sasu", "sarl", "s a r l",
        "eurl", "snc", "sca", "srl", "s r l", "spa", "s p a", "sl", "s l", "slu", "s l u", "ltda",
        "eireli", "sa de cv", "s a de c v", "de cv", "bv", "b v", "nv", "n v", "vof", "cv", "bvba",
        "ab", "aktiebolag", "as", "a s", "asa", "aps", "oy", "oyj", "ks", "kk", "k k", "gk",
        "oao", "ooo", "zao", "pjsc", "jsc", "sp z o o", "z o o", "spolka", "sro", "s r o",
        "doo", "d o o", "kft", "zrt", "nyrt", "fze", "fzco", "fz llc", "wll", "ltee", "lda",
        "cc", "gbr", "e k", "ek",
    )
)  # fmt: skip
"""Legal forms as folded words, dots gone; a name's last words, or its first."""

ATTACHED_FORMS = tuple(
    fold(form)
    for form in (
        "株式会社", "有限会社", "合同会社", "(株)", "㈱", "股份有限公司", "有限责任公司",
        "有限公司", "集团", "주식회사", "(주)", "유한회사", "公司",
    )
)  # fmt: skip
"""Legal forms that are written without a space, before or behind a name."""

CAREFUL_ENDINGS = frozenset({"group", "holding", "holdings", "gruppe", "groupe", "grupo", "gruppo"})
"""Words that go from the end of a name of which something else is left."""

PLACEHOLDERS = frozenset(
    fold(word)
    for word in (
        "self employed", "selfemployed", "self", "freelance", "freelancer", "freelancing",
        "independent", "independent consultant", "independent researcher", "indie", "na", "n a",
        "none", "no", "nil", "null", "nan", "not applicable", "unknown", "tbd", "tba", "x", "xx",
        "xxx", "test", "student", "retired", "unemployed", "jobless", "between jobs", "seeking",
        "looking", "open to work", "looking for work", "looking for opportunities", "job seeker",
        "private", "personal", "various", "other", "stealth", "stealth mode", "stealth startup",
        "startup", "my own company", "own company", "own business", "myself", "me", "home",
        "homemaker", "career break", "sabbatical", "freiberuflich", "freiberufler",
        "selbststandig", "selbstandig", "arbeitslos", "rentner", "ruhestand", "keine", "privat",
        "independant", "independante", "indépendant", "à mon compte", "sans emploi", "retraité",
        "aucune", "autonomo", "autónoma", "independiente", "desempleado", "jubilado", "ninguna",
        "libero professionista", "disoccupato", "pensionato", "nessuna", "autônomo",
        "desempregado", "aposentado", "nenhuma", "zzp", "zelfstandig", "werkloos", "geen",
        "gepensioneerd", "consultant", "confidential", "undisclosed",
        "stealth mode startup", "n a n a",
    )
)  # fmt: skip
"""What people write where they have no company."""

_SECTORS = {
    "university": "university universität universite université universidad università "
    "universidade universiteit universitas universitat univ uni",
    "university of applied sciences": "hochschule fachhochschule hogeschool",
    "college": "college collège polytechnic politecnico",
    "technology": "technology technologies tech technologie tecnologia technische",
    "institute": "institute institut instituto istituto instituut",
    "research": "research forschung recherche ricerca pesquisa investigación onderzoek",
    "hospital": "hospital hospitals krankenhaus hôpital hopitaux ospedale ziekenhuis infirmary",
    "clinic": "clinic clinics klinik klinikum clinique clínica clinica kliniek",
    "health": "health healthcare gesundheit santé salud salute saúde zorg",
    "medical": "medical medicine medizin medizinische médecine medicina",
    "bank": "bank banking banco banque banca bankers bancorp sparkasse volksbank",
    "insurance": "insurance assurance assurances versicherung versicherungen seguros "
    "assicurazioni verzekeringen insurers reinsurance rückversicherung",
    "school": "school schools schule gymnasium école lycée escuela scuola escola academy akademie",
    "logistics": "logistics logistik logistique logística logistica shipping freight cargo "
    "spedition transport",
    "airline": "airlines airline airways aviation",
    "police": "police polizei policía polizia politie",
    "law": "law legal attorneys solicitors rechtsanwälte kanzlei avocats abogados notary",
    "ventures": "ventures venture",
    "capital": "capital investment investments investors equity",
    "pharma": "pharma pharmaceutical pharmaceuticals pharmacy apotheke pharmacie biopharma",
    "biotechnology": "biotech biotechnology biosciences genomics bio",
    "museum": "museum museums musée museo museu gallery galerie",
    "library": "library bibliothek bibliothèque biblioteca bibliotheek",
    "government": "ministry ministerium ministère ministerio ministero municipality council "
    "government agency authority gouvernement bundesamt",
    "foundation": "foundation stiftung fondation fundación fondazione fundação charity trust",
    "consulting": "consulting consultancy consultants beratung unternehmensberatung conseil "
    "consultoria consulenza advisory advisors",
    "accounting": "accounting accountants audit auditors steuerberatung",
    "energy": "energy energie énergie energía energia solar wind power utilities stadtwerke",
    "oil and gas": "petroleum oil gas",
    "software": "software saas",
    "data": "data analytics",
    "media": "media medien médias medios press news newspaper broadcasting publishing "
    "publishers verlag",
    "film": "film films pictures studios",
    "marketing": "marketing advertising werbung publicité publicidad",
    "design": "design designs designers",
    "architecture": "architects architecture architekten architectes",
    "construction": "construction builders bau construcciones costruzioni building",
    "real estate": "realty estate properties immobilien immobilier inmobiliaria immobiliare",
    "food": "food foods bakery restaurant restaurants catering coffee café lebensmittel "
    "alimentation brewery",
    "hotel": "hotel hotels hospitality resorts",
    "travel": "travel tours tourism reisen voyages viajes viaggi",
    "agriculture": "agriculture farm farms agri agro agritech landwirtschaft seeds",
    "automotive": "automotive automobile motors auto automobiles",
    "telecommunications": "telecom telekom telecommunications telecommunication mobile",
    "manufacturing": "manufacturing industries fabrik werke",
    "engineering": "engineering ingenieure ingénierie ingeniería ingegneria",
    "robotics": "robotics robots automation",
    "electronics": "electronics semiconductor semiconductors elektronik",
    "chemicals": "chemicals chemical chemie chimie",
    "materials": "materials steel metals mining stahl",
    "retail": "retail stores supermarket supermarkets handel shop",
    "fashion": "fashion apparel textiles mode moda",
    "sports": "sports sport fitness",
    "music": "music records musik orchestra opera",
    "theatre": "theatre theater théâtre teatro",
    "games": "games gaming",
    "space": "space aerospace satellite satellites",
    "environment": "environment environmental umwelt environnement conservation ecology",
    "water": "water wasser",
    "education": "education bildung éducation educación educação training learning",
    "recruitment": "recruitment recruiting staffing personnel talent",
    "security": "security cybersecurity",
    "church": "church kirche église iglesia diocese",
    "defence": "army navy defence defense bundeswehr",
    "physiotherapy": "physiotherapy physio",
    "veterinary": "veterinary tierarzt",
    "dental": "dental dentistry zahnarzt",
}

SECTORS = {fold(word): name for name, words in _SECTORS.items() for word in words.split()}
"""A generic word of a company's name, in one of many languages, to its plain English word."""

SECTOR_ENDINGS = (
    ("krankenhaus", "hospital"), ("klinikum", "clinic"), ("klinik", "clinic"),
    ("universitat", "university"), ("hochschule", "university of applied sciences"),
    ("sparkasse", "bank"), ("versicherung", "insurance"), ("stiftung", "foundation"),
    ("schule", "school"), ("verlag", "media"), ("ministerium", "government"),
    ("beratung", "consulting"), ("museum", "museum"), ("pharma", "pharma"),
    ("bank", "bank"), ("ziekenhuis", "hospital"),
)  # fmt: skip
"""How German and Dutch names end that are written as one word."""
