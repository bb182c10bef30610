"""For balancers and watchers: is this process alive, may traffic come here? Reasons are told to operators only."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.front.status import health
from tinhso.ground.people.doors import Request, open_to_all


@open_to_all
@never_cache
@require_safe
def livez(request: Request) -> HttpResponse:
    """200 while the process answers; it asks nobody."""
    return HttpResponse("alive\n", content_type="text/plain")


@open_to_all
@never_cache
@require_safe
def readyz(request: Request) -> HttpResponse:
    """200 when people can be served here, else 503; what failed, or only delays work, by its bare name."""
    made = health.checks()
    failed = [one.name for one in made if one.is_vital and not one.is_good]
    degraded = [one.name for one in made if not one.is_vital and not one.is_good]
    told = {"status": "unready" if failed else "ready", "failed": failed, "degraded": degraded}
    return JsonResponse(told, status=503 if failed else 200)
