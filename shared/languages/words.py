"""Words that hardly any text in a language does without, and some that people fill forms with."""

# ruff: noqa: RUF001 - the dotless i is a letter of Turkish
from __future__ import annotations

from typing import Final

ENGLISH: Final = "English"
_PARTICLES: Final = """de del der den des van von zu le la les los las el al da das do dos di du
e y são san en"""
PARTICLES: Final = frozenset(_PARTICLES.split())
"""Small words that the names of people, places and schools are full of in any language."""

WORDS: Final[dict[str, str]] = {
    ENGLISH: """the and of to in is for with on that are as my i we our you from at by be this
have has had it an a or who about how can help looking working work their his her she he was were
which your new all into more not but what people would like through they also after where its me
us am interested learning sharing using other been will than these between across""",
    "German": """der die das und ist ich nicht mit für ein eine einen einem einer eines auf von zu
zum zur im in den dem des wir sich auch bei sind habe hat mein meine meinem meiner unser unsere
als wie über an aus nach oder aber um durch werden wird bin mich mir noch mehr sehr sowie seit
kann suche biete gerne menschen unternehmen erfahrung beratung austausch nachhaltigkeit vertrieb""",
    "French": """le la les et est je ne pas avec pour un une des du de dans sur que qui nous notre
nos mon ma mes en au aux par plus ce cette ces sont suis vous votre ou mais leur leurs se sa son
ses être avoir très chez depuis entre comme ainsi aussi entreprise entreprises recherche conseil
développement""",
    "Spanish": """el la los las y es yo no con para un una de del en que por se su sus mi mis al
lo como más nos nuestro nuestra soy son pero sobre este esta entre también muy o desde hay me ha
he busco empresas personas experiencia desarrollo negocios aprender ayudar""",
    "Portuguese": """o a os as e é eu não com para um uma de do da dos das em no na nos nas que
por se seu sua meu minha ao à como mais nós nosso nossa sou são mas sobre este esta entre também
muito ou pelo pela me há suas seus pequenas busco procuro empresas pessoas experiência
desenvolvimento negócios""",
    "Italian": """il lo la i gli le e è io non con per un una uno di del della dei delle dello nel
nella in che da si mi mio mia miei al alla come più noi nostro nostra sono ma su questo questa
tra anche molto o ho ha dal dalla loro degli agli alle cui piccole cerco imprese aziende persone
esperienza sviluppo""",
    "Catalan": """el la els les i és jo no amb per a un una de del dels en que pel es el meu meva
al com més nosaltres nostre soc sóc són però sobre aquest aquesta entre també molt o des perquè""",
    "Romanian": """și si este eu nu cu pentru un o de din în la pe care se al ale mai noi nostru
sunt dar despre acest această între foarte sau prin meu mea ce fi am are caut companii oameni""",
    "Dutch": """de het een en is ik niet met voor van op in te dat die wij we ons onze mijn zijn
aan ook bij als naar uit of maar door worden wordt ben mij heb heeft om meer zeer over tot deze
nog kan zoek graag mensen bedrijven ervaring""",
    "Swedish": """och är jag inte med för en ett av på i att det den som vi oss vår vårt mina min
till från om kan har hos eller men genom mer mycket också efter mig sig de söker gärna människor
företag erfarenhet""",
    "Danish": """og er jeg ikke med for en et af på i at det den som vi os vores mine min til fra
om kan har hos eller men gennem mere meget også efter mig sig de søger gerne mennesker
virksomheder erfaring""",
    "Norwegian": """og er jeg ikke med for en et av på i å at det den som vi oss våre vår mine min
til fra om kan har hos eller men gjennom mer mye også etter meg seg de søker gjerne mennesker
bedrifter erfaring""",
    "Polish": """i w z na do nie jest się że to dla jak po od oraz o za przez ze mnie mi mój moje
moją nas nasz nasze jestem są ale lub czy który która które także bardzo chcę którzy szukam firm
ludzi doświadczenie""",
    "Czech": """a v z na do není je se že to pro jak po od o za s ve k mě mi můj moje nás náš naše
jsem jsou ale nebo který která které také velmi chci kteří jako hledám firem lidi zkušenosti při""",
    "Hungarian": """a az és egy nem hogy is van vagyok ez meg de vagy mint csak már még el ki
szeretnék keresek nekem mi mely számára által között új kis cégek emberek tapasztalat valamint""",
    "Turkish": """ve bir bu için ile de da olarak ben biz çok daha ne olan gibi var benim bizim
kadar en ya veya sonra üzerine konusunda arıyorum yeni yardım küçük insanlar şirket deneyim
hakkında değil""",
    "Indonesian or Malay": """yang dan di ke dari untuk dengan ini itu pada saya kami adalah tidak
dalam akan atau juga oleh sebagai bisa telah dapat ada lebih karena bagi mencari orang perusahaan
syarikat pengalaman boleh""",
    "Finnish": """ja on ei että se en minä me meidän olen ovat mutta tai kuin myös kanssa sekä
jotka joka mitä minun olla ole voi hyvin paljon etsin ihmisiä yritysten kokemus kautta""",
    "Vietnamese": """và của là các cho trong với được một những người tôi chúng không có đã này về
để từ đến như khi hoặc nhiều kinh nghiệm tìm""",
}
