"""What browsers are told about each page: run nothing but ours, show it in nobody's frame, keep nothing of a person."""

from __future__ import annotations

from tests.pages.album import Album

SAID = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"}
PUBLIC = {
    "home:front", "public_services:search", "public_services:procedure", "public_services:lookup", "evidence:heads",
    "signing:verify", "signing:verify_upload", "people:sign_in", "people:vneid_return",
    "staff_accounts:forgotten", "warehouse:index", "warehouse:metric", "warehouse:quality",
    "warehouse:quality_of", "warehouse:published", "warehouse:published_of", "warehouse:statistics",
    "warehouse:statistic", "scorecards:index", "scorecards:family",
    "open_data:catalogue", "open_data:dataset", "open_data:version", "open_data:requests",
    "scorecards:league", "scorecards:result", "service_index:overview", "service_index:procedures",
    "scorecards:version", "",
    "plans:index", "plans:directive", "plans:target", "briefings:index", "briefings:show",
}  # fmt: skip


def test_every_page_tells_browsers_what_protects_its_reader(album: Album) -> None:
    told = [page for page in album.pages if page.headers]
    wrong = {(page.title, name) for page in told for name, value in SAID.items() if page.headers.get(name) != value}

    assert len(told) > 300
    assert wrong == set()
    assert {page.title for page in told if "camera=()" not in page.headers["Permissions-Policy"]} == set()


def test_no_page_runs_what_does_not_come_from_us(album: Album) -> None:
    for policy in {page.headers["Content-Security-Policy"] for page in album.pages if page.headers}:
        said = {part.strip() for part in policy.split(";")}
        assert said >= POLICY
        assert not [part for part in said if "unsafe" in part or "*" in part or part.startswith(("script", "style"))]
        assert [part for part in said if part.startswith("form-action 'self'")]


def test_no_page_carries_a_script_or_a_style_of_its_own(album: Album) -> None:
    """The policy would stop them; what is stopped was a feature to somebody."""
    inline = {page.title for page in album.pages if "<script>" in page.html or " onclick=" in page.html}

    assert inline == set()
    assert {page.title for page in album.pages if " style=" in page.html or "<style" in page.html} == set()


def test_nothing_that_a_person_saw_is_kept_by_a_cache(album: Album) -> None:
    kept = {
        (page.title, page.headers.get("Cache-Control", ""))
        for page in album.pages
        if page.headers
        and page.route not in PUBLIC
        and page.title != "403-stale-form"  # whose sender has no session
        and "no-store" not in page.headers.get("Cache-Control", "")
    }

    # Forms that name mistakes (web/unkept.py), and the status of our services, the same for everybody.
    assert {said for _title, said in kept} <= {"private, no-cache", "max-age=20, private"}
