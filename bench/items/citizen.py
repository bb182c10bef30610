"""Item 5: "my dossiers" of a signed-in person with step, promise and what is needed; also of one who has 900."""

from __future__ import annotations

from bench import peers
from bench.load import Call
from bench.people import account_of_citizen, signed_in
from bench.report import Row
from bench.sides import compared
from bench.stage import Stage

BUSY = "SELECT applicant_citizen_id FROM dossiers_dossier GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
SOME = "SELECT DISTINCT applicant_citizen_id FROM dossiers_dossier WHERE id %% 1000 = 7 LIMIT 40"


def run(stage: Stage) -> list[Row]:
    """The page /cua-toi/ of forty citizens, and of the busiest one."""
    busy = stage.connection.execute(BUSY).fetchone()
    some = stage.connection.execute(SOME.replace("%%", "%")).fetchall()
    browsers = [signed_in(account_of_citizen(pk)) for (pk,) in some if not busy or pk != busy[0]]
    heavy = signed_in(account_of_citizen(busy[0])) if busy else {}
    return [
        *compared(stage, "5 citizen", lambda: [Call("GET", "/cua-toi/", b"", one) for one in browsers], limit="citizen",
                  peer=peers.CITIZEN),
        *compared(stage, "5 citizen with 900 dossiers", lambda: [Call("GET", "/cua-toi/", b"", heavy)], limit="citizen",
                  peer=peers.CITIZEN),
    ]  # fmt: skip
