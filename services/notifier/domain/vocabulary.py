"""The English words by which Rapport tells what kind of phrase somebody stated."""

from __future__ import annotations


def word_list(text: str) -> frozenset[str]:
    """Read a word list, parted by white space."""
    return frozenset(text.split())


# Verbs that are hardly ever nouns: at a phrase's start they are instructions.
VERBS = word_list(
    """
    find learn build get understand improve connect hire grow develop create expand explore
    increase reduce discuss know become introduce give write sell bring keep teach empower
    promote strengthen foster encourage inspire solve enhance preserve protect translate
    tackle apply publish manage organise organize identify establish recruit contribute
    simplify democratise democratize investigate make help
    """
)
VERBS_AND_NOUNS = word_list(
    """
    support share start launch scale design study work mentor advance champion raise
    bridge transform fight meet use set run lead plan move join reach turn talk test
    """
)
DOUBLED = word_list(
    """
    get set run plan
    """
)

# Words that show that a phrase is a sentence, or not English: it is quoted.
OPENERS = word_list(
    """
    to how what why where when who which looking seeking searching wanting interested anyone
    someone people any can could would should see hear gain need want love enjoy believe
    advise offer provide project open-minded passionate experienced having being
    """
)
SENTENCE_WORDS = word_list(
    """
    i i'm i'd i've am is are was were has my me we our us you your he she his her him they
    need would can will that which de la el los las y und der die das et des du le les pour
    con del e da do dos em und mit von het een van para por libre
    sur avec zur im voor met en
    """
)
# Ordinary words: at the start of a phrase their capital is only the form's, not a name's.
ORDINARY = word_list(
    """
    access applied art artificial arts better big biology business capital career citizen city
    clean climate clinical cloud coaching cognitive collaborative community computational
    computer consumer content corporate creative cultural customer data deep design digital
    early earth economic education educational electric emerging employee energy environmental
    ethical family fair film finance financial food free gender global good green group health
    healthcare higher human inclusive industrial innovative international knowledge large
    leadership library life local low machine marine market medical mental mentor mixed
    molecular music natural nature online open organic organisational personal plant policy
    political product project protein public qualitative quantitative quality regenerative
    renewable reproducible research responsible risk rural science scientific security small
    smart social soft software soil space statistical strategic structural supply sustainable
    systems talent team technical technology time urban user video virtual water wildlife
    women workplace youth
    """
)
ORDINARY_ENDINGS = (
    *("ing", "tion", "sion", "ment", "ity", "ology", "ics", "ness", "ance", "ence", "ship"),
    *("ism", "ability", "tions", "ments", "graphy", "ture", "omics"),
)
