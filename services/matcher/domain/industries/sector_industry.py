"""Industry: making, building, energy, resources and transport."""

from __future__ import annotations

from services.matcher.domain.industries.entry import Industry

INDUSTRIES = (
    Industry(
        "Automotive",
        "Cars, motor vehicles, their parts, dealers and repair.",
        aliases="""automotive; automobile; automobiles; automobiles and components; cars; auto;
        motor vehicles; motor vehicle manufacturing; motor vehicle parts manufacturing; auto parts;
        automotive components; automotive supplier; manufacture of motor vehicles; manufacture of
        motor vehicles trailers and semi-trailers; motor vehicle body and trailer manufacturing;
        trucks manufacturing; motorcycles; motorcycle manufacturing; electric vehicles; electric
        vehicle; electric cars; EV; e-mobility; electromobility; autonomous vehicles; self-driving
        cars; autotech; car dealership; car dealers; automobile dealers; retail motor vehicles;
        motor vehicle dealers; automotive repair and maintenance; vehicle repair and maintenance;
        car repair; tires; tire manufacturing; automotive technology""",
        abroad="""Automobilindustrie; Fahrzeugbau; Kfz; Automobil; automobile et mobilite;
        industrie automobile; automocion; automotriz; industria automotriz; automotivo; setor
        automovel; settore automobilistico; automobilistico; auto-industrie; autobranche; 自動車;
        自動車産業; 汽车; 汽车制造""",
        traces="""Engineer at a car maker working on electric vehicles.""",
    ),
    Industry(
        "Industrial Manufacturing",
        "Machinery, automation, robotics and industrial equipment.",
        aliases="""manufacturing; manufacture; manufacturer; industrial; industrials; industrial
        manufacturing; machinery; machinery manufacturing; machines; machine tools; mechanical
        engineering; mechanical or industrial engineering; industrial engineering; industrial
        machinery manufacturing; industrial machinery and equipment; industrial automation;
        automation; automation machinery manufacturing; robotics; robots; robotics engineering;
        drones and robotics; 3D printing; additive manufacturing; advanced manufacturing; smart
        manufacturing; industry 4.0; factory automation; metalworking machinery manufacturing;
        agriculture construction mining machinery manufacturing; agricultural machinery;
        construction machinery; engines and power transmission equipment manufacturing; turbines;
        pumps; pumps and compressors; compressors; valves; bearings; HVAC and refrigeration
        equipment manufacturing; heating equipment; power-driven handtool manufacturing; hand
        tools; tools; material handling equipment manufacturing; elevators; cranes; conveyors;
        packaging machinery; commercial and service industry machinery manufacturing; food product
        machinery; woodworking machinery; capital goods; heavy industry; electrical machinery;
        transportation equipment manufacturing; railroad manufacture; railroad equipment
        manufacturing; rolling stock manufacturing; shipbuilding; ship and boat building; boat
        building; manufacture of other transport equipment; manufacture of machinery and equipment;
        repair and installation of machinery and equipment; industrial goods; industrial equipment;
        industrial supplies; industrial conglomerates; contract manufacturing; toolmaking;
        precision engineering; miscellaneous manufacturing; other manufacturing; mechatronics; mold
        making; welding equipment; power tools; cutting tools""",
        abroad="""Maschinenbau; Anlagenbau; Industrie; produzierendes Gewerbe; Fertigung;
        Automatisierung; Robotik; Automatisierungstechnik; verarbeitendes Gewerbe; industrie
        manufacturiere; fabrication; mecanique; robotique; automatisation; impression 3D;
        industria; manufactura; fabricacion; maquinaria; robotica; automatizacion; industria
        manufacturera; manufatura; maquinas; industria de transformacao; manifattura; macchinari;
        meccanica; automazione; produzione industriale; machinebouw; maakindustrie; 製造業; 機械;
        製造; ロボット; 制造业; 机械; 机器人; 自动化""",
        traces="""Builds machines, robots and production lines for factories.""",
    ),
    Industry(
        "Chemicals and Plastics",
        "Chemicals, plastics, rubber, paints and coatings.",
        aliases="""chemicals; chemical; chemical manufacturing; chemical industry; specialty
        chemicals; basic chemical manufacturing; petrochemicals; chemical raw materials
        manufacturing; agrochemicals; agricultural chemical manufacturing; fertilizers; pesticides;
        industrial gases; paint; paints; paint coating and adhesive manufacturing; coatings;
        adhesives; dyes; resins; artificial rubber and synthetic fiber manufacturing; synthetic
        fibers; explosives; soap and cleaning product manufacturing; plastics; plastic; plastics
        manufacturing; plastics and rubber product manufacturing; rubber products manufacturing;
        rubber; polymers; plastics product manufacturing; manufacture of chemicals and chemical
        products; manufacture of rubber and plastics products; advanced materials; composites""",
        abroad="""Chemie; chemische Industrie; Kunststoff; Kunststoffe; chimie; industrie
        chimique; plasturgie; quimica; industria quimica; plasticos; quimicos; chimica; industria
        chimica; materie plastiche; chemie; kunststoffen; 化学; 化学工業; プラスチック; 化工;
        塑料""",
        traces="""Chemist making polymers, coatings and specialty chemicals.""",
    ),
    Industry(
        "Mining and Metals",
        "Mines, quarries, steel, foundries and metal products.",
        aliases="""mining; mining and metals; mining and quarrying; mining quarrying and oil and
        gas extraction; metals; metals and mining; metal; coal mining; metal ore mining; gold
        mining; iron ore; nonmetallic mineral mining; nonmetallic minerals; quarries; stone mining
        and quarrying; minerals; mineral; precious metals; gold; steel; iron and steel; iron and
        steel mills; steelmaking; steel foundries; steel investment foundries; foundries; casting
        of metals; aluminum; aluminium; alumina production; copper; nonferrous metals; primary
        metal manufacturing; primary and fabricated metals; fabricated metal products; fabricated
        metal product manufacturing; metal treatments; metal valve ball and roller manufacturing;
        forging and stamping; structural metal products; architectural and structural metal
        manufacturing; cutlery and handtool metal; spring and wire product manufacturing; turned
        products and fastener manufacturing; boilers tanks and shipping container manufacturing;
        sheet metal; metal fabrication; metallurgy; manufacture of basic metals; manufacture of
        fabricated metal products; natural resources; mining support activities; coal; lithium;
        rare earths""",
        abroad="""Bergbau; Metall; Metallindustrie; Stahl; Stahlindustrie; Metallverarbeitung;
        mines et metaux; metallurgie; siderurgie; industrie miniere; mineria; metalurgia;
        siderurgia; mineracao; settore minerario; siderurgico; metallurgia; mijnbouw;
        metaalindustrie; staal; 鉱業; 鉄鋼; 金属; 采矿; 钢铁""",
        traces="""Metallurgist in a steel mill; geologist of a mining company.""",
    ),
    Industry(
        "Paper, Packaging and Printing",
        "Paper, wood products, packaging, containers and printing.",
        aliases="""paper; paper and forest products; paper and forest product manufacturing; forest
        products; pulp and paper; paper manufacturing; paper products; wood products; wood product
        manufacturing; sawmills; lumber; timber; packaging; packaging and containers; packaging and
        containers manufacturing; containers and packaging; containers; glass packaging; cardboard;
        corrugated boxes; printing; printing services; commercial printing; printing and related
        support activities; printing and reproduction of recorded media; print; bookbinding; labels
        and stickers; manufacture of paper and paper products; manufacture of wood""",
        abroad="""Papier; Verpackung; Druckerei; Druckgewerbe; Holz; Holzindustrie; emballage;
        imprimerie; papeterie; bois; papel; envases y embalajes; imprenta; madera; embalagens;
        grafica e impressao; carta; imballaggi; imballaggio; stampa; legno; verpakking; drukkerij;
        papierindustrie; 印刷; 包装; 紙・パルプ; 造纸""",
        traces="""Makes boxes, labels and paper, runs a print shop.""",
    ),
    Industry(
        "Construction",
        "Building, civil engineering, trades and building materials.",
        aliases="""construction; building; building construction; residential building
        construction; nonresidential building construction; commercial construction; construction
        of buildings; general contractor; contractors; homebuilding; home building; civil
        engineering; heavy and civil engineering construction; highway street and bridge
        construction; highways; roads; road construction; bridges; infrastructure; infrastructure
        construction; utility system construction; specialty trade contractors; specialised
        construction activities; building equipment contractors; building finishing contractors;
        building structure and exterior contractors; plumbing; electricians; electrical
        contractors; roofing; roofing contractors; painting and wall covering contractors;
        carpentry; flooring; masonry contractors; drywall; site preparation; building materials;
        wholesale building materials; construction materials; building products; cement; concrete;
        bricks; glass; glass ceramics and concrete; glass ceramics and concrete manufacturing;
        glass product manufacturing; clay and refractory products manufacturing; lime and gypsum
        products manufacturing; abrasives and nonmetallic minerals manufacturing; manufacture of
        other non-metallic mineral products; ceramics; windows and doors; windows; doors;
        insulation; kitchens installation; construction and engineering; contech; construction
        tech; construction technology; green building; modular construction; swimming pool
        construction; renovation; home renovation; home improvement contractors; demolition""",
        abroad="""Bau; Bauwesen; Baugewerbe; Bauindustrie; Hochbau; Tiefbau; Baustoffe; Handwerk;
        batiment; BTP; travaux publics; batiment et travaux publics; materiaux de construction;
        construccion; obras publicas; materiales de construccion; construcao; construcao civil;
        materiais de construcao; edilizia; costruzioni; materiali da costruzione; bouw; bouwsector;
        bouwmaterialen; 建設; 建設業; 建築; 建筑; 建筑业; 土木""",
        traces="""Builds houses, bridges and roads as a contractor.""",
    ),
    Industry(
        "Energy",
        "Oil, gas, electricity, renewable energy and utilities.",
        aliases="""energy; oil and gas; oil and energy; oil; gas; natural gas; petroleum; refining;
        oil refining; petroleum refineries; oil and gas extraction; crude petroleum extraction; oil
        gas and mining; oil extraction; natural gas extraction; natural gas distribution; oil and
        coal product manufacturing; petroleum and coal products manufacturing; drilling; oilfield
        services; pipelines; pipeline transportation; LNG; fuel; fuels; fuel cells; biofuel;
        biomass energy; biogas; biomass electric power generation; hydrogen; utilities; utility;
        electric utilities; gas utilities; multi-utilities; independent power and renewable
        electricity producers; electricity; electric power; electric power generation; electric
        power generation transmission and distribution; other electric power generation; electric
        power transmission control and distribution; electric bulk power transmission and control;
        power; power generation; power plant; power grid; smart grid; electrical distribution;
        energy efficiency; energy management; energy storage; electricity gas steam and air
        conditioning supply; electricity supply; gas supply; steam and air-conditioning supply;
        district heating; nuclear; nuclear energy; nuclear power; nuclear electric power
        generation; fossil fuel electric power generation; coal power; hydroelectric power
        generation; hydropower; renewable energy; renewables; clean energy; green energy;
        alternative energy; sustainable energy; renewables and environment; renewable energy
        semiconductor manufacturing; services for renewable energy; renewable energy power
        generation; renewable energy equipment manufacturing; solar; solar energy; solar power;
        solar electric power generation; photovoltaics; wind energy; wind; wind power; wind
        electric power generation; offshore wind; geothermal; geothermal electric power generation;
        tidal energy; cleantech; clean technology; green technology; greentech; climatetech;
        climate tech; energytech; energy tech; carbon capture; low carbon; energy transition;
        energy and utilities; EV charging""",
        abroad="""Energie; Energiewirtschaft; Energieversorgung; erneuerbare Energien; Ol und Gas;
        Strom; Versorgungsunternehmen; petrole et gaz; petrole; energies renouvelables; energie et
        environnement; energia; petroleo y gas; petroleo; energias renovables; energia renovable;
        petroleo e gas; energias renovaveis; petrolio e gas; energie rinnovabili; energiesector;
        duurzame energie; olie en gas; エネルギー; 電力; 石油; ガス; 能源; 石油和天然气; 新能源;
        电力""",
        traces="""Develops solar and wind farms.
        Engineer in an oil and gas company, refinery or power plant.
        Works on electricity markets, energy policy and the grid.""",
    ),
    Industry(
        "Water, Waste and Environment",
        "Water supply, waste, recycling and environmental services.",
        aliases="""environmental services; environment; environmental; environmental consulting;
        environmental engineering; environmental quality; sustainability; circular economy; waste;
        waste management; waste collection; waste treatment and disposal; waste management and
        remediation services; remediation; remediation activities; recycling; materials recovery;
        scrap recycling; pollution control; water; water purification; water treatment; water
        supply; water supply and irrigation systems; water utilities; water sewage and other
        systems; water sewerage waste management and remediation activities; water collection
        treatment and supply; sewerage; sewage; wastewater; wastewater treatment; sanitation;
        conservation; nature conservation; desalination; irrigation systems supply; hazardous
        waste; steam air conditioning; watertech""",
        abroad="""Umwelt; Umweltdienstleistungen; Umwelttechnik; Wasserversorgung;
        Abfallwirtschaft; Entsorgung; Nachhaltigkeit; environnement; gestion des dechets;
        traitement de l'eau; eau; recyclage; medio ambiente; gestion de residuos; agua; reciclaje;
        meio ambiente; gestao de residuos; reciclagem; ambiente; gestione dei rifiuti; acqua;
        riciclo; milieu; afvalverwerking; waterbeheer; duurzaamheid; 環境; 水道; 廃棄物;
        リサイクル; 环保; 水务""",
        traces="""Treats drinking water and waste, cleans up polluted sites.""",
    ),
    Industry(
        "Agriculture",
        "Farming, forestry, fisheries and agricultural technology.",
        aliases="""agriculture; agri; agro; agribusiness; agtech; agritech; agricultural
        technology; farming; farms; farm; crop production; crop farming; crops; grain farming;
        oilseed farming; vegetable farming; fruit and nut farming; horticulture; greenhouse nursery
        and floriculture production; floriculture; nurseries plants; viticulture; animal
        production; animal production and aquaculture; livestock; ranching; ranching and fisheries;
        cattle ranching and farming; beef cattle; dairy cattle and milk production; hog and pig
        farming; poultry and egg production; sheep and goat farming; beekeeping; animal feed;
        aquaculture; fishery; fisheries; fishing; fishing and aquaculture; fishing hunting and
        trapping; commercial fishing; hunting and trapping; forestry; forestry and logging;
        logging; timber tract operations; forest management; agriculture forestry fishing and
        hunting; agriculture forestry and fishing; crop and animal production; farming ranching
        forestry; agriculture and farming; support activities for agriculture; soil preparation;
        seeds; irrigation farming; organic farming; vertical farming; precision agriculture;
        hydroponics; agronomy""",
        abroad="""Landwirtschaft; Agrarwirtschaft; Forstwirtschaft; Gartenbau; Fischerei; Land-
        und Forstwirtschaft; agriculture et elevage; agroalimentaire agricole; sylviculture; peche;
        elevage; agricultura; ganaderia; pesca; agropecuario; silvicultura; agropecuaria;
        agronegocio; agricoltura; allevamento; landbouw; tuinbouw; visserij; bosbouw; veeteelt;
        農業; 林業; 水産; 漁業; 農林水産; 农业; 渔业; 林业""",
        traces="""Farmer growing crops and keeping cattle; agronomist.""",
    ),
    Industry(
        "Transport and Logistics",
        "Freight, supply chains, airlines, shipping, rail and passenger transport.",
        aliases="""transport; transportation; transportation and logistics; logistics; supply
        chain; logistics and supply chain; supply chain and logistics; supply chain management;
        transportation logistics supply chain and storage; transportation and warehousing;
        transportation and storage; logtech; supply chain tech; freight; freight service; freight
        forwarding; freight transportation arrangement; cargo; shipping; shipping and logistics;
        package delivery; package/freight delivery; freight and package transportation; air freight
        and logistics; couriers; couriers and messengers; courier; express delivery services; last
        mile delivery; delivery; delivery service; postal services; postal service; postal and
        courier activities; mail; warehousing; warehousing and storage; storage; self storage;
        refrigerated warehousing; trucking; truck transportation; general freight trucking;
        transportation/trucking/railroad; road haulage; moving services; rail; railways; railroad;
        railroads; rail transportation; land transport; land transport and transport via pipelines;
        public transport; public transportation; urban transit; urban transit systems; other urban
        transit systems; transit and ground passenger transportation; ground passenger
        transportation; bus; school and employee bus services; interurban and rural bus services;
        charter bus; taxi; taxi and limousine services; ride sharing; ridesharing; ride hailing;
        car sharing; micromobility; mobility; mobility as a service; shared mobility; bicycle
        sharing; parking; fleet management; airlines; airline; aviation; airlines/aviation;
        airlines and aviation; air transportation; air transport; scheduled air transportation;
        passenger airlines; airports; airport operations; airport services; support activities for
        transportation; air traffic control; maritime; maritime transportation; marine; marine
        transport; water transportation; water transport; sea freight; deep sea shipping; inland
        water transportation; ports; ports and harbors; port and harbor operations; marine cargo
        handling; ship management; cruise ferries transport; towing; scenic and sightseeing
        transportation; transport infrastructure; traffic management; procurement; car rental;
        passenger car rental; grain elevators""",
        abroad="""Logistik; Spedition; Transport und Logistik; Verkehr; Verkehr und Lagerei;
        Luftfahrt; Schifffahrt; Bahn; Lagerhaltung; Lieferkette; transports; logistique; transport
        et logistique; transport maritime; transport aerien; chaine d'approvisionnement;
        transporte; logistica; transporte y logistica; cadena de suministro; aviacion; maritimo;
        transportes; transporte e logistica; aviacao; cadeia de suprimentos; trasporti; trasporti e
        logistica; spedizioni; aviazione; marittimo; vervoer; transport en logistiek; logistiek;
        scheepvaart; luchtvaart; 物流; 運輸; 運送; 航空; 海運; 鉄道; 交通运输; 航运; 供应链""",
        traces="""Moves freight by road, sea and air through warehouses and ports.
        Works at an airline on flight operations and routes.""",
    ),
)
