"""The graph of directives and their targets: read from the top without a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tinhso.ground.base.refused import NotVisible
from tinhso.insight.plans.lifecycle import OPEN, Tie
from tinhso.insight.plans.models import Directive, DirectiveTie, PlanTask, Target, TaskStep
from tinhso.insight.plans.rules.issuers import number_key, same_issuer

NATION = "VN"
# What was written down by mistake and taken back stays as a row and ties nothing.
STANDING_TIES = DirectiveTie.objects.filter(undone_at__isnull=True)
# Which steps lead a task from one paper to another, and which tell of an amendment.
HANDED = ("carry", "uncarry", "move")
AMENDED = ("amend", "unamend")
PROVINCE_DIGITS = 2


@dataclass(frozen=True)
class Branch:
    """One directive in the tree. depth: how far below its root; tie: what it does to the one above it, None for a root.

    A paper that stands below two is shown below each.
    """

    directive: Directive
    depth: int
    tie: DirectiveTie | None


def directives() -> QuerySet[Directive]:
    """All of them, the earliest first; those without a date last."""
    return Directive.objects.order_by("issued_on", "code")


def directive(code: str) -> Directive:
    """The directive with this code. NotVisible when there is none."""
    found = Directive.objects.filter(code=code).select_related("document").first()
    if found is None:
        raise NotVisible("no-directive", "Không có văn bản chỉ đạo này.")
    return found


def directive_by_key(number: str, issued_on: date | None, issuer: str, about: str) -> Directive | None:
    """Number, date and issuer are the key, however they are typed: titles differ from source to source.

    about: two wards may both have issued 1/KH-UBND that day.
    """
    same_day = Directive.objects.filter(issued_on=issued_on, about=about).exclude(number="").order_by("pk")
    key = number_key(number)
    return next((one for one in same_day if number_key(one.number) == key and same_issuer(one.issuer, issuer)), None)


def codes_like(code: str) -> set[str]:
    """The codes that begin like this one."""
    return set(Directive.objects.filter(code__startswith=code).values_list("code", flat=True))


def directive_of(document_id: int) -> Directive | None:
    """The directive that a document of ours is."""
    return Directive.objects.filter(document=document_id).first()


def ties_of(one: Directive) -> tuple[list[DirectiveTie], list[DirectiveTie]]:
    """What it does to earlier papers, and what later ones do to it; what was taken back is left out."""
    up = STANDING_TIES.filter(lower=one).select_related("lower", "upper").order_by("upper__issued_on", "pk")
    down = STANDING_TIES.filter(upper=one).select_related("lower", "upper").order_by("lower__issued_on", "pk")
    return list(up), list(down)


def undone_ties_of(one: Directive) -> list[DirectiveTie]:
    """What was said of it and another paper and taken back, the newest first."""
    rows = DirectiveTie.objects.filter(Q(lower=one) | Q(upper=one), undone_at__isnull=False)
    return list(rows.select_related("lower", "upper").order_by("-undone_at", "-pk"))


def standing_tie(lower: Directive, upper: Directive) -> DirectiveTie | None:
    """What the later of two papers does to the earlier one, None where nothing is said."""
    return STANDING_TIES.filter(lower=lower, upper=upper).first()


def targets_ended_by(tie: DirectiveTie) -> QuerySet[Target]:
    """The targets that ended because one paper replaced another."""
    return Target.objects.filter(ended_by=tie)


def carried_over(lower: Directive, upper: Directive) -> list[int]:
    """Tasks that a replacement handed on from one paper to another and that still stand there, over or not, with the
    parts cut from them since, by number.
    """
    last = TaskStep.objects.filter(task=OuterRef("pk"), verb__in=HANDED).order_by("-at", "-pk")
    there = PlanTask.objects.filter(directive=lower)
    moved = there.annotate(verb=Subquery(last.values("verb")[:1]), before=Subquery(last.values("from_directive")[:1]))
    found = set(moved.filter(verb="carry", before=upper.pk).values_list("pk", flat=True))
    ahead = found
    while ahead:
        ahead = set(there.filter(parent__in=ahead).exclude(pk__in=found).values_list("pk", flat=True))
        found = found | ahead
    return sorted(found)


def told_of_amendment(lower: Directive, upper: Directive) -> list[int]:
    """Tasks whose history says that one paper amends the other and does not take it back, by number."""
    last = TaskStep.objects.filter(task=OuterRef("pk"), verb__in=AMENDED, from_directive=lower).order_by("-at", "-pk")
    there = PlanTask.objects.filter(directive=upper).annotate(verb=Subquery(last.values("verb")[:1]))
    return sorted(there.filter(verb="amend").values_list("pk", flat=True))


def tree() -> list[Branch]:
    """Every directive below the one that it carries out, amends or replaces, roots by date; read downwards."""
    every = {one.pk: one for one in directives()}
    below: dict[int, list[DirectiveTie]] = defaultdict(list)
    tied = set()
    for tie in STANDING_TIES.order_by("lower__issued_on", "lower__code"):
        below[tie.upper_id].append(tie)
        tied.add(tie.lower_id)
    found: list[Branch] = []

    def walk(pk: int, depth: int, tie: DirectiveTie | None) -> None:
        found.append(Branch(every[pk], depth, tie))
        for each in below[pk]:
            walk(each.lower_id, depth + 1, each)

    for pk in every:
        if pk not in tied:
            walk(pk, 0, None)
    return found


def would_close_a_circle(lower: Directive, upper: Directive) -> bool:
    """Whether the upper one already stands below the lower one."""
    seen, ahead = set(), {lower.pk}
    while ahead:
        if upper.pk in ahead:
            return True
        seen |= ahead
        ahead = set(STANDING_TIES.filter(upper__in=ahead).values_list("lower", flat=True)) - seen
    return False


def locked_directives(*pks: int) -> list[Directive]:
    """Directives as they stand now, by number, locked until the end of the transaction."""
    return list(Directive.objects.select_for_update().filter(pk__in=pks).order_by("pk"))


def open_tasks_under(one: Directive) -> QuerySet[PlanTask]:
    """Tasks of a directive that are not over, locked until the end of the transaction."""
    return PlanTask.objects.select_for_update().filter(directive=one, state__in=OPEN).order_by("pk")


def targets_of(one: Directive) -> QuerySet[Target]:
    """The targets of a directive in the order of its paper, ended ones too."""
    return Target.objects.filter(directive=one).select_related("directive").order_by("place", "code")


def is_of_the_province(about: str) -> bool:
    """Whether what is about this counts for the province: the nation's and provinces', not a commune's own.

    Codes of provinces have two digits, those of communes five (Quyết định 19/2025/QĐ-TTg).
    """
    return about == NATION or len(about) == PROVINCE_DIGITS


def targets(*, codes: Sequence[str] = ()) -> QuerySet[Target]:
    """All targets, or those with these codes: by directive and place."""
    rows = Target.objects.select_related("directive").order_by("directive__issued_on", "directive__code", "place")
    return rows.filter(code__in=codes) if codes else rows


def targets_of_the_province() -> list[Target]:
    """Those that count for the province: its own and the nation's; what a commune set itself stays there."""
    return [one for one in targets() if is_of_the_province(one.about)]


def target(code: str) -> Target:
    """One target. NotVisible when there is none."""
    found = Target.objects.filter(code=code).select_related("directive").first()
    if found is None:
        raise NotVisible("no-target", "Không có chỉ tiêu này.")
    return found


def locked_target(one: Target) -> Target:
    """The target as it stands now, locked until the end of the transaction."""
    return Target.objects.select_for_update(of=("self",)).select_related("directive").get(pk=one.pk)


def replaced_by(one: Directive) -> Directive | None:
    """What took the place of a directive."""
    tie = STANDING_TIES.filter(upper=one, tie=Tie.REPLACES).select_related("lower").first()
    return tie.lower if tie else None
