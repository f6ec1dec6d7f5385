"""The work that people do, in one word each, and how such words end."""

from __future__ import annotations

from shared.text import fold
from shared.titles.ranking import Rank, ranked

OCCUPATIONS = ranked(
    {
        Rank.EXECUTIVE: "mayor bishop archbishop admiral ombudsman ombudswoman rector headmaster",
        Rank.SENIOR: """
            surgeon judge barrister headteacher headmistress foreman forewoman forewomen matron
            magistrate senator councillor councilor abbot prioress archdeacon consul
            bürgermeister bürgermeisterin oberarzt oberärztin schulleiter schulleiterin
            betriebsratsvorsitzender betriebsratsvorsitzende polier
        """,
        Rank.MID: """
            researcher teacher nurse doctor physician lawyer solicitor attorney writer author
            editor journalist reporter correspondent artist illustrator photographer musician
            educator therapist physiotherapist psychologist psychiatrist counsellor counselor
            chemist physicist mathematician roboticist pharmacist dentist
            veterinarian librarian translator technician curator historian
            linguist facilitator clinician trader broker advisor
            adviser instructor tutor producer arzt ärztin anwalt anwältin lehrer lehrerin
            avocat avocate abogado abogada avvocato avvocata advogado advogada advocaat

            midwife paramedic orderly carer caregiver radiographer sonographer optician optometrist
            audiologist dietitian dietician nutritionist podiatrist chiropractor osteopath
            paediatrician pediatrician obstetrician geriatrician anaesthetist anesthetist
            phlebotomist orthodontist hygienist masseuse masseur gp caseworker
            bookkeeper banker teller cashier financier
            stockbroker auctioneer valuer surveyor assessor adjuster appraiser notary paralegal
            conveyancer receptionist telephonist typist stenographer archivist
            cataloguer cataloger indexer conservator conservationist restorer museologist
            electrician plumber carpenter joiner bricklayer plasterer roofer glazier welder
            machinist millwright toolmaker locksmith tiler scaffolder stonemason
            upholsterer tailor seamstress dressmaker saddler cobbler ceramicist
            bookbinder printmaker typesetter lithographer jeweller jeweler goldsmith luthier
            blacksmith farrier wheelwright boatbuilder shipwright rigger mechanic repairer
            installer assembler labourer laborer dispatcher courier
            trucker chauffeur stevedore docker longshoreman postman postwoman mailman
            storekeeper warehouseman shipbroker forwarder signaller
            seafarer boatswain bosun helmsman stewardess aviator navigator
            farmer horticulturist gardener landscaper forester arborist ranger gamekeeper
            beekeeper apiarist shepherd herdsman winemaker vintner oenologist sommelier
            viticulturist
            agronomist breeder fisherman fisherwoman fishmonger butcher baker confectioner brewer
            distiller cheesemaker chocolatier barista bartender barman barmaid waiter waitress
            chef hotelier innkeeper restaurateur restauranteur housekeeper concierge janitor
            caretaker butler nanny childminder florist barber hairdresser
            beautician stylist cosmetologist tattooist perfumer embalmer undertaker
            mortician gravedigger
            policeman policewoman constable detective sheriff bailiff warden jailer firefighter
            fireman lifeguard soldier sergeant corporal lieutenant quartermaster diplomat attache
            legislator parliamentarian lobbyist campaigner
            proofreader copywriter screenwriter scriptwriter playwright novelist
            essayist biographer lexicographer columnist broadcaster newsreader cameraman
            filmmaker videographer cinematographer animator composer songwriter
            cellist organist vocalist choreographer actress
            comedian puppeteer dramaturge dramaturg sculptor
            cartoonist cartographer choirmaster cantor sacristan verger chaplain priest pastor
            vicar curate deacon deaconess rabbi imam missionary monk nun preacher
            examiner invigilator aquarist zookeeper taxidermist
            coder webmaster sysadmin modeller modeler forecaster
            biomechanist machinist horologist watchmaker metallurgist
            businessman businesswoman businessperson salesman saleswoman salesperson
            shopkeeper retailer wholesaler merchandiser grocer stallholder fundraiser
            telemarketer marketeer publicist negotiator mediator arbitrator ombudsperson
            nanotechnologist dramatherapist draughtsman draftsman draughtsperson
            projectionist stagehand deckhand farmhand stockman aupair
            patternmaker modelmaker signwriter paperhanger
            chimneysweep steeplejack thatcher milliner furrier glassblower engraver
            gilder bellfounder organbuilder
            krankenpfleger krankenpflegerin krankenschwester pfleger pflegerin hebamme erzieher
            erzieherin sozialarbeiter sozialarbeiterin handwerker handwerkerin tischler tischlerin
            schreiner schreinerin elektriker elektrikerin mechaniker mechanikerin mechatroniker
            mechatronikerin bäckerin köchin gärtner gärtnerin landwirt landwirtin gießer gießerin
            schlosser schlosserin maurer maurerin verkäufer verkäuferin buchhalter buchhalterin
            kaufmann kauffrau redakteur redakteurin journalistin pfarrer pfarrerin
            betriebsrat betriebsrätin personalrat personalrätin apotheker apothekerin techniker
            technikerin informatiker informatikerin meisterin geselle gesellin
            infirmier infirmière médecin boulanger boulangère menuisier ébéniste
            traducteur traductrice rédacteur rédactrice comptable vendeur vendeuse
            enfermero enfermera médico médica maestra carpintero panadero traductor
            traductora periodista agricultor agricultora contable infermiere infermiera
            insegnante falegname giornalista traduttore traduttrice enfermeiro enfermeira
            jornalista verpleegkundige verpleger leraar lerares timmerman bakker
            schrijver schrijfster boekhouder
        """,
        Rank.JUNIOR: "probationer cadet lehrling azubi",
    }
)
"""Work that people do: one of them is a title, several of them are whom a person serves."""

_HOBBIES = frozenset({"goalkeeper", "timekeeper", "scorekeeper", "peacemaker", "troublemaker"})
_ENDINGS = tuple(
    fold(
        """
        ologist ographer ometrist ometrician iatrist iatrician therapist mechanist botanist
        economist geneticist informatician scientist engineer manager specialist
        keeper builder binder maker smith wright monger grower
        leiter leiterin managerin ingenieur ingenieurin berater beraterin entwickler
        entwicklerin direktor direktorin geschäftsführer geschäftsführerin leider adviseur
        ontwikkelaar referent referentin beauftragter beauftragte meister meisterin
        vorsitzender vorsitzende vorsitzenden techniker technikerin pfleger pflegerin lehrerin
        arbeiter arbeiterin fahrer fahrerin medewerker
        """
    ).split()
)
_SHORTEST = 9


def is_compound(low: str) -> bool:
    """Tell whether a folded word is made like an occupation: `-ologist`, `-maker`, `-leiter`."""
    return len(low) >= _SHORTEST and low.endswith(_ENDINGS) and low not in _HOBBIES
