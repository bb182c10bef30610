"""What officials type about their passwords."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.ground.staff_accounts.rules import MOST

REQUIRED = {"required": _("Hãy điền ô này."), "max_length": _("Mật khẩu dài nhất 128 ký tự.")}


class NewPassword(forms.Form):
    """A password to be, typed twice because nobody sees it."""

    new = forms.CharField(max_length=MOST, strip=False, error_messages=REQUIRED)
    again = forms.CharField(max_length=MOST, strip=False, error_messages=REQUIRED)

    def clean_again(self) -> str:
        """The same word twice."""
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError(_("Hai lần nhập chưa giống nhau."))
        return again


class ChangedPassword(NewPassword):
    """The same, with the present one as proof."""

    old = forms.CharField(max_length=200, strip=False, error_messages=REQUIRED)
    field_order = ("old", "new", "again")
