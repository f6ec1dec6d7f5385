"""Business: finance, property and professional services."""

from __future__ import annotations

from services.matcher.domain.industries.entry import Industry

INDUSTRIES = (
    Industry(
        "Financial Services",
        "Banking, insurance, investment, payments, lending and financial technology.",
        aliases="""finance; financial; financials; financial sector; finance and insurance;
        fintech; financial technology; banking; bank; banks; retail banking; commercial banking;
        wholesale banking; corporate banking; private banking; branch banking; credit unions;
        savings institutions; central bank; monetary authorities central bank; neobank; challenger
        bank; open banking; investment banking; investment bank; investment banking and securities
        dealing; investment; investments; investment management; investment advice; investment
        funds; open-end investment funds; mutual funds; asset management; wealth management; fund
        management; portfolio management; miscellaneous financial investment activities; other
        financial investment activities; miscellaneous intermediation; capital markets; securities;
        securities and commodity exchanges; securities brokerage; stock exchange; stock exchanges;
        brokerage; trading of securities; commodities trading; commodity contracts; hedge funds;
        hedge fund; private equity; venture capital; VC; PE/VC; venture capital and private equity;
        venture capital and private equity principals; angel investment; impact investing;
        alternative investments; family office; crowdfunding; lending; lending and investments;
        loans; loan brokers; consumer lending; mortgage; mortgages; mortgage banking; mortgage
        brokers; credit; credit cards; credit card issuing; credit bureau; credit bureaus; credit
        intermediation; debt collection finance; microfinance; peer to peer lending; leasing
        finance; factoring; payments; payment; payment services; mobile payments; payment
        processing; digital wallet; money transfer; remittances; transaction processing; financial
        transactions processing; financial exchanges; foreign exchange; forex; personal finance;
        consumer finance; financial planning; financial advisory; financial consulting; pensions;
        pension funding; pension funds; trusts fiduciary and custody activities; trusts and
        estates; funds and trusts; funds trusts and other financial vehicles; insurance; insurer;
        insurers; insurtech; assurtech; insurance carriers; insurance carriers and related
        activities; reinsurance; reinsurance carriers; life insurance; direct life insurance
        carriers; health insurance; direct health and medical insurance carriers; direct property
        and casualty insurance carriers; property insurance; auto insurance; commercial insurance;
        insurance agencies and brokerages; insurance brokers; claims adjusting actuarial services;
        actuarial services; claims adjusting; insurance and employee benefit funds; underwriting;
        multiline insurance; financial service activities; activities auxiliary to financial
        services; financial intermediation; financial and insurance activities; diversified
        financials; BFSI; banking financial services and insurance; financial markets; sales
        financing; real estate credit; crypto; cryptocurrency; cryptocurrencies; bitcoin; DeFi;
        decentralized finance; digital assets; regtech; wealthtech; paytech""",
        abroad="""Finanzen; Finanzdienstleistungen; Finanzwesen; Bankwesen; Banken; Versicherung;
        Versicherungen; Versicherungswesen; Vermogensverwaltung; services financiers; banque;
        banques; assurance; assurances; finance et assurance; capital-risque; gestion d'actifs;
        servicios financieros; banca; finanzas; seguros; aseguradoras; servicos financeiros;
        bancos; financas; servizi finanziari; banche; assicurazioni; assicurazione; finanza;
        bankwezen; verzekeringen; financiele dienstverlening; financiele diensten; 金融; 銀行;
        保険; 証券; 金融業; 银行; 保险; 金融服务; 投资; 保険業""",
        traces="""Works in investment banking on mergers, equity and debt capital markets.
        Manages a portfolio at an asset management firm or hedge fund.
        Venture capital investor backing early-stage start-ups.
        Covers corporate and retail clients at a bank.
        Underwrites insurance and reinsurance risks, an actuary.
        Builds digital payments, lending and wealth products at a fintech.
        Relationship management, risk and compliance at a global bank.""",
    ),
    Industry(
        "Accounting and Tax",
        "Accounting, audit, bookkeeping and tax advice.",
        aliases="""accounting; accountancy; accountants; audit; auditing; audit and assurance;
        bookkeeping; payroll services; tax; taxation; tax advisory; tax consulting; tax preparation
        services; tax consultancy; CPA; CPA firm; offices of certified public accountants;
        accounting tax preparation bookkeeping and payroll services; accounting bookkeeping and
        auditing activities; accounting services; chartered accountants""",
        abroad="""Wirtschaftsprufung; Steuerberatung; Buchhaltung; comptabilite; expertise
        comptable; contabilidad; auditoria; contabilidade; contabilita; accountancy en belasting;
        boekhouding; 会計; 税務; 会计; 审计""",
        traces="""Audits annual accounts and advises on tax at an accounting firm.""",
    ),
    Industry(
        "Real Estate",
        "Buying, selling, letting and managing property.",
        aliases="""real estate; property; properties; property management; property development;
        realty; real estate development; real estate activities; real estate agents and brokers;
        real estate agents; offices of real estate agents and brokers; real estate brokerage; real
        estate investment; real estate investment trusts; REIT; equity real estate investment
        trusts; commercial real estate; residential real estate; leasing residential real estate;
        leasing non-residential real estate; lessors of real estate; real estate and equipment
        rental services; real estate rental and leasing; rental property; letting agents; proptech;
        property technology; coworking; co-working spaces; home rental; housing; housing
        association; real estate appraisers; surveyors of property; estate agency; land
        development; land subdivision; condominium management""",
        abroad="""Immobilien; Immobilienwirtschaft; Grundstucks- und Wohnungswesen; immobilier;
        inmobiliaria; bienes raices; sector inmobiliario; imobiliario; imoveis; immobiliare;
        settore immobiliare; vastgoed; onroerend goed; 不動産; 不動産業; 房地产""",
        traces="""Develops, leases and manages office buildings and homes.""",
    ),
    Industry(
        "Management Consulting",
        "Advice to companies on strategy, organisation and transformation.",
        aliases="""consulting; consultancy; consultants; management consulting; business
        consulting; business consulting and services; professional services; strategy consulting;
        strategic management services; management consultancy activities; advisory; advisory
        services; business advisory; business strategy; operations consulting; operations
        consultancy; administrative management consulting; management of companies and enterprises;
        activities of head offices; holding companies; process and logistics consulting; change
        management; innovation consulting; innovation management; Big Four consulting; professional
        scientific and technical services; professional scientific and technical activities; other
        management consulting services; business development services; accelerator; incubator;
        startup incubators; ESG consulting; sustainability consulting; risk consulting; project
        management services; economic consulting""",
        abroad="""Unternehmensberatung; Beratung; Managementberatung; conseil; conseil en
        management; cabinet de conseil; consultoria; consultoria de gestion; consultoria
        empresarial; servicios profesionales; consulenza; consulenza aziendale; advies;
        adviesbureau; organisatieadvies; コンサルティング; 経営コンサルティング; 咨询; 管理咨询""",
        traces="""Management consultant advising clients on strategy and operations.
        Joined a consulting firm and led engagements for clients in many sectors.""",
    ),
    Industry(
        "Legal",
        "Law firms, courts' advocates, notaries and legal technology.",
        aliases="""legal; law; lawyers; attorneys; solicitors; law firm; law firms; law practice;
        legal services; offices of lawyers; offices of notaries; notaries; legaltech; legal tech;
        legal activities; barristers; paralegal; alternative dispute resolution; arbitration and
        mediation; mediation; intellectual property law; patent attorneys; patents; title abstract
        and settlement offices; legal and accounting activities; legal compliance""",
        abroad="""Recht; Rechtsberatung; Rechtsanwalte; Anwaltskanzlei; droit; avocats; cabinet
        d'avocats; services juridiques; juridique; derecho; abogados; servicios legales; bufete de
        abogados; direito; advocacia; servicos juridicos; diritto; avvocati; studio legale; servizi
        legali; advocatuur; juridische dienstverlening; 法律; 法務; 法律事務所; 律师""",
        traces="""Lawyer in corporate law, litigation and dispute resolution.
        Associate of a law firm, admitted to the bar, practises arbitration.""",
    ),
    Industry(
        "Human Resources and Recruiting",
        "Recruiting, staffing, executive search and personnel services.",
        aliases="""human resources; HR; HR tech; hrtech; HR services; human resources services;
        human resources consulting; recruiting; recruitment; recruiters; staffing; staffing agency;
        staffing and recruiting; staffing services; executive search; executive search services;
        headhunting; headhunters; talent acquisition; talent; talent management; employment;
        employment services; employment agencies; employment placement agencies; temporary help
        services; temporary staffing; temp agency; professional employer organizations; employment
        activities; human resource and employment services; job boards; job portal; careers; career
        planning; outplacement; employee benefits; people operations; workforce; workforce
        management; freelance platforms; gig economy; future of work; worktech""",
        abroad="""Personalwesen; Personaldienstleistungen; Personalberatung; Personalvermittlung;
        Zeitarbeit; ressources humaines; recrutement; interim; recursos humanos; seleccion de
        personal; recrutamento; risorse umane; selezione del personale; personeelszaken; werving en
        selectie; uitzendbureau; 人材; 人事; 人材紹介; 人力资源; 招聘""",
        traces="""Recruits talent for clients at an executive search or staffing agency.""",
    ),
    Industry(
        "Marketing and Advertising",
        "Advertising, marketing, public relations and market research.",
        aliases="""marketing; advertising; marketing and advertising; advertising and marketing;
        advertising services; marketing services; ad agency; advertising agencies; advertising
        agency; ad exchange; ad network; ad server; ad targeting; ad retargeting; adtech; ad tech;
        martech; marketing technology; marketing automation; digital marketing; digital
        advertising; online advertising; mobile advertising; video advertising; social media
        marketing; social media advertising; influencer marketing; content marketing; content
        strategy; email marketing; affiliate marketing; local advertising; direct marketing; direct
        mail advertising; lead generation; lead management; SEO; SEM; search marketing; growth
        marketing; brand marketing; branding; brand strategy; loyalty programs; promotional;
        outdoor advertising; display advertising; media buying; media buying agencies; media
        representatives; advertising material distribution services; public relations; PR; PR
        agency; public relations agencies; public relations and communications; public relations
        and communications services; corporate communications; communications agency; market
        research; marketing research and public opinion polling; advertising and market research;
        opinion polling; customer insight; sales and marketing; sales; sales enablement; sales
        automation; creative agency; creative services; digital agency; programmatic; advertising
        public relations and related services""",
        abroad="""Werbung; Werbeagentur; Marktforschung; Offentlichkeitsarbeit; Marketing und
        Werbung; publicite; relations publiques; agence de communication; etudes de marche;
        publicidad; mercadotecnia; relaciones publicas; mercadeo; marketing y publicidad;
        publicidade; publicidade e propaganda; relacoes publicas; pubblicita; relazioni pubbliche;
        marketing e pubblicita; reclame; reclamebureau; marktonderzoek; 広告; マーケティング; 広報;
        广告; 市场营销; 公关""",
        traces="""Runs campaigns for brands at an advertising or public relations agency.""",
    ),
    Industry(
        "Design",
        "Graphic, product, interior and service design studios.",
        aliases="""design; design services; graphic design; graphic design services; web design;
        product design; UX design; user experience design; UI/UX; industrial design; industrial
        design services; interior design; interior design services; interiors; service design;
        human computer interaction; specialized design services; specialised design activities;
        visual design; fashion design studio; packaging design; design studio; illustration""",
        abroad="""Grafikdesign; Gestaltung; design graphique; conception graphique; diseno; diseno
        grafico; disegno industriale; grafica; vormgeving; grafisch ontwerp; デザイン; 设计""",
        traces="""Designer in a studio for brand identity, interfaces and interiors.""",
    ),
    Industry(
        "Architecture and Engineering",
        "Architects, planners, surveyors and consulting engineers.",
        aliases="""architecture; architects; architecture and planning; architectural services;
        architectural firm; landscape architecture; landscape architectural services; urban
        planning; urban design; town planning; engineering services; engineering; engineering
        consulting; consulting engineers; technical engineering services; structural engineering;
        surveying and mapping services; surveying; geophysical surveying; drafting services;
        building inspection services; testing laboratories engineering; technical testing and
        analysis; architectural and engineering activities; architectural engineering and related
        services; architectural and engineering activities technical testing and analysis;
        engineering design""",
        abroad="""Architektur; Architekturburo; Ingenieurwesen; Ingenieurburo; ingenierie; bureau
        d'etudes; arquitectura; ingenieria; arquitetura; engenharia; architettura; ingegneria;
        architectuur; ingenieursbureau; 建築設計; エンジニアリング; 建筑设计; 工程""",
        traces="""Architect planning buildings and public spaces.""",
    ),
    Industry(
        "Business Support Services",
        "Outsourced office work, facilities, call centres, cleaning and translation.",
        aliases="""outsourcing; offshoring; outsourcing/offshoring; outsourcing and offshoring
        consulting; business process outsourcing; BPO; shared services; call center; call centers;
        contact centers; telephone call centers; telemarketing bureaus and other contact centers;
        telemarketing; customer service outsourcing; facilities services; facility management;
        facilities management; facilities support services; janitorial services; cleaning services;
        commercial cleaning; building cleaning; services to buildings and dwellings; landscaping
        services; landscape activities; pest control; exterminating; office administration; office
        administrative services; administrative services; administrative and support services;
        administrative and support service activities; business support services; virtual
        assistants; document preparation; translation; translation and localization; localization;
        interpreters; language services; collection agencies; equipment rental services; commercial
        and industrial equipment rental; office services; secretarial services;
        business services and supplies; commercial services and supplies; packaging and labeling
        services""",
        abroad="""Gebaudereinigung; Ubersetzung; Facility-Management; externalisation; traduction;
        nettoyage; services aux entreprises; externalizacion; traduccion; limpieza; terceirizacao;
        traducao; esternalizzazione; traduzioni; pulizie; schoonmaak; vertaalbureau; 翻訳;
        アウトソーシング; ビルメンテナンス; 外包; 翻译""",
        traces="""Runs call centres and back offices on behalf of other companies.""",
    ),
    Industry(
        "Security Services",
        "Guards, alarm systems and investigations.",
        aliases="""security; security and investigations; private security; security guards;
        security guards and patrol services; security systems services; physical security; home
        security; alarm systems; locksmiths; investigation services; private investigators;
        security and investigation activities; investigation and security services; armored car
        services; surveillance; video surveillance; corporate security""",
        abroad="""Sicherheitsdienst; Wach- und Sicherheitsdienste; securite privee; seguridad
        privada; seguranca privada; vigilanza privata; beveiliging; 警備; 安保""",
        traces="""Provides guards, patrols and alarm monitoring.""",
    ),
    Industry(
        "Events",
        "Conferences, trade fairs, exhibitions and event planning.",
        aliases="""events; events services; event management; event planning; event production;
        event organization; eventtech; event tech; conferences; conventions; convention and trade
        show organizers; trade shows; trade fairs; exhibitions; exhibition organizers; MICE;
        meetings and events; weddings; wedding planning; event ticketing; ticketing; event
        promotion; event venues; organization of conventions and trade shows; promoters of
        performing arts sports and similar events""",
        abroad="""Veranstaltungen; Eventmanagement; Messen; evenementiel; organisation
        d'evenements; eventos; organizacion de eventos; eventi; organizzazione eventi; evenementen;
        イベント; 会展""",
        traces="""Plans conferences, trade fairs and weddings.""",
    ),
)
