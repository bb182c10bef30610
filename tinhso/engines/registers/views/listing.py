"""The province's registers for officials: which there are, and what stands in one, masked where it is about people."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.engines.registers import queries, rules
from tinhso.engines.registers.queries import Wanted
from tinhso.ground.people.doors import Request, staff_only

SIZE = 50


@staff_only
@require_safe
def registers(request: Request) -> HttpResponse:
    """Every register: its keeper, how many records it has, its legal basis, when it last changed."""
    return render(request, "registers/all.html", {"lines": queries.lines(request.person, now=request.now)})


@staff_only
@require_safe
def register(request: Request, code: str) -> HttpResponse:
    """One register's records, a page of them; of people only the first letters. Others' personal ones: none."""
    found = queries.register_for(request.person, code)
    text, number = request.GET.get("tim", "").strip()[:100], request.GET.get("trang", "1")
    page = int(number[:6]) or 1 if number.isascii() and number.isdecimal() else 1
    is_open = queries.may_read(request.person, found) or bool(request.person.roles & queries.SEE_ALL)
    # Masked records are not searched: what is found would say what is hidden.
    wanted = Wanted(text="" if found.is_personal else text, first=(page - 1) * SIZE, size=SIZE)
    rows, count = queries.search(request.person, found, wanted, now=request.now) if is_open else ((), 0)
    shape = queries.schemas_visible_to(request.person).filter(register=found).last()
    fields = rules.fields_in_order(shape.schema, found.key_field) if shape else {}
    contents = [rules.masked(row.content) if found.is_personal else row.content for row in rows]
    columns = [facts.get("title") or name for name, facts in fields.items()]
    shown = [[rules.shown(content.get(name), facts) for name, facts in fields.items()] for content in contents]
    context = {
        "register": found,
        "is_open": is_open,
        "text": text,
        "columns": columns,
        "rows": [(row, list(zip(columns, values, strict=True))) for row, values in zip(rows, shown, strict=True)],
        "edits": queries.keeps(request.person, found) and found.source == "OWN",
        "count": count,
        "before": page - 1,
        "after": page + 1 if count > page * SIZE else 0,
        "source": "" if found.source == "OWN" else _("Lấy thẳng từ nơi quản lý gốc, không có bản sao."),
    }
    return render(request, "registers/show.html", context)
