"""The words that stand beside a title's noun: its rank, its function, its region."""

from __future__ import annotations

from shared.text import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(fold(phrase).split())
        for line in text.strip().splitlines()
        for phrase in line.split("|")
    )


RAISING = _words(
    "senior sr lead principal staff distinguished chief head leitender leitende leitend "
    "sénior hauptamtlicher expert"
)
LOWERING = _words("junior jr assistant associate trainee graduate entry adjunct")
TOP = _words("managing executive general chief founding")

RANKS = (
    RAISING
    | LOWERING
    | TOP
    | _words(
        """
        vice deputy acting interim incoming outgoing former ex co mid level full contract
        independent freelance visiting honorary emeritus founding joint chartered certified
        registered licensed regional global national international country area district group
        divisional corporate special technical first second third section team squad
        postdoctoral doctoral phd ph.d undergraduate postgraduate stellvertretender
        stellvertretende freier freie ehemaliger ehemalige adjoint adjointe général générale
        delegado delegata generale senioren company non part time resident volunteer voluntary
        unpaid retired self employed apprentice trainee student intern stellvertretend gelernter
        gelernte leitende aspiring newly qualified professional head co experienced
        contract temporary permanent seasonal night day shift
        """
    )
)
"""Words that say how high a title stands, or over what."""

LOOSE = _words("senior junior sr jr")
"""Words of rank that say nothing but rank, even far from a title."""

FUNCTIONS = _words(
    """
    software data product products marketing sales business project projects program programme
    programs programmes account accounts accounting finance financial hr human resources resource
    operations operating operational customer client success research ux ui user experience design
    frontend backend front back end fullstack stack web mobile cloud devops security cybersecurity
    information infosec network systems system it technology legal investment investments
    investor relations banking risk audit credit policy public affairs government communications
    communication corporate brand branding content community digital growth strategy strategic
    partnerships partnership partner development developer talent acquisition people culture
    learning training quality assurance qa test testing supply chain procurement purchasing
    logistics portfolio asset wealth planning management consulting advisory technical solutions
    solution service services engineering engagement innovation transformation change
    machine eng ml ai bi analytics compliance regulatory tax treasury commercial revenue
    pricing category media social group onboarding creative art copy graphic visual brand pr
    events event works council union reuse recycling sustainability esg workplace wellbeing
    diversity inclusion equality safeguarding sourcing trade commerce export import fundraising
    philanthropy membership curriculum education studies admission scholarship scholarships
    library collections exhibitions curatorial programming housekeeping catering kitchen
    hospitality maintenance safety health
    field support help desk office facilities production manufacturing process industrial
    mechanical electrical civil structural hardware firmware embedded site reliability
    release delivery agile scrum team studio store branch relationship
    key enterprise administrative executive personal compensation benefits rewards
    organisation organization organisational organizational outreach equity private venture
    fund capital markets equities derivatives campaign insights intelligence
    medical clinical nursing teaching school student admissions
    vertrieb vertriebs marketing personal produkt projekt finanz finanzen einkauf forschung
    entwicklung produit produits projet projets ventes commerciale général financier
    financière ressources humaines recherche développement communication informatique
    producto proyecto proyectos ventas finanzas financiero financiera recursos humanos
    investigación desarrollo comunicación operaciones comercial
    prodotto progetto progetti vendite finanziario umane risorse ricerca sviluppo
    comunicazione commerciale produto projeto projetos vendas financeiro pesquisa
    desenvolvimento comunicação operações verkoop inkoop onderzoek ontwikkeling producten
    """
)
"""What a title may be a title of without saying anything about its holder's concerns."""

PAIRS: frozenset[tuple[str, ...]] = frozenset(
    tuple(pair.split("+"))
    for pair in _words(
        """
        learning+development research+development sales+marketing marketing+sales
        mergers+acquisitions diversity+inclusion marketing+communications people+culture
        strategy+operations finance+operations strategy+consulting marketing+events
        communications+engagement governance+risk risk+compliance operations+strategy
        partnerships+strategy brand+communications communications+marketing
        """
    )
)
"""Two functions that one title joins, left and right of its `and`."""

REGIONS = _words(
    """
    emea apac asean latam dach benelux nordics mena cee uki uk us usa eu sea anz anzac europe
    asia africa america americas pacific southeast northeast middle east eastern western
    northern southern north south central worldwide global international greater
    """
)
"""Where a title holds, as titles name it."""

PHRASES = _phrases(
    """
    chief of staff | member of the board | board member | board of directors
    non executive director | editor in chief | chief editor | team lead | tech lead
    technical lead | project lead | design lead | community lead | product lead | country lead
    principal investigator | product owner | scrum master | business owner
    entrepreneur in residence | data protection officer | sous chef | head chef | head teacher
    deputy head | shop steward | union representative | cellar hand | farm hand | stage hand
    deck hand | ranch hand | hired hand | second in command | justice of the peace
    deputy chair of the works council | chair of the works council | works council chair
    chairman of the works council | chairwoman of the works council | member of parliament
    surveyor general | consul general | general secretary | assistant to | deputy to
    adviser to | advisor to | aide to | secretary to | au pair | chargé d' affaires
    aide de camp | general practitioner | sole trader | sole proprietor | maître d'
    front of house | head of house | head of department
    director general | secretary general | attorney general
    chef de projet | chef de produit | chef d' equipe | maitre de conferences
    directeur general | amministratore delegato | amministratrice delegata | consejero delegado
    wissenschaftlicher mitarbeiter | wissenschaftliche mitarbeiterin | hiwi
    post doc | c level | c suite | entry level | mid level
    """
)
"""Titles whose words do not make a title one by one."""
