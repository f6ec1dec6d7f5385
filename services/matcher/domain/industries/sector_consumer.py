"""Consumers: shops, goods, food, travel, media and culture."""

from __future__ import annotations

from services.matcher.domain.industries.entry import Industry

INDUSTRIES = (
    Industry(
        "Retail",
        "Shops, supermarkets, marketplaces and online stores.",
        aliases="""retail; retailing; retailer; retailers; retail trade; e-commerce; ecommerce;
        electronic commerce; online retail; online shopping; online store; online shop; web shop;
        webshop; online and mail order retail; internet and direct marketing retail; electronic
        shopping and mail-order houses; nonstore retailers; mail order; direct selling;
        marketplace; marketplaces; commerce; commerce and shopping; social commerce; mobile
        commerce; m-commerce; quick commerce; D2C; DTC; direct to consumer; retailtech; retail
        technology; supermarkets; supermarket; groceries; grocery; grocery stores; retail
        groceries; food and beverage retailers; food and staples retailing; consumer staples
        distribution and retail; convenience stores; convenience retailers; department stores;
        general merchandise stores; general merchandise retailers; discount stores; warehouse clubs
        and supercenters; shopping malls; shopping centers; shopping; specialty retail; multiline
        retail; broadline retail; pharmacies; pharmacies and drug stores; drugstore; retail
        pharmacies; retail health and personal care products; health and personal care retailers;
        beer wine and liquor retailers; gasoline stations; retail gasoline; fuel dealers; retail
        office equipment; business supplies and equipment; office supplies; office supplies and
        gift retailers; retail office supplies and gifts; book stores; retail books and printed
        news; book retailers; florists; retail florists; furniture and home furnishings retailers;
        furniture stores; retail furniture and home furnishings; electronics and appliance
        retailers; retail appliances electrical and electronic equipment; outdoor power equipment
        retailers; hardware stores; building material and garden equipment dealers; retail building
        materials and garden equipment; home improvement retail; home centers; sporting goods
        stores; retail recycled materials and used merchandise; used merchandise retailers; second
        hand shops; jewelry stores; shoe stores; clothing stores; retail art supplies; retail art
        dealers; gift shops; tobacco stores; pet stores; optical goods retailers; vending machine
        operators; auction; auctions; coupons; price comparison; consumer discretionary
        distribution and retail; retail trade except of motor vehicles and motorcycles; wholesale
        and retail trade; gifts""",
        abroad="""Einzelhandel; Handel; Onlinehandel; Versandhandel; Lebensmitteleinzelhandel;
        commerce de detail; vente au detail; grande distribution; e-commerce et distribution;
        distribution; comercio minorista; comercio; venta al por menor; comercio electronico;
        varejo; comercio varejista; comercio eletronico; comercio retalhista; vendita al dettaglio;
        commercio al dettaglio; grande distribuzione; commercio elettronico; commercio;
        detailhandel; winkels; 小売; 小売業; 通販; 零售; 电商; 电子商务""",
        traces="""Runs shops and an online marketplace selling to consumers.""",
    ),
    Industry(
        "Wholesale and Trade",
        "Wholesale distribution, import and export.",
        aliases="""wholesale; wholesalers; wholesale trade; wholesale trade except of motor
        vehicles and motorcycles; merchant wholesalers; durable goods merchant wholesalers;
        nondurable goods merchant wholesalers; wholesale trade agents and brokers; import and
        export; import export; importer; exporter; import/export; wholesale import and export;
        international trade; trading; trading company; trading companies and distributors;
        distributors; distributor; distribution wholesale; merchant; foreign trade; wholesale
        machinery; wholesale food and beverage; wholesale drugs and sundries; wholesale chemical
        and allied products; wholesale computer equipment; wholesale motor vehicles and parts;
        wholesale furniture and home furnishings; wholesale hardware plumbing heating equipment;
        wholesale metals and minerals; wholesale paper products; wholesale petroleum and petroleum
        products; wholesale raw farm products; wholesale recyclable materials; wholesale appliances
        electrical and electronics; wholesale apparel and sewing supplies; wholesale luxury goods
        and jewelry; wholesale alcoholic beverages; wholesale footwear; wholesale photography
        equipment and supplies""",
        abroad="""Grosshandel; Aussenhandel; Import und Export; commerce de gros; import-export;
        negoce; commerce international; comercio mayorista; importacion y exportacion; comercio
        exterior; comercio atacadista; atacado; importacao e exportacao; commercio all'ingrosso;
        ingrosso; importazione ed esportazione; groothandel; internationale handel; 卸売; 商社;
        貿易; 卸売業; 批发; 贸易; 进出口""",
        traces="""Imports, exports and distributes goods to shops and factories.""",
    ),
    Industry(
        "Consumer Goods",
        "Household products, furniture, toys and fast-moving consumer goods.",
        aliases="""consumer goods; consumer products; CPG; FMCG; consumer packaged goods; fast
        moving consumer goods; consumer durables; consumer discretionary; consumer staples;
        consumer; household products; household goods; housewares; household and institutional
        furniture manufacturing; furniture; furniture manufacturing; furniture and related product
        manufacturing; furniture and home furnishings manufacturing; office furniture and fixtures
        manufacturing; mattress and blinds manufacturing; home furnishings; home and garden; home
        decor; homeware; kitchenware; manufacture of furniture; toys; toys and games manufacturing;
        dolls toys and games; baby products; musical instruments manufacturing; leisure products;
        stationery; cutlery; gift products; home goods; tableware; cleaning products; lawn and
        garden products; handmade goods""",
        abroad="""Konsumguter; Mobel; Spielwaren; Haushaltswaren; biens de consommation; produits
        de grande consommation; ameublement; jouets; bienes de consumo; gran consumo; muebles;
        juguetes; bens de consumo; moveis; mobiliario; brinquedos; beni di consumo; largo consumo;
        arredamento; mobili; giocattoli; consumentengoederen; meubelindustrie; speelgoed; 消費財;
        家具; 日用品; 消费品; 快消品""",
        traces="""Brand manager of household and packaged consumer goods.""",
    ),
    Industry(
        "Beauty and Personal Care",
        "Cosmetics, toiletries, fragrances, hair and beauty salons.",
        aliases="""beauty; cosmetics; personal care; personal care products; personal care product
        manufacturing; personal care services; other personal care services; personal products;
        toiletries; toilet preparation manufacturing; skincare; skin care; haircare; hair care;
        hair salon; hairdressing; hair nail and skin care services; hairdressing and other beauty
        treatment; barber shops; beauty salon; beauty salons; nail salons; fragrance; fragrances;
        perfume; makeup; make-up; beauty tech; beautytech; hygiene products; beauty and cosmetics;
        health and beauty; cosmetic surgery salons; tattoo studios""",
        abroad="""Kosmetik; Korperpflege; Friseur; Schonheitspflege; cosmetique; cosmetiques;
        beaute; coiffure; parfumerie; cosmetica; belleza; peluqueria; perfumeria; cosmeticos;
        beleza; cosmesi; bellezza; parrucchieri; persoonlijke verzorging; kapper; 化粧品; 美容;
        化妆品""",
        traces="""Makes cosmetics and skin care, or runs a beauty salon.""",
    ),
    Industry(
        "Fashion and Textiles",
        "Clothing, shoes, luxury goods, jewelry, textiles and leather.",
        aliases="""fashion; apparel; clothing; clothes; clothing and apparel; apparel and fashion;
        retail apparel and fashion; apparel and cosmetics; apparel manufacturing; apparel
        accessories; garments; garment manufacturing; fashion accessories; accessories; footwear;
        shoes; footwear manufacturing; sneakers; sportswear; lingerie; menswear; womens fashion;
        eyewear fashion; handbags; leather; leather goods; leather product manufacturing; leather
        and allied product manufacturing; luxury; luxury goods; luxury goods and jewelry; retail
        luxury goods and jewelry; jewelry; jewellery; watches; jewelry and silverware
        manufacturing; textiles; textile; textile manufacturing; textile mills; textile product
        mills; fabric mills; fabrics; fiber yarn and thread mills; textile and fabric finishing;
        carpets; textiles apparel and luxury goods; cut and sew apparel manufacturing; knitwear;
        tailoring; tailoring services; tailors; wearing apparel; manufacture of wearing apparel;
        manufacture of textiles; manufacture of leather and related products; fashiontech; fashion
        tech; haute couture""",
        abroad="""Mode; Bekleidung; Textilien; Textilindustrie; Schuhe; Schmuck; Luxusguter;
        Textil; mode et luxe; habillement; vetements; chaussures; luxe; bijouterie; maroquinerie;
        industrie textile; moda; ropa; confeccion; calzado; textil; joyeria; lujo; vestuario;
        calcados; joias; texteis; abbigliamento; calzature; tessile; gioielleria; lusso;
        pelletteria; kleding; mode-industrie; textiel; schoenen; ファッション; アパレル; 繊維;
        服装; 纺织; 时尚""",
        traces="""Fashion label of clothes, shoes and jewelry.""",
    ),
    Industry(
        "Food and Beverage",
        "Food and drink makers, restaurants, catering and food technology.",
        aliases="""food; food and beverage; food and beverages; food and drink; food and beverage
        services; food industry; foodtech; food tech; food production; food manufacturing; food
        processing; food and beverage manufacturing; food products; packaged foods; packaged foods
        and meats; food beverage and tobacco; food service; food services; food service activities;
        food and beverage service activities; food services and drinking places; restaurants;
        restaurant; restaurants and other eating places; full-service restaurants; limited service
        restaurants; fast food; cafes; coffee; coffee shop; coffee and tea manufacturing; tea;
        catering; caterers; mobile food services; food trucks; food delivery; meal kits; bars
        taverns and nightclubs; drinking places; bars; pubs; bakery; bakeries; baked goods
        manufacturing; bakeries and tortilla manufacturing; baking; bread; confectionery; sugar and
        confectionery product manufacturing; chocolate; candy; snacks; snack food; dairy; milk;
        dairy product manufacturing; cheese; ice cream; meat; meat products manufacturing; animal
        slaughtering and processing; seafood; seafood product manufacturing; fruit and vegetable
        preserves manufacturing; frozen food; grain and oilseed milling; flour milling; vegetable
        oil refining; vegetable oils; olive oil; sugar; animal food manufacturing; pet food
        manufacturing; spices; seasonings; organic food; plant-based food; alternative protein;
        alternative proteins; cultivated meat; nutrition; food supplements; dietary supplements;
        nutraceuticals; beverages; beverage; drinks; soft drinks; soft drink manufacturing; bottled
        water; bottled water manufacturing; juice; beverage manufacturing; breweries; brewing;
        brewery; beer; craft beer; alcohol; alcoholic beverages; wine; wine and spirits; wineries;
        winery; spirits; distilleries; distillery; distillers; whisky; tobacco; tobacco
        manufacturing; cannabis; manufacture of food products; manufacture of beverages;
        manufacture of tobacco products; farmers market; recipes; cooking; culinary; gastronomy""",
        abroad="""Lebensmittel; Lebensmittelindustrie; Nahrungsmittel; Nahrungs- und Genussmittel;
        Getranke; Gastronomie; Backerei; Brauerei; agroalimentaire; agro-alimentaire; alimentation;
        restauration; boulangerie; boissons; vin; vins et spiritueux; alimentacion; alimentos;
        alimentos y bebidas; bebidas; restaurantes; restauracion; panaderia; vino; alimentacion y
        bebidas; industria alimentaria; alimentos e bebidas; padaria; vinho; alimentare; settore
        alimentare; alimenti e bevande; ristorazione; ristoranti; panetteria; agroalimentare;
        voeding; voedingsmiddelen; voedingsindustrie; horeca eten; levensmiddelen; dranken;
        bakkerij; 食品; 飲食; 飲料; 飲食業; 外食; 食品飲料; 餐饮; 酒类""",
        traces="""Chef and owner of a restaurant, brewery or bakery.
        Develops plant-based foods and alternative proteins.""",
    ),
    Industry(
        "Hospitality and Travel",
        "Hotels, resorts, travel agencies, tourism and leisure.",
        aliases="""hospitality; hotels; hotel; hotels and motels; resorts; resort; hotels resorts
        and cruise lines; hotels restaurants and leisure; lodging; accommodation; accommodations;
        accommodation and food services; accommodation and food service activities; traveler
        accommodation; bed-and-breakfasts hostels homestays; hostels; guest house; vacation rental;
        holiday homes; camping; RV parks and recreational camps; short term accommodation
        activities; travel; tourism; travel and tourism; leisure travel and tourism; travel
        arrangements; travel agencies; travel agency; travel agency tour operator reservation
        service and related activities; tour operators; tour operator; business travel; travel
        accommodations; travel tech; traveltech; online travel; tourism boards; visitor bureaus;
        cruise lines; cruises; adventure travel; ecotourism; sightseeing; leisure; leisure
        facilities; recreation; recreational facilities; recreational facilities and services;
        amusement parks; amusement and theme parks; amusement parks and arcades; theme parks; golf
        courses and country clubs; skiing facilities; marinas; bowling centers; amusement gambling
        and recreation industries; hospitality tech""",
        abroad="""Hotellerie; Gastgewerbe; Tourismus; Reisen; Reiseburo; Freizeit; Hotel- und
        Gaststattengewerbe; hotellerie restauration; tourisme; voyages; loisirs; hebergement;
        hoteleria; turismo; viajes; ocio; hosteleria; hotelaria; viagens; lazer; alberghi;
        ospitalita; viaggi; settore alberghiero; horeca; toerisme; reizen; recreatie; ホテル; 観光;
        旅行; 宿泊; レジャー; 酒店; 旅游""",
        traces="""Runs hotels and resorts for guests.
        Travel agency and tour operator for tourists.""",
    ),
    Industry(
        "Media and Entertainment",
        "News, publishing, film, television, music and online content.",
        aliases="""media; media and entertainment; entertainment; entertainment providers; media
        production; mass media; news; journalism; press; newspapers; newspaper; newspaper
        publishing; magazines; publishing; book publishing; book and periodical publishing;
        periodical publishing; publishing industries; publishing activities; content and
        publishing; content; digital publishing; digital media; online media; online audio and
        video media; social media; blogging; blogging platforms; podcast; podcasting; creator
        economy; influencers; news syndicates; broadcasting; broadcast media; broadcast media
        production and distribution; radio; radio broadcasting; radio and television broadcasting;
        television; TV; television broadcasting; TV production; cable and satellite programming;
        programming and broadcasting activities; streaming; video streaming; video on demand; OTT;
        video; film; films; movies; cinema; motion pictures; motion pictures and film; motion
        picture and video industries; motion picture and sound recording industries; motion picture
        and video exhibition; motion picture video and television programme production; movies
        videos and sound; movies and sound recording; film production; film distribution;
        animation; animation and post-production; post production; visual effects; audiovisual;
        music; music and audio; music streaming; music publishing; musicians; sound recording;
        recording studios; record label; audio; concerts; photography; photography services; stock
        photos; comics; celebrity; agents and managers for artists athletes and entertainers;
        legal publishing; scientific publishing""",
        abroad="""Medien; Verlagswesen; Verlag; Rundfunk; Fernsehen; Journalismus; Musik;
        Unterhaltung; Zeitungen; medias; edition; presse; audiovisuel; cinema et audiovisuel;
        musique; divertissement; journalisme; medios de comunicacion; medios; editorial;
        periodismo; prensa; television y radio; cine; musica; entretenimiento; midia; comunicacao
        social; jornalismo; editora; entretenimento; editoria; giornalismo; intrattenimento; stampa
        e media; uitgeverij; omroep; muziek; journalistiek; entertainmentsector; メディア; 出版;
        放送; 映画; 音楽; マスコミ; 媒体; 影视; 传媒; 娱乐""",
        traces="""Journalist and editor at a newspaper.
        Produces films, television and music.""",
    ),
    Industry(
        "Arts and Culture",
        "Museums, performing arts, visual artists and libraries.",
        aliases="""arts; art; arts and culture; culture; cultural; fine art; fine arts; visual
        arts; artists; artists and writers; independent artists writers and performers; writing and
        editing; writers; authors; creative arts and entertainment activities; arts entertainment
        and recreation; performing arts; performing arts companies; performing arts and spectator
        sports; theater; theatre; theater companies; dance; dance companies; opera; orchestra;
        circuses and magic shows; museums; museum; museums and institutions; museums historical
        sites and zoos; museums historical sites and similar institutions; historical sites;
        heritage; cultural heritage; zoos; zoos and botanical gardens; galleries; art gallery;
        libraries; library; libraries and archives; archives; libraries archives museums and other
        cultural activities; arts and crafts; crafts; handicraft; creative industries; sculpture;
        painting art; literature; arttech""",
        abroad="""Kunst; Kultur; Kunst und Kultur; Museen; Theater und Tanz; Bibliotheken; arts et
        culture; arts du spectacle; musees; bibliotheques; artisanat; arte; arte y cultura;
        cultura; museos; artes escenicas; bibliotecas; artesania; arte e cultura; artes; museus;
        musei; spettacolo; biblioteche; kunst en cultuur; cultuur; musea; 芸術; 文化; 美術; 图书馆;
        艺术""",
        traces="""Curator of a museum, actor or painter, librarian.""",
    ),
    Industry(
        "Sports",
        "Clubs, leagues, athletes and sporting goods.",
        aliases="""sports; sport; sports industry; spectator sports; sports teams and clubs; sports
        clubs; professional sports; sports leagues; athletics; football; soccer; basketball;
        racing; racetracks; horse racing tracks; golf; cycling; swimming; sporting goods; sporting
        goods manufacturing; sports equipment; sport and athletic goods manufacturing; outdoor
        sports; outdoor equipment; bicycles; sportstech; sports tech; sports management; sports
        activities; sports activities and amusement and recreation activities""",
        abroad="""Sportartikel; Vereinssport; deporte; deportes; esporte; desporto; esportes;
        sportivo; sport en recreatie; articles de sport; スポーツ; 体育""",
        traces="""Athlete or coach at a professional football club.""",
    ),
    Industry(
        "Gambling",
        "Casinos, betting and lotteries.",
        aliases="""gambling; gambling and casinos; gambling facilities and casinos; casinos;
        casino; casinos and gaming; betting; sports betting; online gambling; igaming; lottery;
        lotteries; bingo; gambling and betting activities; gambling industries; casino hotels;
        bookmakers""",
        abroad="""Glucksspiel; Spielbanken; Lotterie; jeux d'argent; paris sportifs; juegos de
        azar; apuestas; jogos de azar; apostas; gioco d'azzardo; scommesse; kansspelen; カジノ;
        博彩""",
        traces="""Runs a casino or betting platform.""",
    ),
    Industry(
        "Personal and Household Services",
        "Repair, laundry, funerals and help in the home.",
        aliases="""consumer services; personal and laundry services; laundry and
        drycleaning services; laundry; drycleaning; funeral services; death care services; funeral
        and related activities; household services; private households; housekeeping; domestic
        services; home services; repair and maintenance; repair services; consumer goods repair;
        personal and household goods repair and maintenance; commercial and industrial machinery
        maintenance; reupholstery and furniture repair; footwear and leather goods repair;
        electronic and precision equipment maintenance; repair of computers and personal and
        household goods; shoe repair; watch repair; handyman; consumer goods rental; dating; dating
        services; online dating; photofinishing; activities of households as employers; other
        personal service activities; diversified consumer services; lifestyle services;
        undertakers; funeral homes""",
        abroad="""Reinigung und Wascherei; Bestattung; Haushaltsnahe Dienstleistungen; services a
        la personne; pressing; pompes funebres; servicios personales; lavanderia; reparacion;
        servicos pessoais; servizi alla persona; riparazioni; persoonlijke dienstverlening;
        冠婚葬祭; 家事代行; 家政""",
        traces="""Cleans, repairs and helps in private homes.""",
    ),
)
