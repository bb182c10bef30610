"""What is sent where a page asks for something before it asks who may do it; words as in the addresses."""

from __future__ import annotations

BREACH = ("found_at", "what", "categories", "consequences", "measures", "contact")
FORMS: dict[str, dict[str, str]] = {
    "public_services:remove_file": {"part": '"TP02"'},
    "public_services:stored_paper": {"part": '"TP02"', "paper": "stored", "drop": '"1"'},
    "life_events:counter": {"entry": "entry"},
    "warehouse:sheet": {"verb": '"save"', "code": '"13669"', "numerator": '""', "denominator": '""', "value": '"3"'},
    "warehouse:observation": {"verb": '"check"'},
    "open_data:case": {"verb": '"grant"', "about": '"Trạm"', "words": '"Có"'},
    "ioc:alert": {"verb": '"acknowledge"'},
    "playbooks:playbook": {"verb": '"revise"'},
    "playbooks:run": {"verb": '"end"', "lessons": '"Không"'},
    "cameras:camera": {"verb": '"retire"'},
    "ioc:duty": {"what": '"line"', "words": '"Mất điện"'},
    "personal_data:case": {"verb": '"answer"', "decision": '"ACCEPTED"'},
    "personal_data:breaches": dict.fromkeys(BREACH, '"27/11/2025 09:00"'),
    "personal_data:breach": {"verb": '"report"', "number": '"01/TB"'},
    "dossiers:collect": {"charge": "fee"},
    "dossiers:ask_population": {"key": "application"},
    "digitising:take_stored": {"paper": "stored"},
    "digitising:take_out": {"reason": '"Nhầm"'},
    "webhooks:list": {"client": "client", "address": '"https://a.example/nhan"', "kinds": '"dossier.status.v1"'},
    "exchange:dead": {"doi-tac": '"residence"'},
    "exchange:reconciliations": {"doi-tac": '"residence"', "so-ngay": '"1"'},
}
