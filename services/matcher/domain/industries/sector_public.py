"""Public life: the state, learning, science, health and care."""

from __future__ import annotations

from services.matcher.domain.industries.entry import Industry

INDUSTRIES = (
    Industry(
        "Government",
        "Public administration, policy, courts, public safety and politics.",
        aliases="""gov; government; governmental; government administration; public administration;
        public sector; civil service; local government; federal government; state government;
        municipality; city administration; government agency; government relations; government
        relations services; lobbying; govtech; civic tech; civictech; executive office; executive
        offices; executive and legislative offices; executive legislative and other general
        government support; legislative office; legislative offices; legislative bodies;
        parliament; judiciary; administration of justice; courts; courts of law; justice; justice
        public order and safety activities; correctional institutions; prisons; law enforcement;
        police; police protection; public safety; fire protection; firefighting; emergency and
        relief services public; public health administration; health and human services
        administration; public policy; public policy offices; policy; international affairs;
        diplomacy; foreign affairs; embassy; economic programs; conservation programs;
        environmental quality programs; housing and community development administration; housing
        programs; transportation programs; utilities administration; administration of economic
        programs; regulation of industries; customs; tax authority; public administration and
        defence compulsory social security; community development and urban planning; space
        research and technology administration; public finance activities; politics; political
        organization; political organizations; political party; political campaigns; election;
        smart government; intergovernmental organization; international organization; United
        Nations; European institutions""",
        abroad="""offentliche Verwaltung; offentlicher Dienst; offentlicher Sektor; Regierung;
        Behorde; administration publique; secteur public; gouvernement; fonction publique;
        administracion publica; gobierno; sector publico; administracao publica; governo; setor
        publico; pubblica amministrazione; settore pubblico; overheid; openbaar bestuur; politiek;
        官公庁; 政府; 公共; 行政; 公務; 政府机构""",
        traces="""Civil servant in a ministry working on national policy.
        Serves in the public service, at a government agency or statutory board.
        Diplomat at the foreign ministry.
        Formulates and implements policies for the ministry, and was posted to other ministries.""",
    ),
    Industry(
        "Aerospace and Defence",
        "Aircraft, spacecraft, satellites, armed forces and defence technology.",
        aliases="""aerospace; aerospace and defense; defense; defence; defense and space; defense
        and space manufacturing; defensetech; defence tech; military; armed forces; army; navy; air
        force; national security; homeland security; national security and international affairs;
        aviation and aerospace; aviation and aerospace component manufacturing; aerospace product
        and parts manufacturing; aircraft manufacturing; aircraft; space; space technology;
        spacetech; space travel; space exploration; satellites; satellite; launch vehicles;
        rockets; guided missile and space vehicle manufacturing; small arms ammunition; weapons;
        arms manufacturing; military vehicles; government and military; defence activities;
        manufacture of air and spacecraft; unmanned aerial vehicles; new space""",
        abroad="""Luft- und Raumfahrt; Verteidigung; Rustung; Bundeswehr; aerospatiale;
        aeronautique; defense et espace; aeroespacial; defensa; defesa; aerospaziale; difesa;
        luchtvaart en ruimtevaart; defensie; ruimtevaart; 航空宇宙; 防衛; 国防; 航空航天""",
        traces="""Builds satellites and rockets for space missions.
        Officer in the armed forces.""",
    ),
    Industry(
        "Education",
        "Schools, universities, training, coaching and learning technology.",
        aliases="""education; educational services; education sector; edtech; education technology;
        ed tech; e-learning; elearning; online learning; e-learning providers; online education;
        MOOC; primary and secondary education; primary/secondary education; K-12; K12; primary
        education; secondary education; elementary school; elementary and secondary schools; high
        school; school; schools; charter schools; private schools; kindergarten; preschool;
        pre-primary education; early childhood education; higher education; university;
        universities; colleges; colleges universities and professional schools; junior colleges;
        community college; business school; business schools and computer and management training;
        MBA; academia; academic; academics; tertiary education; education management; education
        administration; education administration programs; educational support services;
        professional training; professional training and coaching; corporate training; coaching;
        executive coaching; career coaching; vocational training; vocational education; technical
        and trade schools; trade school; apprenticeship training; continuing education; adult
        education; training; training provider; tutoring; exam preparation and tutoring; test
        preparation; language schools; language learning; skill assessment; sports and recreation
        instruction; fine arts schools; flight training; cosmetology and barber schools;
        secretarial schools; special education; STEM education; teaching; teachers; learning;
        textbook; alumni association; education consulting""",
        abroad="""Bildung; Bildungswesen; Hochschule; Universitat; Schule; Weiterbildung;
        Erziehung und Unterricht; Erwachsenenbildung; enseignement; enseignement superieur;
        formation; formation professionnelle; ecole; universite; educacion; ensenanza; educacion
        superior; formacion; universidad; educacao; ensino; ensino superior; formacao;
        universidade; istruzione; formazione; universita; scuola; onderwijs; hoger onderwijs;
        opleiding; universiteit; 教育; 学校; 大学; 教育業; 高等教育; 培训""",
        traces="""Professor and lecturer at a university department.
        PhD student, doctoral candidate at the faculty of a university.
        Postdoctoral researcher and teaching assistant at the university.
        Teaches at a secondary school and trains teachers.
        Master student graduating in the school of science.
        Assistant professor whose lab at the university studies this field.""",
    ),
    Industry(
        "Scientific Research",
        "Research institutes, laboratories, think tanks and nanotechnology.",
        aliases="""research; research services; research and development; R&D; scientific research;
        science; sciences; scientific research and development; scientific research and development
        services; research institute; research institutes; research organization; research center;
        research infrastructure; laboratory research; think tanks; think tank; nanotechnology;
        nanotechnology research; nanotech; materials science; physics; social sciences research;
        research and development in the social sciences and humanities; research and experimental
        development on natural sciences and engineering; research and development in the physical
        engineering and life sciences; science and engineering; space research; weather services;
        weather forecasting; meteorology; climate data and analytics; environmental research; ocean
        science; marine science; earth sciences; geology research; astronomy; chemistry research;
        applied research; open science; policy research; economics research; statistics office;
        scientific and technical consulting""",
        abroad="""Forschung; Forschung und Entwicklung; Wissenschaft; recherche; recherche
        scientifique; recherche et developpement; sciences et recherche; investigacion;
        investigacion cientifica; investigacion y desarrollo; ciencia; pesquisa; pesquisa
        cientifica; ricerca; ricerca scientifica; ricerca e sviluppo; onderzoek; wetenschappelijk
        onderzoek; wetenschap; 研究; 研究開発; 科学研究; 学術研究; 科研""",
        traces="""Scientist in a national research institute or research centre.
        Research software engineer, data steward and community manager of a research institute.
        Bioinformatics training and services at an international research infrastructure.""",
    ),
    Industry(
        "Health Care",
        "Hospitals, doctors, nursing, diagnostics, medical devices and digital health.",
        aliases="""health; healthcare; health care; medical; medicine; health services; hospitals;
        hospital; hospital and health care; hospitals and health care; general medical and surgical
        hospitals; clinic; clinics; private practice; medical practice; medical practices; offices
        of physicians; physicians; offices of physicians mental health specialists; doctors;
        surgery; nursing; nursing homes and residential care facilities; nursing care facilities;
        skilled nursing; nursing and residential care; dental; dentistry; dentists; offices of
        dentists; optometry; offices of optometrists; optometrists; chiropractors; offices of
        chiropractors; physical therapy; physical occupational and speech therapists;
        physiotherapy; podiatrists; mental health; mental health care; psychotherapy; psychology
        practice; psychiatric and substance abuse hospitals; substance abuse centers; outpatient
        care; outpatient care centers; ambulatory health care services; ambulances; ambulance
        services; home health care; home health care services; hospice; family planning centers;
        kidney dialysis centers; blood and organ banks; blood banks; medical and diagnostic
        laboratories; diagnostics; pathology; lab testing; medical laboratories; radiology;
        diagnostic imaging centers; medical imaging; healthtech; health tech; health technology;
        digital health; ehealth; e-health; mHealth; telehealth; telemedicine; electronic health
        record; electronic medical records; health IT; health informatics; health information
        technology; hospital information systems; medtech; med tech; medical technology; medical
        devices; medical device; medical equipment; medical equipment manufacturing; medical
        equipment and supplies manufacturing; health care equipment; health care equipment and
        supplies; health care equipment and services; health care providers and services; surgical
        appliances; surgical instruments; ophthalmic goods manufacturing; dental equipment;
        prosthetics; hearing aids; femtech; healthspan care; healthy ageing; assistive technology;
        assisted living health; rehabilitation; alternative medicine; complementary medicine;
        homeopathy; acupuncture; public health; global health; epidemiology; oncology; cardiology;
        neurology; pediatrics; maternity care; emergency medicine; emergency medical services;
        health care administration; managed care; human health activities; human health and social
        work activities; health care and social assistance; hospital activities; medical and dental
        practice activities; personalized health; patient care; medical transcription;
        sleep medicine; men's health; women's health""",
        abroad="""Gesundheit; Gesundheitswesen; Krankenhaus; Medizin; Medizintechnik; Pflege;
        Kliniken; sante; soins de sante; hopital; hopitaux; medical et sante; dispositifs medicaux;
        salud; sanidad; hospitales; atencion medica; dispositivos medicos; saude; cuidados de
        saude; hospitais; sanita; ospedali; assistenza sanitaria; dispositivi medici;
        gezondheidszorg; zorg; ziekenhuis; medische technologie; 医療; 病院; ヘルスケア; 医療機器;
        医疗; 医院; 医疗器械; 健康""",
        traces="""Doctor, surgeon or nurse treating patients in a hospital.
        Clinical trial of treatment outcomes in patients after surgery.
        Designs medical devices and digital health services for patients.
        Medical student doing clinical rotations and volunteering with patients.
        Psychologist treating patients with depression and anxiety in a clinic.""",
    ),
    Industry(
        "Pharmaceuticals and Biotechnology",
        "Drugs, vaccines, genomics and the life sciences.",
        aliases="""pharma; pharmaceuticals; pharmaceutical; pharmaceutical manufacturing;
        pharmaceutical and medicine manufacturing; pharmaceutical preparation manufacturing; drug
        development; drug discovery; drugs; biotech; biotechnology; biotechnology research;
        biopharma; biopharmaceuticals; life science; life sciences; life sciences tools and
        services; genomics; genetics; bioinformatics; computational biology; synthetic biology;
        synbio; molecular biology; microbiology; cell therapy; gene therapy; vaccines; biologics;
        biological product manufacturing; in-vitro diagnostic substance manufacturing; medicinal
        and botanical manufacturing; clinical trials; clinical research organization; CRO; contract
        research; bioscience; biosciences; bioengineering; biomedical; biomedical engineering;
        biochemistry; neuroscience; proteomics; regenerative medicine; techbio; biomanufacturing;
        pharmacology; manufacture of basic pharmaceutical products and pharmaceutical preparations;
        longevity; cannabis medicine""",
        abroad="""Pharmazie; Pharmaindustrie; Arzneimittel; Biotechnologie; Biowissenschaften;
        industrie pharmaceutique; pharmaceutique; sciences de la vie; biotechnologies;
        farmaceutica; industria farmaceutica; biotecnologia; ciencias de la vida; farmaceutico;
        ciencias da vida; farmaceutico e biotech; settore farmaceutico; scienze della vita;
        farmacie; farmaceutische industrie; 製薬; 医薬品; バイオテクノロジー; 生物技术; 制药; 医药;
        ライフサイエンス""",
        traces="""Develops new drugs, vaccines and antibodies in a biotech company.
        Molecular and cell biology of proteins, gene expression and sequencing.
        Genome sequencing and bioinformatics of genes and proteins.""",
    ),
    Industry(
        "Veterinary and Pet Care",
        "Veterinarians, pets and animal health.",
        aliases="""veterinary; veterinary services; veterinary activities; veterinary medicine;
        vets; animal health; animal hospital; pet; pets; pet care; pet care services; pet food and
        supplies; pet tech; pettech; pet grooming; animal care; animal shelter""",
        abroad="""Tiermedizin; Tierarzt; Veterinarwesen; veterinaire; animaux de compagnie;
        veterinaria; mascotas; animais de estimacao; animali domestici; diergeneeskunde;
        dierenarts; 獣医; ペット; 兽医; 宠物""",
        traces="""Veterinarian treating animals and pets.""",
    ),
    Industry(
        "Wellness and Fitness",
        "Gyms, yoga, nutrition coaching and wellbeing.",
        aliases="""wellness; fitness; health wellness and fitness; wellness and fitness services;
        gym; gyms; fitness centers; fitness and recreational sports centers; yoga; pilates;
        meditation; mindfulness; wellbeing; well-being; personal training; weight loss; diet
        centers; diet and weight reducing centers; nutrition coaching; physical well-being
        activities; spa and wellness; self improvement""",
        abroad="""Fitnessstudio; Wellness und Fitness; bien-etre; bienestar; bem-estar; benessere;
        sportschool; welzijn en fitness; フィットネス; 健身""",
        traces="""Personal trainer and yoga teacher with a fitness studio.""",
    ),
    Industry(
        "Social Services",
        "Child care, elder care, family and community assistance.",
        aliases="""social services; social assistance; social work; social work activities; social
        care; child care; childcare; child care services; child day care services; child day care
        activities; daycare; elder care; elderly care; aged care; senior care; services for the
        elderly and disabled; individual and family services; family services; child and youth
        services; community services; community food services; food banks; community housing
        services; temporary shelters; emergency relief; emergency and relief services; vocational
        rehabilitation services; residential care activities; welfare; social welfare; disability
        services; refugee support; foster care; youth services; social work activities without
        accommodation; caretech""",
        abroad="""Soziales; Sozialwesen; Sozialarbeit; Kinderbetreuung; Altenpflege; action
        sociale; services sociaux; petite enfance; travail social; servicios sociales; trabajo
        social; asistencia social; servicos sociais; assistencia social; servizi sociali;
        assistenza sociale; maatschappelijk werk; kinderopvang; 福祉; 介護; 社会福祉; 社会服务""",
        traces="""Social worker supporting families, children and the elderly.""",
    ),
    Industry(
        "Non-profit and Philanthropy",
        "Charities, foundations, associations and fundraising.",
        aliases="""non-profit; nonprofit; not for profit; non-profit organizations; non-profit
        organization management; nonprofit organization management; NGO; NGOs; non-governmental
        organization; charity; charities; charitable organization; foundation; foundations;
        grantmaking; grantmaking foundations; philanthropy; philanthropic fundraising services;
        fundraising; fund-raising; social impact; social enterprise; social innovation; social
        entrepreneurship; third sector; voluntary sector; volunteering; humanitarian aid;
        international development; international trade and development; development cooperation;
        human rights; human rights organizations; social advocacy organizations; advocacy; civic
        and social organization; civic and social organizations; civil society; membership
        organizations; activities of membership organizations; professional associations;
        professional organizations; industry associations; business associations; labor unions;
        trade unions; environment conservation and wildlife organizations; wildlife conservation;
        program development; community organization; grassroots; donation; impacttech; religious
        grantmaking civic professional and similar organizations""",
        abroad="""Verein; Verbande; gemeinnutzige Organisation; Stiftung; Gemeinnutzig;
        association; associations; organisation a but non lucratif; ONG; organizaciones sin animo
        de lucro; sin fines de lucro; fundacion; organizacao sem fins lucrativos; terceiro setor;
        no profit; organizzazioni non profit; terzo settore; goede doelen; stichting; 非営利団体;
        非営利; NPO; 非营利; 慈善""",
        traces="""Leads a charity or foundation that raises funds for a social cause.
        Works for an international non-governmental organisation on humanitarian aid.""",
    ),
    Industry(
        "Religious Institutions",
        "Churches, mosques, temples and other communities of faith.",
        aliases="""religion; religious institutions; religious organizations; religious; church;
        churches; ministry church; faith; faith-based organization; congregation; parish; mosque;
        temple; synagogue; activities of religious organizations""",
        abroad="""Kirche; Religionsgemeinschaft; eglise; culte; iglesia; religion y culto; igreja;
        chiesa; enti religiosi; kerk; 宗教""",
        traces="""Pastor of a church congregation.""",
    ),
)
