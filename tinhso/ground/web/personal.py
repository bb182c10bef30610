"""What the web keeps about people: answers to programs, for one day."""

from __future__ import annotations

from tinhso.ground.base.personal import OfDuty
from tinhso.ground.web.models import IdempotentAnswer, Tally

KEPT = ()
# An answer is found by the program and its key alone; what it says stands in the dossier, and it goes after its term.
OF_DUTY = (OfDuty(IdempotentAnswer, "Câu trả lời đã ghi cho ứng dụng kết nối", "trao-doi"),)
IMPERSONAL = (Tally,)  # of keyed hashes: nobody can be read out of them
