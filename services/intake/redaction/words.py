"""The small words around a title or a name that go with it, or are nothing without it."""

from __future__ import annotations

from shared.titles import FUNCTIONS, RANKS, fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


ARTICLES = _words(
    "a an the our my his her their its your this that der die das den dem ein eine einen einem "
    "le la les un une l' d' el los las una uno il lo gli i os um uma de het een mein meine "
    "unser unsere notre mon ma mes nuestro nuestra mi il nostro meu minha mijn onze"
)
BEFORE = ARTICLES | _words(
    """
    is am are was were be been being 'm i'm im he's she's we're they're currently formerly former
    previously presently now also once as ex newly ist bin war sind bist est suis etait sommes
    soy es era sou foi ben sono als comme como actuellement derzeit aktuell zurzeit actualmente
    attualmente atualmente momenteel become becomes became and
    """
) - _words("and die das i")
"""Words that tie a title to a person, in front of it."""

AFTER = _words(
    """
    , ( ) / & | : ; . ! ? @ - \u2013 \u2014 \u2026 at of for in on and who where with by from
    since until during before after while when but or so that which is was has have i we he she
    they as ever
    """
) | {""}
"""Words and marks behind which a title may end."""

TYING = _words(
    "as am 'm i'm im he's she's been being become becomes became currently presently nowadays "
    "bin bist suis soy estoy sono sou ben als comme como"
) - _words("and")
"""Words behind which even an everyday word is somebody's title."""

BEFORE_AS = _words(
    """
    works work worked working serves serve served serving acts acted acting joined hired
    appointed employed known act trained qualified started began took over been position
    role job rank duty duties career arbeite arbeitet travaille trabajo trabaja lavoro lavora
    trabalho trabalha werk werkt
    """
)
"""Verbs that go when an `as` behind them went."""

BEFORE_OF = _words("role position title rank post capacity job function office")
OF = _words("of von du des del della do da van")
OF_LANGUAGES = _words("de d' di der für für pour para per voor for e y et la le al les l'")
JOINS = _words("and & , / | or to und et y e en ou o e + \u2013 - \u2014 cum")
STOPS = _words(
    """
    at in on with from by to for of as is was are where who which that when while and or but
    like has have had does do goes go will would can could should must may might makes since until
    during after before he she they it we i & bei in chez a en para en bij seit
    based focused focusing working looking leading developing studying exploring trying turned
    specialising specializing interested dedicated committed passionate responsible
    """
)
"""Words that end a run of functions."""

DANGLING = _words(
    """
    at in on with for of from by to and or & as the a an like including is am are was were
    be been being who which he she his her their my our bei in chez et und y e en / - \u2013
    \u2014 | : , (
    """
)
"""Words that say nothing at the end of a clause whose end was masked."""

LEADS = _words(
    """
    is am are was were has means why that at of for with and or but who which where also then und
    et y e
    - \u2013 \u2014 | : , ; / & ) .
    """
)
"""Words that say nothing at the start of a sentence whose start was masked."""

SCAFFOLD = (
    BEFORE
    | BEFORE_AS
    | BEFORE_OF
    | OF
    | DANGLING
    | LEADS
    | _words(
        """
        i he she we they it you me him them us has have had having do does did not there here
        mr mrs ms miss mx sir dr prof name meet meets meeting connect contact email mail e-mail
        phone tel telephone website web url linkedin twitter today years year months month
        before prior joining role current that company same after
        since until till so far very just recently still based located whose what how
        hello hi hey call reach present moment why my badge says say said called made makes make
        own first last next few several many one two three four five six seven eight nine ten
        eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty
        forty past over under ago half full week weeks day days ever about around among between
        into onto out up through without within during while because if than too even such per
        not no nor yes well once again always never often mostly mainly only all each every both
        any some most more less much other another need needs want wants wish look looks looking
        know knows see sees think thinks love loves like likes enjoy enjoys help helps support
        supports would could should can will shall might must let lets get gets got give gives
        trade vote temperament none probably trained qualified started began took over became
        i've i'd i'll we've
        we'd we'll you'd you've don't didn't ended being born came come comes went go goes
        find finds hire hires hiring seek seeking seeks train trains teach teaches lead leads
        leading mentor mentors mentoring coach coaches advise advises advising manage manages
        managing promoted named elected talk talks speak speaks
        ich je yo io eu ik er sie il elle ella lui lei ele ela hij zij wij
        """
    )
)
"""Words that hold a sentence together and say nothing by themselves."""

PRONOUNS = ARTICLES | _words(
    "i i'm i've i'd i'll he she we they it you who which that this these those and but or so "
    "ich wir er sie je nous il elle yo ik"
)
"""Words that a capital letter makes no name."""

BOUNDARIES = SCAFFOLD - (
    FUNCTIONS
    | RANKS
    | _words(
        "call contact email e-mail mail phone web website url linkedin name meeting badge week"
    )
    | _words("years year months month day days role position post title rank job function office")
    | _words("mentoring coaching learning training first career careers duty duties rest")
)
"""Words that no title has inside: what introduces one stands there or before."""

COUNTING = _words(
    "one two three four five six seven eight nine ten twelve twenty very no any every each some "
    "most many few several another such good"
)
"""Words that speak of somebody else's work."""

VERBS = _words("lead head chair coach captain master host cook mentor guard model")
"""What may as well be something that a person does."""

STUDIES = _words(
    "phd doctoral graduate undergraduate postgraduate master master's masters msc ms ma mba "
    "bachelor bachelor's bachelors research"
)
"""What a student or candidate is one of."""

PARTICLES = _words(
    "van von der den de la le da di do dos das del della bin binti al el ter ten y e"
)
"""Words inside names that stay when they stand alone."""

WORDLIKE = _words(
    """
    will mark grace hope rose rich bill dean young long brown white green black king page stone
    wood fisher baker cook carpenter smith park song summer april august june faith joy love
    major price field fields rain dawn sage ivy lily daisy iris ruby pearl amber crystal
    christian frank ernest earnest chance chase hunter mason miller taylor cooper potter
    parker porter turner walker weaver wells west north banks bush cross day english french
    german drew dale forest gray grey hall hand hill lake land lane light little lord love
    marine may moon moss noble pace pike pool power powers rice root rush sharp short skill
    small snow spring star strong swift sun temple trace van victor ward water waters web wild
    winter wise wolf world worth data design research science health energy food music
    """
)
"""Names that are words too: only their capitalised form is taken for the name."""

KEEPING_SENIOR = _words(
    "care living citizens citizen housing health people adults years secondary high"
)
"""What `senior` and `junior` may stand before without being a rank."""
