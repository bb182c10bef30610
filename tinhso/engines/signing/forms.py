"""What people hand in to be verified."""

from __future__ import annotations

from typing import Any

from django import forms

from tinhso.engines.signing.rules import read_code

MAX_BYTES = 20 * 1024 * 1024


class Verify(forms.Form):
    """A code or a file; one of them."""

    code = forms.CharField(max_length=60, required=False)
    file = forms.FileField(required=False, allow_empty_file=True)

    def clean_code(self) -> str:
        """The code as stored; an error when it cannot be one."""
        typed = self.cleaned_data["code"].strip()
        code = read_code(typed)
        if typed and not code:
            raise forms.ValidationError("Mã gồm 16 chữ và số, viết thành bốn nhóm, ví dụ 7K3M-9XQ2-0VNE-5T1C.")
        return code

    def clean_file(self) -> Any:
        """The upload, if it is not too large to be judged."""
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError("Tệp lớn hơn 20 MB nên không kiểm tra được ở đây.")
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two must be given."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("code") and not given.get("file"):
            self.add_error("code", "Hãy gõ mã in trên văn bản, hoặc chọn tệp PDF cần kiểm tra.")
        return given
