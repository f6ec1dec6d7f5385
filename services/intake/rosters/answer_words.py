"""Words that cells answer with: yes, no, and ways to meet."""

# ruff: noqa: RUF001 - people tick with multiplication signs and write in their own letters
from __future__ import annotations

from typing import Final

YES: Final = """yes, y, true, 1, x, on, checked, selected, ticked, ja, j, oui, si, sim, tak,
evet, kylla, joo, da, да, はい, 是, 예, 네, ✓, ✔, ☑, ✅, wahr, vrai, 有, ○, ◯"""
NO: Final = """no, n, false, 0, off, unchecked, nein, non, nao, nie, hayir, ei, nej, nei, nee,
нет, いいえ, 否, 不, 아니요, 아니오, ✗, ✘, ☐, falsch, faux, 無, ×, ✕"""
IN_PERSON: Final = """in person, inperson, person, face to face, f2f, coffee, tea, lunch, breakfast,
onsite, on site, physical*, walk, persönlich, vor ort, présentiel, en personne, sur place,
en persona, presencial*, di persona, in presenza, op locatie, fysiek, ter plekke, osobiście,
stacjonarnie, personligen, paikan päällä, лично, live, 対面, 线下, 線下, 대면"""
VIDEO: Final = """video*, zoom, teams, virtual*, online, on line, remote*, skype, google meet,
webex, visio*, zdalnie, à distancia, a distanza, op afstand, etänä, онлайн, видео*, web call,
distanciel, en ligne, à distance, オンライン, ビデオ, 线上, 線上,
视频, 視訊, 온라인, 화상"""
PHONE: Final = """phone, telephone, telefon*, телефон*, puhelin*, call, calls, whatsapp, anruf,
llamada, appel,
téléphone, teléfono, 電話, 电话, 전화"""
ANY: Final = """any, anything, anyhow, anyway, all, either, both, no preference, whatever,
flexible, hybrid, egal, beide*, alle, peu importe, les deux, cualquiera, ambos,
indifferente, どちらでも, 都可以, 아무거나"""
