"""Technology: software, networks, devices and games."""

from __future__ import annotations

from services.matcher.domain.industries.entry import Industry

INDUSTRIES = (
    Industry(
        "Software and IT",
        "Software, cloud, data, artificial intelligence, cybersecurity and IT services.",
        aliases="""IT; information technology; tech; technology; high tech; deep tech; deeptech;
        software; computer software; software development; software engineering; software
        publishers; software products; enterprise software; business software; application
        software; mobile apps; apps; app development; mobile computing software products; open
        source; SaaS; software as a service; PaaS; IaaS; B2B software; cloud; cloud computing;
        cloud infrastructure; cloud storage; cloud services; data centers; datacenter; data center;
        hosting; web hosting; web hosting and domain names; internet hosting; internet; internet
        services; internet publishing; internet platforms; online platforms; internet marketplace
        platforms; technology information and internet; technology information and media;
        information and communication; ICT; information and communication technology; information
        technology and services; IT services; IT services and IT consulting; IT consulting; IT and
        services; ITES; IT system custom software development; IT system design services; IT system
        data services; IT system testing and evaluation; IT system operations and maintenance; IT
        system installation and disposal; IT system training and support; computer programming;
        computer programming consultancy and related activities; custom computer programming
        services; computer systems design services; computer systems design and related services;
        computer facilities management services; computing infrastructure providers; computer and
        information technology; computing; computer consultancy; data processing hosting and
        related services; data processing; data processing and hosting; information services;
        information service activities; other information service activities; web portals; web
        search portals; search engines; systems integration; system integrator; managed service
        provider; MSP; IT support; IT outsourcing services; helpdesk; cyber security;
        cybersecurity; information security; infosec; network security; computer and network
        security; computer security; data security; data security software products; privacy and
        security; data privacy; identity management; fraud detection software; penetration testing;
        cloud security; artificial intelligence; AI; machine learning; ML; generative AI; deep
        learning; natural language processing; computer vision; speech recognition; big data; data;
        data and analytics; analytics; business intelligence; business intelligence platforms; data
        science; data mining; data warehousing; predictive analytics; database software; databases;
        data infrastructure and analytics; data integration; data visualization; blockchain;
        blockchain services; web3; distributed ledger; smart contracts; metaverse; virtual reality;
        augmented reality; VR AR; XR; immersive technology; quantum computing; grid computing; high
        performance computing; edge computing; virtualization; embedded software products; embedded
        systems; desktop computing software products; operating systems; developer tools; devtools;
        developer platform; DevOps; API; platform as a service; low code; no code; web development;
        website development; web design and development; web applications; mobile apps development;
        ERP; enterprise resource planning; CRM software; productivity software; collaboration
        software; document management software; human resources software; geospatial software;
        navigation and mapping; GIS; geographic information systems; internet of things; IoT; IoT
        platform; smart cities; information systems; social networking platforms; social network;
        search engine; internet publishing and web search portals; computer networking; networking;
        computer networking products; network management; computer networks; digital; digital
        transformation; digital services; digital technology; digital agency technology; computer
        repair; computer training software; software and services; software services; software and
        IT services; software and internet; internet software and services; internet of everything;
        informatics""",
        abroad="""Informatik; Softwareentwicklung; EDV; IT Dienstleistungen;
        Informationstechnologie; Informationstechnik; informatique; logiciels; services
        informatiques; developpement logiciel; edition de logiciels; technologies de l'information;
        intelligence artificielle; numerique; tecnologia de la informacion; tecnologia; tecnologia
        da informacao; informatica; servicios de TI; desarrollo de software; inteligencia
        artificial; desenvolvimento de software; tecnologie informatiche; sviluppo software;
        sviluppo di software; servizi informatici; intelligenza artificiale; automatisering; ICT
        dienstverlening; softwareontwikkeling; kunstliche Intelligenz; IT-Sicherheit;
        cybersecurite; ソフトウェア; 情報技術; 情報通信業; インターネット; 人工知能; IT・通信;
        软件; 互联网; 信息技术; 人工智能; 计算机软件; 网络安全""",
        traces="""We build a cloud platform and mobile apps for business customers.
        Works at a technology company on search, ads and user products of an internet platform.
        Software engineer working on backend systems, infrastructure and developer tools.
        Provides information technology services, system integration and IT support to clients.
        Protects networks against cyber attacks and runs penetration tests.
        Joined a fast-growing tech start-up building a software product.""",
    ),
    Industry(
        "Telecommunications",
        "Fixed and mobile networks, broadband, satellite links and their equipment.",
        aliases="""telecom; telecoms; telco; telecommunication; telecommunications carriers; wired
        telecommunications carriers; wireless telecommunications carriers; wireless; wireless
        services; wireless communications equipment; mobile operator; mobile network operator;
        cellular; mobile phone networks; mobile telecommunications; telecommunications resellers;
        satellite telecommunications; satellite communication; telecommunications equipment;
        communications equipment; communications equipment manufacturing; telephone apparatus
        manufacturing; messaging and telecommunications; communication services; communications;
        broadband; internet service provider; ISP; internet access; fiber optics; fibre network;
        fibre to the home; 5G; VoIP; telephony; unified communications; network operator; cable
        operators; cable telecommunications; telecommunications infrastructure; cell towers; radio
        communication; wireless telecommunication services;
        diversified telecommunication services""",
        abroad="""Telekommunikation; telecommunications et reseaux; telecomunicaciones;
        telecomunicacoes; telecomunicazioni; telecommunicatie; 通信; 電気通信; 通信業; 电信""",
        traces="""Plans mobile and broadband networks for a telecom operator.
        Rolls out 5G and fibre infrastructure for a telephone company.""",
    ),
    Industry(
        "Electronics and Semiconductors",
        "Chips, computer hardware, consumer electronics and electrical equipment.",
        aliases="""semiconductors; semiconductor; semiconductor manufacturing; semiconductors and
        semiconductor equipment; chips; microchips; chip design; integrated circuits;
        microelectronics; electronics; electronic components; electronic component manufacturing;
        printed circuit boards; hardware; computer hardware; computer hardware manufacturing;
        computer and peripheral equipment manufacturing; computer equipment; computer peripherals;
        technology hardware storage and peripherals; tech hardware; technology hardware and
        equipment; consumer electronics; computers and electronics manufacturing; computer and
        electronic product manufacturing; electronic equipment; electronic equipment instruments
        and components; electronic shopping devices; electrical/electronic manufacturing;
        electrical and electronic manufacturing; appliances electrical and electronics
        manufacturing; household appliance manufacturing; household appliances; home appliances;
        white goods; small electrical appliances; electrical equipment; electrical equipment
        manufacturing; electric lighting equipment manufacturing; lighting; lighting equipment;
        lamps; LED; batteries; battery manufacturing; energy storage devices; sensors; measuring
        and control instrument manufacturing; instruments; optical instruments; optics; photonics;
        lasers; audio and video equipment manufacturing; audio equipment; loudspeakers; cameras;
        wearables; smart home devices; smartphones; mobile devices; mobile phones hardware;
        laptops; tablets; drones; drone manufacturing; displays; electric motors; transformers;
        switchgear; wiring devices; fabricated electrical equipment; electronics manufacturing;
        magnetic and optical media manufacturing; navigational instruments; embedded hardware;
        manufacture of computer electronic and optical products; manufacture of electrical
        equipment; contract electronics manufacturing""",
        abroad="""Elektronik; Elektrotechnik; Halbleiter; Elektroindustrie; electronique;
        semi-conducteurs; electronica; semiconductores; elettronica; semiconduttori;
        semicondutores; electronica de consumo; halfgeleiders; 半導体; 電子機器; 電機; 家電;
        半导体; 电子""",
        traces="""Designs integrated circuits and runs a wafer fab.
        Builds consumer devices, laptops, cameras and household appliances.""",
    ),
    Industry(
        "Gaming",
        "Video games, game studios and esports.",
        aliases="""video games; video game; computer games; computer game; games; casual games;
        mobile games; online games; console games; PC games; game development; game design; game
        studio; gamedev; esports; e-sports; serious games; MMO games; social games; video gaming;
        interactive entertainment; interactive home entertainment; board games publishing; fantasy
        sports; game publisher; gametech""",
        abroad="""Computerspiele; Videospiele; jeux video; videojuegos; videogiochi; jogos
        eletronicos; ゲーム; 游戏; 电竞""",
        traces="""Game designer at a studio making mobile and console games.
        Organises esports tournaments.""",
    ),
)
