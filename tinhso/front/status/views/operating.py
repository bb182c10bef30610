"""What the house is busy with, for those who run it; and where they tell of planned work."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.engines.signing.queries import own_certificates_ending
from tinhso.front.status import actions, health, queries, slow
from tinhso.front.status.forms import Planned
from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.queries import calls_since, partner_names
from tinhso.ground.journal.queries import reading_lag
from tinhso.ground.people.doors import Request, holders_of

HOUR = timedelta(hours=1)
ENDING = timedelta(days=60)
GIB = 2**30


@dataclass(frozen=True)
class Disk:
    """Room on one disk; used_share: whole percent."""

    name: str
    free_gib: float
    used_share: int

    @property
    def is_tight(self) -> bool:
        """Whether somebody should make room."""
        return self.used_share >= 85


@holders_of("CONTROLLER", "ADMIN", "AUDITOR")
@require_safe
def page(request: Request) -> HttpResponse:
    """Checks, queues, lag, letters and calls to partners, costly statements, room on disks, certificates that end."""
    now, names = request.now, partner_names()
    context = {
        "checks": health.checks(),
        "lines": queries.lines(now=now),
        "workers": queries.workers_alive(),
        "queues": queries.queues(),
        "lag": reading_lag("reactions"),
        "letters": [(names.get(one.partner, one.partner), one) for one in queries.letters() if one.dead or one.queued],
        "calls": [(names.get(one.partner, one.partner), one) for one in calls_since(now - HOUR)],
        "costliest": slow.costliest(),
        "slow_ms": settings.SLOW_MS,
        "disks": [_disk(_("Tệp"), Path(settings.FILES_DIR)), _disk(_("Dữ liệu chạy"), Path(settings.STATE_DIR))],
        "ending": own_certificates_ending(now + ENDING, now=now),
        "planned": queries.planned(now=now),
        "may_plan": bool(request.person.roles & actions.OPERATORS),
        "now": now,
    }
    return render(request, "status/operating.html", context)


def _disk(name: str, folder: Path) -> Disk:
    there = next(one for one in (folder, *folder.parents) if one.exists())
    usage = shutil.disk_usage(there)
    return Disk(name, round(usage.free / GIB, 1), round(100 * usage.used / usage.total))


@holders_of("CONTROLLER", "ADMIN")
@require_http_methods(["GET", "HEAD", "POST"])
def maintenance(request: Request) -> HttpResponse:
    """Tell everybody of planned work."""
    form = Planned(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.announce_maintenance(request.person, now=request.now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, _(refused.sentence))
        else:
            messages.success(request, _("Đã báo trên trang tình trạng dịch vụ."), extra_tags="good")
            return redirect("status:operating")
    status = 422 if form.is_bound else 200
    return render(request, "status/maintenance.html", {"form": form}, status=status)


@holders_of("CONTROLLER", "ADMIN")
@require_POST
def call_off(request: Request, pk: int) -> HttpResponse:
    """Planned work will not be done."""
    actions.call_off_maintenance(request.person, pk, now=request.now)
    messages.success(request, _("Đã huỷ báo bảo trì."), extra_tags="good")
    return redirect("status:operating")
