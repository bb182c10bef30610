"""{% fixed %}: a piece of page that is the same for everyone, made once per process and language."""

from __future__ import annotations

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class Fixed(template.Node):
    """Keeps what it rendered. Inside it nothing of the request is known, so nothing of one reader can reach another."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._kept: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The piece in the language of the reader."""
        language = get_language()
        if language not in self._kept:
            self._kept[language] = self.nodelist.render(context.new({}))
        return self._kept[language]


@register.tag
def fixed(parser: Parser, token: Token) -> Fixed:
    """{% fixed %} labels, icons, addresses {% endfixed %}: half the cost of a page is to say the same again."""
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return Fixed(nodelist)
