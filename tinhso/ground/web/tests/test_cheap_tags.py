"""{% fixed %} and {% each %}: the same page for less, and nothing of one reader on the page of another."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django.utils.translation import override


def test_a_fixed_piece_knows_nothing_of_the_reader():
    page = Template("{% fixed %}[{{ name }}{{ request.path }}]{% endfixed %}{{ name }}")

    for name in ("Lan", "Mơ"):
        request = RequestFactory().get(f"/{name}/")
        assert page.render(RequestContext(request, {"name": name, "request": request})) == f"[]{name}"


def test_a_fixed_piece_is_made_once_for_each_language():
    page = Template("{% load i18n %}{% fixed %}{% trans 'Hồ sơ' %}{% endfixed %}")

    with override("vi"):
        assert page.render(Context()) == "Hồ sơ"
    with override("en"):
        assert page.render(Context()) != "Hồ sơ"
    with override("vi"):
        assert page.render(Context()) == "Hồ sơ"


def test_each_shows_every_line_and_escapes_what_is_not_safe():
    page = Template("<ul>{% each line in rows %}<li>{{ line.name }} {{ line.mark }}</li>{% endeach %}</ul>")
    rows = [SimpleNamespace(name="<b>\"Mơ\" & 'Lan'", mark=SafeString("<i>✓</i>")), SimpleNamespace(name=7, mark=None)]

    shown = page.render(Context({"rows": rows}))

    assert shown == ("<ul><li>&lt;b&gt;&quot;Mơ&quot; &amp; &#x27;Lan&#x27; <i>✓</i></li><li>7 None</li></ul>")


@pytest.mark.parametrize(
    "body", ["{{ line.name|upper }}", "{{ name }}", "{{ line.a.b }}", "{% if line %}x{% endif %}", "{{ liner.name }}"]
)
def test_each_refuses_what_it_would_not_show(body):
    with pytest.raises(TemplateSyntaxError, match="each"):
        Template("{% each line in rows %}" + body + "{% endeach %}")


def test_each_says_how_it_is_written():
    with pytest.raises(TemplateSyntaxError, match="line in lines"):
        Template("{% each rows %}{% endeach %}")
