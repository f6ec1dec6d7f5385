"""What people write into a form that wants an answer when they have none."""

from __future__ import annotations

from typing import Final

NOTHING: Final = """n/a, na, none, nothing, null, nil, nan, #n/a, n.a, not applicable, unknown, tbd,
tba, tbc, to be confirmed, to be determined, to be decided, to be announced, to be added,
to follow, coming soon, later, pending, not yet, nothing yet, not sure, not sure yet, unsure, idk,
don't know, i don't know, dont know, no idea, none of the above, none at this time,
none at the moment, nothing in particular, nothing specific, nothing at the moment, no preference,
no, nope, yes, yep, y, n, x, ok, okay, true, false, other, others, etc, all, any, anything,
everything, all of the above, all of it, many, many things, a lot, lots, lots of things, whatever,
various topics, various things, same, ditto, idem, ask me, just ask, ask me anything,
feel free to ask, let's chat, let's talk, let's connect, prefer not to say, confidential,
just curious, asdf, lorem ipsum, keine, keiner, nichts, k.a, keine angabe, keine angaben,
entfällt, weiss nicht, alles, verschiedenes, offen für alles, ja, nein, aucun, aucune, rien,
néant, neant, s/o, sans objet, tout, à définir, ouvert à tout, oui, non, ninguno, ninguna, nada,
no aplica, todo, todos, por definir, abierto a todo, sí, si, nessuno, nessuna, niente, tutto,
da definire, nenhum, nenhuma, não aplicável, não se aplica, ej tillämpligt, ikke relevant, tudo,
sim, não, geen, niets, n.v.t, nvt, ingen, inga, inget, ingenting, allt, nej, nei,
ei mitään, yok, hiçbiri, brak, nie dotyczy, wszystko, tidak ada, нет, не знаю, всё,
なし, 特になし, 无, 没有, 暂无, 無, 沒有, 없음, 무"""

BLAND: Final = """networking, network, business, business networking, networking opportunities,
opportunities, new opportunities, people, new people, meeting people, meet people,
meeting new people, meet new people, connections, new connections, making connections, connecting,
connecting with people, contacts, new contacts, various, miscellaneous, misc, general, linkedin,
open, test, netzwerken, vernetzung, vernetzen, kontakte, neue kontakte, neue leute kennenlernen,
réseautage, réseau, divers, rencontres, varios, contactos, nuevos contactos, hacer contactos,
netwerken, nätverka, nätverkande, vario, varie"""
