"""The nouns that titles are made of, each with the seniority it stands for alone."""

from __future__ import annotations

from shared.titles.ranking import Rank, ranked

ALWAYS = ranked(
    {
        Rank.EXECUTIVE: """
            ceo cto cfo coo cmo cio ciso cpo cso cro chro cdo cco cao cino clo cxo evp svp vp
            president chairman chairwoman chairperson founder cofounder
            geschäftsführer geschäftsführerin vorstand vorständin vorstandsvorsitzender
            vorstandsvorsitzende gründer gründerin mitgründer mitgründerin inhaber inhaberin
            präsident präsidentin vorsitzender vorsitzende
            pdg gérant gérante fondateur fondatrice cofondateur cofondatrice président présidente
            fundador fundadora cofundador cofundadora presidente presidenta
            fondatore fondatrice cofondatore cofondatrice
            oprichter oprichtster medeoprichter eigenaar voorzitter bestuurder
        """,
        Rank.SENIOR: """
            director avp vicepresident superintendent professor prof dean provost commissioner
            direktor direktorin leiter leiterin teamleiter teamleiterin projektleiter
            projektleiterin abteilungsleiter abteilungsleiterin bereichsleiter bereichsleiterin
            professorin chefarzt chefärztin
            directeur directrice directora direttore direttrice diretor diretora
            hoogleraar professeur professeure profesor profesora professore professoressa professora
            teamleider projectleider afdelingshoofd
        """,
        Rank.MID: """
            manager mgr engineer analyst consultant developer programmer scientist designer
            architect
            strategist specialist administrator coordinator co-ordinator supervisor controller
            officer accountant auditor recruiter marketer economist statistician
            technologist lecturer postdoc postdoctorate dr swe sre
            investigator underwriter actuary
            sachbearbeiter sachbearbeiterin referent referentin berater beraterin entwickler
            entwicklerin ingenieur ingenieurin wissenschaftler wissenschaftlerin dozent dozentin
            managerin beauftragter beauftragte
            ingénieur ingénieure développeur développeuse consultante responsable chercheur
            chercheuse enseignant chargé chargée conseiller conseillère analyste
            gerente ingeniero ingeniera desarrollador desarrolladora consultor consultora analista
            jefe jefa investigador investigadora coordinador coordinadora
            ingegnere sviluppatore sviluppatrice consulente responsabile ricercatore ricercatrice
            engenheiro engenheira desenvolvedor desenvolvedora pesquisador pesquisadora
            coordenador coordenadora sócio sócia
            adviseur ontwikkelaar docent onderzoeker medewerker
        """,
        Rank.JUNIOR: """
            intern trainee apprentice praktikant praktikantin volontär volontärin
            auszubildender auszubildende stagiaire becario becaria practicante
            tirocinante stagista estagiário estagiária stagiair stagiaire
        """,
        Rank.STUDENT: """
            werkstudent werkstudentin doktorand doktorandin doctorant doctorante doctorando
            doctoranda dottorando dottoranda doutorando doutoranda promovendus promovenda undergrad
        """,
    }
)
"""Title nouns wherever they stand, alone or not, one or many."""

SOMETIMES = ranked(
    {
        Rank.EXECUTIVE: "chief owner",
        Rank.SENIOR: "head lead principal partner chair fellow captain leader colonel",
        Rank.MID: """
            associate executive counsel representative rep agent assistant secretary
            coach buyer trainer advocate ambassador expert practitioner clerk
            innovator evangelist commander worker liaison guide cook host guard driver pilot
            operator operative handler setter tester maker fitter picker packer cleaner porter
            conductor minister steward painter valet vet tanner weaver turner spinner dyer cooper
            potter loader inspector grader evaluator organiser organizer sailor dancer singer
            drummer pianist guitarist violinist poet actor blogger activist entrepreneur
            minder attendant custodian delegate envoy freelancer contractor
            volunteer member interpreter builder grower dealer seller vendor merchant
            planner arranger scheduler allocator estimator expediter purchaser checker finisher
            polisher presser cutter sorter roaster taster blender bottler surveyor diver jockey
            groom groomer logger feller miller smelter moulder caster driller blaster miner ganger
            paver bookseller publisher promoter booker scout speaker announcer presenter
            moderator enumerator interviewer splicer
            carrier messenger collector hacker mentor intrapreneur generalist
            consultor empleado employee subcontractor trustee treasurer bursar registrar
            convenor convener spokesperson spokesman spokeswoman
        """,
        Rank.STUDENT: "student candidate scholar",
    }
)
"""Words that are a title in some places only: `lead a team`, `a Team Lead`."""
