"""Reading people: who is behind an account, which agencies stand on a day, who looked at whom."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from cachetools import TTLCache, cached
from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tinhso.ground.acts import once, read
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.events import Looked
from tinhso.ground.people.models import (
    Account,
    Agency,
    AgencySuccession,
    ApiClient,
    Citizen,
    FactorKind,
    Official,
    Organisation,
    Post,
    Representative,
    Role,
    SecondFactor,
    SignIn,
    SignsFor,
    Substitution,
)
from tinhso.ground.people.persons import Person


def standing_on(day: date) -> Q:
    """The condition for rows with validity that stand on a day."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def agencies_on(day: date) -> QuerySet[Agency]:
    """Agencies that exist on a day, in Vietnamese order."""
    return Agency.objects.filter(standing_on(day)).order_by("sort_key", "id")


@cached(TTLCache(maxsize=2000, ttl=settings.AGENCY_SECONDS), lock=Lock())
def agency_standing(agency_id: int, *, on: date) -> Agency | None:
    """An agency by id if it exists on a day, remembered for a minute: read it, never change it."""
    return Agency.objects.filter(standing_on(on), pk=agency_id).first()


def agency(slug: str) -> Agency:
    """The agency known by its slug, such as NB.SYT. NotVisible when there is none."""
    found = Agency.objects.filter(slug=slug).first()
    if found is None:
        raise NotVisible("no-such-agency", "Không có cơ quan này.")
    return found


def successions_by(instrument: str, *, on: date) -> list[AgencySuccession]:
    """Who follows whom by an instrument (the beginning of its title will do) on its day, with both agencies."""
    rows = AgencySuccession.objects.filter(effective_date=on, instrument__startswith=instrument)
    return list(rows.select_related("old", "new").order_by("old_id", "new_id"))


def agencies_called(word: str, *, on: date) -> list[Agency]:
    """Agencies that a reviewed table may mean on a day of change: by slug, or by a code carried then or until then."""
    if by_slug := Agency.objects.filter(slug=word).first():
        return [by_slug]
    until_then = Q(valid_to__isnull=True) | Q(valid_to__gte=on - timedelta(days=1))
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return list(Agency.objects.filter(until_then, begun, code=word)) if word else []


def stands_on(agency: Agency, day: date) -> bool:
    """Whether an agency exists on a day."""
    return (agency.valid_from or day) <= day <= (agency.valid_to or day)


def staff_ids(numbers: Iterable[str]) -> dict[str, int]:
    """Ids of officials by their staff numbers; without those that nobody carries."""
    return dict(Official.objects.filter(staff_number__in=numbers).values_list("staff_number", "id"))


def ended_without_successor(on: date) -> QuerySet[Agency]:
    """Agencies that stand no more on a day and whose work nobody took over."""
    return Agency.objects.filter(valid_to__lt=on).exclude(pk__in=AgencySuccession.objects.values("old"))


def citizen(citizen_id: int) -> Citizen:
    """A citizen by id. NotVisible when there is none."""
    found = Citizen.objects.filter(pk=citizen_id).first()
    if found is None:
        raise NotVisible("no-such-citizen", "Không có công dân này.")
    return found


def numbers_of(citizen_id: int | None) -> QuerySet[Citizen, str]:
    """The personal number of a citizen as a condition for `__in`: none for nobody, and for one without a number."""
    known = Citizen.objects.filter(pk=citizen_id or 0, personal_number__isnull=False)
    return known.values_list("personal_number", flat=True)  # type: ignore[return-value]


def reachable(number: str) -> Citizen | None:
    """The citizen with this personal number whose telephone is his own word: he signed in himself; None otherwise.

    A telephone that somebody else wrote down for him proves nothing about him.
    """
    signed_in = Account.objects.filter(citizen=OuterRef("pk"), is_active=True)
    return Citizen.objects.filter(Exists(signed_in), personal_number=number).exclude(phone="").first()


def organisation(organisation_id: int) -> Organisation:
    """An organisation by id. NotVisible when there is none."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise NotVisible("no-such-organisation", "Không có tổ chức này.")
    return found


# Asked on every page of a signed-in person, so one statement brings all that says who he is; what holds on the
# day is chosen from it in Python, because a session is opened before the day of the request is known.
ACCOUNT = """FROM people_account LEFT JOIN people_citizen c ON c.id = citizen_id
    LEFT JOIN people_official o ON o.id = official_id
WHERE people_account.id = %s"""
WHO = {
    "full_name": "coalesce(c.full_name, o.full_name, username)",
    "posts": """(SELECT jsonb_agg(jsonb_build_array(p.agency_id, p.role, p.valid_from, p.valid_to))
        FROM people_post p WHERE p.official_id = people_account.official_id)""",
    "substitutions": """(SELECT jsonb_agg(jsonb_build_array(s.agency_id, s.valid_from, s.valid_to))
        FROM people_substitution s WHERE s.official_id = people_account.official_id)""",
    "mandates": """(SELECT jsonb_agg(jsonb_build_array(r.organisation_id, r.valid_from, r.valid_to))
        FROM people_representative r WHERE r.citizen_id = people_account.citizen_id)""",
}


def account_of(account_id: int) -> Account | None:
    """The active account with its name, posts and mandates, in one statement."""
    found = next(iter(read(Account, ACCOUNT, [account_id], also=WHO)), None)
    return found if found and found.is_active else None


def person_for(account: Account, *, on: date, at: datetime | None = None) -> Person:
    """The person behind an account, with the posts and mandates that hold on a day; at: the moment itself."""
    if not hasattr(account, "full_name"):  # made or found by other ways than the session's
        (account,) = read(Account, ACCOUNT, [account.pk], also=WHO)
    posts: dict[int, set[str]] = defaultdict(set)
    for agency_id, role, *span in json.loads(account.posts or "[]"):
        if _holds(*span, on=on.isoformat()):
            posts[agency_id].add(role)
    for agency_id, *span in json.loads(account.substitutions or "[]") if posts else ():
        if _holds(*span, on=on.isoformat()):
            posts[agency_id].add(Role.LEADER)
    mandates = json.loads(account.mandates or "[]")
    return Person(
        name=account.full_name,
        account_id=account.pk,
        citizen_id=account.citizen_id,
        official_id=account.official_id,
        organisation_ids=frozenset(who for who, *span in mandates if _holds(*span, on=on.isoformat())),
        posts={agency: frozenset(roles) for agency, roles in posts.items()},
        at=at,
    )


def _holds(valid_from: str | None, valid_to: str | None, *, on: str) -> bool:
    """Whether a validity in ISO days covers a day."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


def has_second_factor(account: Account) -> bool:
    """True when the account has an authenticator app or a passkey; recovery codes alone are none."""
    return account.second_factors.exclude(kind=FactorKind.RECOVERY).exists()


def passkeys_of(account_id: int) -> QuerySet[SecondFactor]:
    """The passkeys of an account, oldest first."""
    return SecondFactor.objects.filter(account=account_id, kind=FactorKind.PASSKEY).order_by("pk")


def passkey_credentials(account: Account) -> list[bytes]:
    """What is stored of the passkeys of an account: ids with public keys."""
    return [bytes(secret) for secret in passkeys_of(account.pk).values_list("secret", flat=True)]


def sign_ins_of(person: Person, *, now: datetime) -> QuerySet[SignIn]:
    """Where the person is signed in now, the most recently seen first."""
    mine = SignIn.objects.filter(account=person.account_id or 0, session__expire_date__gt=now)
    return mine.order_by("-seen_at", "-started_at")


def sign_in_stands(account_id: int, handle: str, *, now: datetime) -> bool:
    """Whether an account is still signed in by the session of this handle (SignIn.handle)."""
    open_now = SignIn.objects.filter(account=account_id, session__expire_date__gt=now)
    return bool(handle) and any(one.handle == handle for one in open_now)


def demo_posts() -> QuerySet[Post]:
    """The posts of officials whose staff number marks them as people of the demonstration."""
    demo = Post.objects.filter(official__staff_number__regex=r"^CB\d{4}$", official__account__isnull=False)
    return demo.select_related("agency", "official__account").order_by("official__staff_number")


def mandates_of(citizen: Citizen, *, on: datetime) -> QuerySet[Representative]:
    """The organisations for which a citizen acts now."""
    held = Representative.objects.filter(standing_on(timezone.localdate(on)), citizen=citizen)
    return held.select_related("organisation").order_by("organisation__sort_key")


NEEDED = {"birth_date": "ngày sinh", "phone": "số điện thoại", "address": "địa chỉ", "personal_number": "số định danh"}


def missing_facts(citizen: Citizen) -> list[str]:
    """Vietnamese names of the facts that most forms ask for and that we do not have."""
    return [name for field, name in NEEDED.items() if not getattr(citizen, field)]


# Asked by every request of the API, fresh each time: a token that was taken away opens nothing any more.
CLIENT = """
SELECT id, name, agency_id, roles FROM people_apiclient
WHERE token_sha256 = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
"""


def client_for(token: str, now: datetime) -> Person | None:
    """The program behind a token, acting for its agency; None for a token that opens nothing now."""
    digest = hashlib.sha256(token.encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(CLIENT, [digest, now, now])
        found = cursor.fetchone()
    if found is None:
        return None
    client_id, name, agency_id, roles = found
    return Person(name=name, client_id=client_id, posts={agency_id: frozenset(roles)})


def program(client_id: int, now: datetime) -> Person | None:
    """A program by its number, as its token would bring it; None when the token opens nothing now."""
    found = ApiClient.objects.filter(pk=client_id).first()
    if found is None or not found.opens_at(now):
        return None
    return Person(name=found.name, client_id=found.pk, posts={found.agency_id: frozenset(found.roles)})


LEADER, DEPUTY = Role.LEADER.value, "Phó "


def program_for(client_id: int, now: datetime) -> Person | None:
    """The program with this number as it acts for its agency; None when it may do nothing now."""
    client = ApiClient.objects.filter(pk=client_id).first()
    if client is None or not client.opens_at(now):
        return None
    return Person(name=client.name, client_id=client.pk, posts={client.agency_id: frozenset(client.roles)})


def programs_open_at(now: datetime) -> list[ApiClient]:
    """Programs whose token opens something now, by name: for those who connect them to the exchange."""
    rows = ApiClient.objects.filter(valid_from__lte=now).select_related("agency").order_by("name", "pk")
    return [client for client in rows if client.opens_at(now)]


MAY_ISSUE = frozenset({Role.ADMIN.value, "system"})


def api_clients_visible_to(actor: Actor) -> QuerySet[ApiClient]:
    """Programs with a token, newest first: all for an administrator and the system, none for others."""
    rows = ApiClient.objects.all() if actor.roles & MAY_ISSUE else ApiClient.objects.none()
    return rows.select_related("agency").order_by("-valid_from", "-pk")


def api_client_for(actor: Actor, client_id: int) -> ApiClient:
    """The program with this number. NotVisible when there is none for this actor."""
    found = api_clients_visible_to(actor).filter(pk=client_id).first()
    if found is None:
        raise NotVisible("no-such-client", "Không có ứng dụng kết nối này.")
    return found


@dataclass(frozen=True)
class Look:
    """One look at a citizen's data: when, who, for which agency, why, and what it was for."""

    at: datetime
    who: str
    agencies: str
    purpose: str
    subject: str


def looks_at(citizen_id: int, *, limit: int = 200) -> list[Look]:
    """Who looked at a citizen's data, newest first, with the agencies in which they held a post then."""
    entries = entries_about(f"citizen:{citizen_id}").filter(kind=Looked.kind).order_by("-id")[:limit]
    seen = list(entries)
    posts = _posts_of(entry.actor_ref for entry in seen)
    return [
        Look(
            at=entry.at,
            who=entry.actor_name,
            agencies=", ".join(
                dict.fromkeys(post.agency.name for post in posts[entry.actor_ref] if _held(post, entry.at))
            ),
            purpose=entry.facts["purpose"],
            subject=entry.facts["subject"],
        )
        for entry in seen
    ]


def _posts_of(refs: Iterable[str]) -> dict[str, list[Post]]:
    ids = {int(ref.partition(":")[2]) for ref in refs if ref.startswith("official:")}
    found: dict[str, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(official_id__in=ids).select_related("agency"):
        found[f"official:{post.official_id}"].append(post)
    return found


def _held(post: Post, at: datetime) -> bool:
    day = timezone.localdate(at)
    return post.valid_from <= day and (post.valid_to is None or day <= post.valid_to)


@cached(TTLCache(maxsize=2000, ttl=settings.AGENCY_SECONDS), lock=Lock())
def agency_by_id(agency_id: int) -> Agency:
    """An agency by id, remembered for a minute: read it, never change it. NotVisible when there is none."""
    found = Agency.objects.filter(pk=agency_id).first()
    if found is None:
        raise NotVisible("no-such-agency", "Không có cơ quan này.")
    return found


def official_by_number(staff_number: str) -> Official:
    """The official with a staff number. NotVisible when there is none."""
    found = Official.objects.filter(staff_number=staff_number).first()
    if found is None:
        raise NotVisible("no-such-official", "Không có cán bộ mang số hiệu này.")
    return found


def posts_of(official_id: int, *, on: date) -> list[Post]:
    """The posts that an official holds on a day, with official and agency; empty when there is none."""
    wide = Post.objects.select_related("official", "agency").order_by("valid_from", "pk")
    held = once(("posts", official_id, on), lambda: list(wide.filter(standing_on(on), official_id=official_id)))
    return list(held)


def leaders_on(day: date) -> list[Post]:
    """Every post on a day that may sign for an agency (Lãnh đạo ký), with official and agency."""
    held = Post.objects.filter(standing_on(day), role=Role.LEADER)
    return list(held.select_related("official", "agency").order_by("pk"))


def substitutions_of(official_id: int, *, on: date) -> list[Substitution]:
    """What an official may sign for the head of an agency that day, with the agency, the newest first."""
    standing = Substitution.objects.filter(standing_on(on), official_id=official_id)
    return list(standing.select_related("agency").order_by("-valid_from", "-pk"))


def standing_substitution(official_id: int, agency_id: int, *, on: date) -> Substitution | None:
    """By what an official signs for the head of an agency that day, the newest; None without one."""
    return next((one for one in _substitutions(official_id, agency_id) if one.stands_on(on)), None)


def _substitutions(official_id: int, agency_id: int) -> list[Substitution]:
    mine = Substitution.objects.order_by("-valid_from", "-pk")
    return once(
        ("substitutions", official_id, agency_id),
        lambda: list(mine.filter(official_id=official_id, agency_id=agency_id)),
    )


def substitution_for(official_id: int, agency_id: int, *, on: date) -> Substitution | None:
    """By what an official signs for the head of an agency that day; None for who needs no such instrument.

    The head needs none, and a deputy who never had one signs by his post. Refused `substitution-ended` for who was
    given leave once and has none that day.
    """
    entered = _substitutions(official_id, agency_id)
    standing = next((one for one in entered if one.stands_on(on)), None)
    if standing or not entered:
        return standing
    titles = [post.title for post in posts_of(official_id, on=on) if (post.agency_id, post.role) == (agency_id, LEADER)]
    spent = [one for one in entered if not titles or one.signs_for == SignsFor.KT]
    if not spent or any(not title.startswith(DEPUTY) for title in titles):
        return None
    newest = spent[0]
    by, way = newest.instrument, newest.lines[0]
    if on < newest.valid_from:
        begins = format_date(newest.valid_from)
        raise Refused("substitution-ended", f"Chưa ký “{way}” được: {by} chỉ có hiệu lực từ ngày {begins}.")
    ended = format_date(newest.valid_to or on)
    raise Refused("substitution-ended", f"Chưa ký “{way}” được: {by} đã hết hiệu lực sau ngày {ended}.")
