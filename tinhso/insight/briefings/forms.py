"""What officials type about briefings; no saving here."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.ground.web.filling import Plain, text_field


class Words(Plain):
    """The words of a briefing around its figures."""

    opening = text_field(_("Phần mở đầu"), 4000, 8)
    closing = text_field(_("Phương hướng, nhiệm vụ tiếp theo"), 4000, 6, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)
