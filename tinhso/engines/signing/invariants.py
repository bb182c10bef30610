"""What must always be true of signed papers: who is still to prove something is still to be worked on."""

from __future__ import annotations

from tinhso.engines.signing.rules import ProofLevel, reaches
from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict

# What `rules.reaches` says of two levels, as pairs that the database can look up.
SHORT = [f"{level}<{wanted}" for level in ProofLevel for wanted in ProofLevel if not reaches(level, wanted)]
LEFT_ALONE = """
SELECT 'văn bản ' || code || ' (' || subject || '): cần cấp ' || wanted_level || ', mới ở cấp ' || level
    || ' mà không còn được xử lý tiếp'
FROM signing_signedpaper WHERE next_proof_at IS NULL AND state = 'SEALED'
    AND level || '<' || wanted_level = ANY(%s) ORDER BY id
"""


def proofs() -> Verdict:
    """A paper that does not prove itself as long as it should is on its way there."""
    return checked("signing_signedpaper", LEFT_ALONE, [SHORT])


INVARIANTS = (Invariant("signing.proofs", "Văn bản chưa đủ cấp chứng minh đều đang được xử lý tiếp", proofs),)
