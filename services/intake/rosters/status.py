"""Decides from a status, in whatever words, who is not coming."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.intake.rosters import cell_parsers
from services.intake.rosters.header_matching import compiled, plain

_COMING: Final = compiled(
    """not cancelled, not canceled, not voided, not void, not refunded, nicht storniert,
        non annule, no cancelado, non annullato, attending, attended, attends, confirmed,
        approved, accepted, paid, complete, completed, incomplete, registered, going,
        checked in, checkin, active, valid, free, issued, assigned, visited, present,
        participated, joined, responded, onsite, on site, online, in person, virtual*, hybrid,
        remote,
        vor ort, vielleicht, maybe, tentative, signed up, success*, subscribed, bestatigt,
        bezahlt, angemeldet, zugesagt, teilgenommen, eingecheckt, anwesend, confirme*, paye*,
        inscrit*, valide*, accepte, present*, confirmad*, pagad*, pago, asiste, aceptad*,
        registrad*, confermat*, pagato, iscritt*, accettat*, bevestigd, betaald, aangemeld,
        potwierdzon*, oplacon*, zarejestrowan*, bekraftad, betald, anmald, bekraeftet, betalt,
        tilmeldt, bekreftet, pameldt, vahvistettu, maksettu, ilmoittautunut, onaylandi, odendi,
        kayitli, подтвержд*, оплач*, зарегистрир*, 参加, 出席, 申込済, 申し込み済, 受付済, =未,
        確定, 支払済, 支払い済み, 承認,
        已确认, 已付款, 已报名, 已报到, 已簽到, 已支付, 확인, 참석, 결제완료, 승인, 등록"""
)
_GONE: Final[Mapping[str, re.Pattern[str]]] = {
    "not attending": compiled(
        """not attending, not going, not coming, won t attend, will not attend, did not attend,
        didn t attend, cannot attend, can t attend, unable to attend, not attended, no show,
        noshow, absent, nimmt nicht teil, nicht teilgenommen, abwesend, ne participe pas,
        no asiste, no asistira, ausente, assente, non partecipa, deltager ikke, deltar inte,
        ei osallistu, не придет, не участвует, 不参加, 欠席, 缺席, 불참, 참석하지"""
    ),
    "cancelled": compiled(
        """cancel*, canceled, withdrawn, withdrew, deregistered, unregistered, deleted, removed,
        transferred, storniert, storno, abgemeldet, zuruckgezogen, annul*, anulad*, anulowan*,
        avlyst, avbokad*, avbestalt, afmeldt, aflyst, geannuleerd, peruttu, peruutettu, iptal*,
        отмен*, キャンセル, 取消, 已取消, 退会, 취소, cancelad*, annullat*, avmeldt"""
    ),
    "declined": compiled(
        """declin*, rejected, denied, blocked, refused, regret*, abgelehnt, abgesagt, absage,
        refus*, rechazad*, rifiutat*, recusad*, afgewezen, afgeslagen, odrzucon*, avbojt,
        afvist, avslatt, hylatty, reddedil*, отклон*, 辞退, 却下, 拒否, 已拒绝, 拒绝, 거절"""
    ),
    "refunded": compiled(
        """refund*, charged back, chargeback, erstattet, ruckerstattet, rembours*, reembols*,
        rimborsat*, terugbetaald, zwrocon*, aterbetald, refunderet, refundert, hyvitetty, iade*,
        возвращ*, возврат, 返金, 退款, 환불"""
    ),
    "voided": compiled("void, voided, invalid, invalidated, ungultig, 無効, 无效, 무효"),
}  # fmt: skip
_WAITING: Final[Mapping[str, re.Pattern[str]]] = {
    "on the waiting list": compiled(
        """waitlist*, wait list*, waiting list, waiting, warteliste, liste d attente,
        en attente, lista de espera, lista d attesa, wachtlijst, lista rezerwowa, vantelista,
        venteliste, jonotuslista, bekleme listesi, лист ожидания, キャンセル待ち, 補欠, 候補,
        候补, 대기"""
    ),
    "not confirmed": compiled(
        """pending*, unconfirmed, not confirmed, invited, invitation sent, no response,
        no reply, not responded, awaiting*, unpaid, not paid, overdue, expired, abandoned,
        draft, in review, under review, failed, ausstehend, offen, eingeladen, unbezahlt,
        non confirme, invite, impaye, pendiente*, invitad*, in attesa, invitat*, pendente*,
        convidad*, in behandeling, uitgenodigd, oczekuj*, zaproszon*, vantar, inbjuden,
        afventer, inviteret, venter, invitert, odottaa, kutsuttu, beklemede, davet edildi,
        ожида*, приглаш*, 保留, 未確定, 未払い, 承認待ち, 招待済み, 待定, 待审核, 待付款,
        未付款, 보류, 미결제, 초대"""
    ),
}  # fmt: skip
_REVERSED: Final = compiled(
    "cancel*, canceled, void*, refund*, declined, storn*, annul*, cancelad*, annullat*, "
    "キャンセル, 取消"
)
_DATE: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a status says: `reason` is empty for who is coming, `gone` for who has left for good."""

    reason: str = ""
    gone: bool = False
    known: bool = True
    certain: bool = True


def verdict(cell: str, header: str) -> Verdict:
    """Read a status cell; a header like "Cancelled at" turns a yes or a date into a no."""
    words = plain(cell_parsers.line(cell))
    if not words:
        return Verdict()
    if _REVERSED.search(plain(header)):
        return _reversed(cell, words)
    answer = cell_parsers.yes_or_no(cell)
    if answer is not None:
        return Verdict() if answer else Verdict("not attending", gone=True, certain=False)
    return _in_words(words)


def _reversed(cell: str, words: str) -> Verdict:
    answer = cell_parsers.yes_or_no(cell)
    if answer is False:
        return Verdict()
    if answer or _DATE.search(cell):
        return Verdict("cancelled", gone=True)
    return _in_words(words)


def _in_words(words: str) -> Verdict:
    coming = _COMING.search(words)
    waiting = _first(_WAITING, words)
    gone = _first(_GONE, words)
    if coming and coming.group().startswith(("not ", "nicht ", "no ", "non ")):
        return Verdict()
    if waiting and not (gone and words.startswith(("cancel", "refund", "declin"))):
        return Verdict(waiting, certain=False)
    if gone:
        return Verdict(gone, gone=True)
    return Verdict(known=bool(coming))


def _first(kinds: Mapping[str, re.Pattern[str]], words: str) -> str:
    return next((kind for kind, pattern in kinds.items() if pattern.search(words)), "")
