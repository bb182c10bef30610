"""Reading what crossed our wall."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Avg, Count, Max, Min, Q, QuerySet

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.queries import open_content
from tinhso.ground.gateway.edxml import messages as edxml
from tinhso.ground.gateway.edxml.reading import read
from tinhso.ground.gateway.lifecycle import OutboxState, PacketState
from tinhso.ground.gateway.models import Endpoint, MessageLog, OutboxMessage, Outcome, Packet, Reconciliation, Replay
from tinhso.ground.gateway.rules import HOOK, PARTNER_NAMES, derived_secret

S = OutboxState
READERS = frozenset({"CONTROLLER", "AUDITOR"})


@dataclass(frozen=True)
class PartnerCount:
    """How the messages to one partner stand; oldest_at: since when the longest waiting one waits."""

    partner: str
    queued: int
    delivered: int
    dead: int
    oldest_at: datetime | None


def visible_to(actor: Actor) -> QuerySet[OutboxMessage]:
    """Messages to partners, for those who run or examine the exchange."""
    return OutboxMessage.objects.all() if actor.roles & READERS else OutboxMessage.objects.none()


def log_visible_to(actor: Actor) -> QuerySet[MessageLog]:
    """The message log, for those who run or examine the exchange."""
    return MessageLog.objects.all() if actor.roles & READERS else MessageLog.objects.none()


def calls_about(subjects: Iterable[str]) -> QuerySet[MessageLog]:
    """What was asked about these things, newest first; who asks has made sure that the things may be seen."""
    return MessageLog.objects.filter(subject__in=list(subjects)).order_by("-at", "-id")


def message_for(actor: Actor, pk: int) -> OutboxMessage:
    """One message to a partner. NotVisible."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible("no-message", "Không có thư này.")
    return found


def dead_letters(actor: Actor) -> QuerySet[OutboxMessage]:
    """Messages that were given up; their lanes stand until somebody sends them again."""
    return visible_to(actor).filter(state=S.DEAD)


@dataclass(frozen=True)
class DeadGroup:
    """Dead letters of one partner that failed alike. since: when the oldest of them was written."""

    partner: str
    why: str
    letters: int
    since: datetime


def dead_groups(actor: Actor) -> list[DeadGroup]:
    """Dead letters by partner and reason, the largest group first."""
    rows = dead_letters(actor).values("partner", "last_error").annotate(letters=Count("pk"), since=Min("created_at"))
    ordered = rows.order_by("-letters", "partner", "last_error")
    return [DeadGroup(row["partner"], row["last_error"], row["letters"], row["since"]) for row in ordered]


@dataclass(frozen=True)
class Progress:
    """How far letters that were sent again together have come; dead: given up once more."""

    delivered: int
    waiting: int
    dead: int


def replay_for(actor: Actor, pk: int) -> tuple[Replay, Progress]:
    """Letters that were sent again together, and how far they are. NotVisible."""
    found = Replay.objects.filter(pk=pk).first() if actor.roles & READERS else None
    if found is None:
        raise NotVisible("no-replay", "Không có lượt gửi lại này.")
    states = Count("pk", filter=Q(state=S.DELIVERED)), Count("pk", filter=Q(state=S.QUEUED))
    dead = Count("pk", filter=Q(state=S.DEAD))
    counts = OutboxMessage.objects.filter(replay=found).aggregate(delivered=states[0], waiting=states[1], dead=dead)
    return found, Progress(**counts)


def reconciliations(actor: Actor) -> QuerySet[Reconciliation]:
    """When our books were held against partners', newest first, for those who run or examine the exchange."""
    rows = Reconciliation.objects.order_by("-pk")
    return rows if actor.roles & READERS else rows.none()


def partners_with_books() -> list[str]:
    """Partners to whom we ever sent a message and who can be asked for it."""
    return [count.partner for count in partner_counts() if not count.partner.startswith(HOOK)]


def is_reconciling(partner: str, *, now: datetime) -> bool:
    """Whether a job holds our books against a partner's now; one that began an hour ago has died."""
    running = Reconciliation.objects.filter(partner=partner, ended_at__isnull=True)
    return running.filter(started_at__gt=now - timedelta(hours=1)).exists()


def waiting_lanes(actor: Actor, *, now: datetime) -> QuerySet[OutboxMessage]:
    """The first of each lane that has been tried in vain or is overdue, longest waiting first; dead ones left out."""
    return (
        visible_to(actor)
        .filter(pk__in=_firsts().values("pk"), state=S.QUEUED)
        .filter(Q(tries__gt=0) | Q(next_try_at__lt=now))
        .order_by("created_at", "pk")
    )


def due_lanes(now: datetime) -> list[tuple[str, str]]:
    """Pairs (partner, lane) in which the first message may be sent now, longest waiting first."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    due = OutboxMessage.objects.filter(free, pk__in=_firsts().values("pk"), state=S.QUEUED, next_try_at__lte=now)
    return list(due.order_by("next_try_at", "id").values_list("partner", "lane"))


@dataclass(frozen=True)
class CallCount:
    """Calls to one partner over some time; failed: it did not answer, or we crashed; a refusal is an answer."""

    partner: str
    calls: int
    failed: int
    mean_ms: float
    longest_ms: int


def calls_since(moment: datetime) -> list[CallCount]:
    """How the calls to each partner went since a moment, by name."""
    failed = Count("pk", filter=Q(outcome__in=(Outcome.UNAVAILABLE, Outcome.CRASHED)))
    rows = MessageLog.objects.filter(at__gte=moment).values("partner").order_by("partner")
    counted = rows.annotate(calls=Count("pk"), failed=failed, mean_ms=Avg("duration_ms"), longest_ms=Max("duration_ms"))
    return [CallCount(**row) for row in counted]


def partner_counts(partner: str = "") -> list[PartnerCount]:
    """How the messages to each partner stand, by name; to one alone where it is named."""
    chosen = OutboxMessage.objects.filter(partner=partner) if partner else OutboxMessage.objects.all()
    rows = (
        chosen.values("partner")
        .annotate(
            queued=Count("pk", filter=Q(state=S.QUEUED)),
            delivered=Count("pk", filter=Q(state=S.DELIVERED)),
            dead=Count("pk", filter=Q(state=S.DEAD)),
            oldest_at=Min("created_at", filter=~Q(state=S.DELIVERED)),
        )
        .order_by("partner")
    )
    return [PartnerCount(**row) for row in rows]


def count_of(partner: str) -> PartnerCount:
    """How the messages to one partner stand."""
    return next(iter(partner_counts(partner)), PartnerCount(partner, 0, 0, 0, None))


def delivered_messages(partner: str, *, since: datetime) -> Iterator[OutboxMessage]:
    """What a partner said that it took since a moment, oldest first."""
    rows = OutboxMessage.objects.filter(partner=partner, state=S.DELIVERED, delivered_at__gte=since)
    return rows.order_by("id").iterator(chunk_size=200)


def number_behind(message: OutboxMessage) -> int:
    """How many messages of its lane wait for this one."""
    lane = OutboxMessage.objects.filter(partner=message.partner, lane=message.lane, pk__gt=message.pk)
    return lane.exclude(state=S.DELIVERED).count()


def may_call(partner: str, origin: str) -> bool:
    """Whether events of this partner may come from a host. NotVisible for who is no partner."""
    if partner not in settings.EVENT_SECRETS:
        raise NotVisible("no-partner", "Không có đối tác này.")
    return origin.lower() == urlsplit(settings.PARTNERS[partner]).hostname


def endpoint_of(partner: str) -> Endpoint:
    """Where a subscriber (hook-3) takes our events."""
    return Endpoint.objects.get(pk=int(partner.removeprefix(HOOK)))


def secrets_of(endpoint: Endpoint, *, now: datetime) -> tuple[str, str]:
    """The secret with which events to an endpoint are signed now, and the one of before while it still holds, else ''.

    They are derived from one secret of the machine and stand in no table: a copy of the database signs nothing.
    """
    number, master, seed = endpoint.secret_number, settings.WEBHOOK_SECRET, str(endpoint.secret_seed)
    overlaps = endpoint.overlap_until is not None and now < endpoint.overlap_until
    older = derived_secret(master, seed, number - 1) if overlaps else ""
    return derived_secret(master, seed, number), older


def partner_names() -> dict[str, str]:
    """What each partner is called in Vietnamese, those who subscribe to our events last."""
    hooks = {endpoint.partner: endpoint.name for endpoint in Endpoint.objects.order_by("pk")}
    return PARTNER_NAMES | hooks


def messages_to(partners: Collection[str], *, after: int, size: int) -> list[OutboxMessage]:
    """Messages to some partners whatever became of them, behind a number, in the order of writing."""
    return list(OutboxMessage.objects.filter(partner__in=partners, pk__gt=after).order_by("pk")[:size])


def messages_about(subject: str) -> QuerySet[OutboxMessage]:
    """Every message about one thing, oldest first."""
    return OutboxMessage.objects.filter(subject=subject).order_by("id")


def packets_visible_to(actor: Actor) -> QuerySet[Packet]:
    """Packets of document exchange, for those who run or examine the exchange."""
    return Packet.objects.all() if actor.roles & READERS else Packet.objects.none()


def packet_for(packet_id: int) -> Packet:
    """The packet that an event names; who asks has heard of it and decides who may see what. NotVisible."""
    found = Packet.objects.select_related("file", "answers").filter(pk=packet_id).first()
    if found is None:
        raise NotVisible("no-packet", "Không có gói tin này.")
    return found


def message_of(packet: Packet) -> edxml.Packet:
    """The whole message of a packet, read from its file; attachments may be opened as often as one likes. BadPacket."""
    if packet.file is None:
        raise NotVisible("no-packet", "Gói tin này không có nội dung.")
    with open_content(packet.file) as content:
        return read(content)


def packets_to_take_over(*, limit: int = 100) -> list[Packet]:
    """The inbox: packets that came in and that no room has taken over yet, oldest first."""
    return list(Packet.objects.filter(state=PacketState.TAKEN, subject="").order_by("pk")[:limit])


def packets_about(subject: str) -> QuerySet[Packet]:
    """Packets about one thing of the house (document:12), sent by us or taken over, oldest first."""
    return Packet.objects.filter(subject=subject).order_by("pk")


def packets_of_document(document_id: str) -> QuerySet[Packet]:
    """All packets, in and out, that speak of one document by its DocumentId, oldest first."""
    return Packet.objects.filter(document_id=document_id).order_by("pk")


def packet_by_doc_id(doc_id: str) -> Packet | None:
    """What we have under a number of the axis."""
    return Packet.objects.filter(doc_id=doc_id).first()


def was_taken(sha256: str, receiver: str) -> bool:
    """Whether these very bytes came for this agency before."""
    return Packet.objects.filter(sha256=sha256, receiver=receiver, state=PacketState.TAKEN).exists()


def last_status_told(arrived: Packet) -> Packet | None:
    """The state that we told last of a document that came in."""
    return Packet.objects.filter(answers=arrived).order_by("-pk").first()


def _firsts() -> QuerySet[OutboxMessage]:
    """The first message of each lane that has not arrived: it decides for all behind it."""
    waiting = OutboxMessage.objects.exclude(state=S.DELIVERED)
    return waiting.order_by("partner", "lane", "id").distinct("partner", "lane")
