"""The house checks what an import contract cannot see."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tinhso.config.reactions import HEARD

ROOT = settings.ROOT / "tinhso"
FLOOR = {
    "journal": 2, "web": 2,
    "gateway": 3.5, "files": 3, "reference": 3,
    "people": 4,
    "workflow": 5, "eforms": 5, "signing": 5, "payments": 5, "notifications": 5, "store": 5, "registers": 5,
    "mandates": 4.5,
    "staff_accounts": 4.5,
    "procedures": 6,
    "cameras": 6.5,
    "documents": 7,
    "dossiers": 8,
    "life_events": 9, "portal_sync": 9, "webhooks": 9, "digitising": 9, "bulk_signing": 9,
    "public_services": 10, "portal_intake": 10, "reorganisation": 10,
    "warehouse": 10.2, "scoring": 10.2,
    "scorecards": 10.3, "plans": 10.3, "open_data": 10.3, "service_index": 10.4, "ioc": 10.4,
    "playbooks": 10.5,
    "committees": 10.4, "briefings": 10.4,
    "personal_data": 12,
    "home": 11, "evidence": 11, "exchange": 11, "xroad": 11, "govstack": 11, "status": 11,
    "config": 99,
}  # fmt: skip


def room_of(path: Path) -> str:
    """The room that a file belongs to: tinhso/<wing>/<room>/…"""
    parts = path.relative_to(ROOT).parts
    return "config" if parts[0] == "config" else (parts[1] if len(parts) > 2 else "")


def python_files() -> list[Path]:
    return [p for p in ROOT.rglob("*.py") if "migrations" not in p.parts]


def test_every_room_has_its_floor():
    rooms = {config.label for config in apps.get_app_configs() if config.name.startswith("tinhso.")}

    assert rooms <= set(FLOOR)


def test_foreign_keys_point_down():
    keys = [
        (model._meta, field.related_model._meta)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model
    ]

    upward = [
        (a.label, b.label)
        for a, b in keys
        if a.app_label in FLOOR and a.app_label != b.app_label and FLOOR.get(b.app_label, -1) >= FLOOR[a.app_label]
    ]
    assert upward == []


def test_templates_name_no_room_above():
    """{% url "room:…" %}, {% include "room/…" %} and {% extends "room/…" %} point down or stay at home."""
    upward = []
    for path in ROOT.rglob("*.html"):
        room = room_of(path)
        named = re.findall(r"""{%\s*(?:url|include|extends)\s+["'](\w+)[:/]""", path.read_text())
        upward += [(str(path.relative_to(ROOT)), other) for other in named
                   if other in FLOOR and other != room and FLOOR[other] >= FLOOR.get(room, 0)]  # fmt: skip
    assert upward == []


def test_nobody_imports_by_a_string_or_hides_an_import():
    hidden = []
    for path in python_files():
        if "tests" in path.parts:
            continue
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in {"import_string", "import_module", "TYPE_CHECKING"}:
                hidden.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.id}")
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden += [
                    f"{path.relative_to(ROOT)}:{inner.lineno}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                ]
    assert hidden == []


def test_tables_are_touched_only_by_their_owner():
    """`.objects` of a model appears in its own room only, in queries, actions, loading or tests."""
    foreign = []
    owners = {m.__name__: m._meta.app_label for m in apps.get_models() if m._meta.app_label in FLOOR}
    for path in python_files():
        if "tests" in path.parts or path.name == "conftest.py":
            continue
        for name in re.findall(r"\b([A-Z]\w+)\.objects\b", path.read_text()):
            if name in owners and owners[name] != room_of(path):
                foreign.append(f"{path.relative_to(ROOT)}: {name}")
    assert foreign == []


def test_no_file_is_longer_than_400_lines():
    long = {
        str(p.relative_to(settings.ROOT)): n
        for p in [*python_files(), *(settings.ROOT / "tests").rglob("*.py"), *(settings.ROOT / "bench").rglob("*.py")]
        if (n := p.read_text().count("\n")) > 400
    }

    assert long == {}


def test_nobody_asks_isdigit_before_a_number_is_read():
    """'²'.isdigit() is true and int('²') fails: a crash that anyone can type. `isdecimal` is what int() reads."""
    trusting = [str(p.relative_to(ROOT)) for p in python_files() if ".isdigit()" in p.read_text()]

    assert trusting == []


def test_each_room_says_in_one_line_what_it_is():
    silent = [
        str(p.relative_to(ROOT))
        for p in ROOT.glob("*/*/__init__.py")
        if p.parent.name not in {"management", "tests"} and not ast.get_docstring(ast.parse(p.read_text()))
    ]
    assert silent == []


def all_views(resolver: URLResolver, prefix: str = "") -> list[tuple[str, object]]:
    found = []
    for pattern in resolver.url_patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append((where, pattern.callback))
        else:
            found += all_views(pattern, where)
    return found


OTHERS = ("django.", "ninja.")


def test_every_page_says_who_may_enter():
    silent = [
        where
        for where, view in all_views(get_resolver())
        if not hasattr(view, "door") and not getattr(view, "func", view).__module__.startswith(OTHERS)
    ]
    assert silent == []


def test_every_model_stands_in_the_glossary():
    glossary = (settings.ROOT / "docs" / "glossary.md").read_text()
    missing = [
        f"{m._meta.app_label}.{m.__name__}"
        for m in apps.get_models()
        if m._meta.app_label in FLOOR and f"`{m.__name__}`" not in glossary
    ]
    assert missing == []


def test_migrations_are_numbered_and_named_by_content():
    badly = [
        str(p.relative_to(ROOT))
        for p in ROOT.rglob("migrations/*.py")
        if p.name != "__init__.py" and (not re.match(r"\d{4}_[a-z]\w+\.py$", p.name) or "_auto_" in p.name)
    ]
    assert badly == []


def test_nothing_depends_on_the_workshop():
    """Paths of a workplace and registry hosts have no place in the repository."""
    hosts = re.compile(r"(?<![\w./])/(?:work|root)/|registry\.npmjs|files\.pythonhosted|pypi\.org/simple|\.\./shared")
    listed = subprocess.run(["git", "ls-files"], cwd=settings.ROOT, capture_output=True, text=True, check=True).stdout
    tracked = [settings.ROOT / name for name in listed.splitlines()]
    named = [
        str(p.relative_to(settings.ROOT))
        for p in tracked
        if p.suffix in {".py", ".toml", ".json", ".lock", ".html", ".js", ".md"}
        and p.is_file()
        and p.name != "test_floor_plan.py"
        and hosts.search(p.read_text(errors="ignore"))
    ]
    assert named == []


def test_upward_news_stays_few_and_is_heard_once():
    """More than about a dozen rows mean that two rooms stand on the wrong floors."""
    heard = [(fact.kind, hear) for facts, hear in HEARD for fact in facts]

    assert len(HEARD) <= 12
    assert len(heard) == len(set(heard))
