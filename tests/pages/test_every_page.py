"""No page escapes: each address is visited, or says here why it is no page."""

from __future__ import annotations

from tests.pages.album import Album, routes

NO_PAGE = {
    "healthz": "a word for machines",
    "security_txt": "text for whoever found a weakness",
    "set_language": "POST, leads back",
    "public_services:resume": "leads on to a step",
    "public_services:part_file": "a file",
    "public_services:remove_file": "POST, leads back",
    "public_services:paper": "a file",
    "public_services:stored_paper": "POST, leads back",
    "public_services:store_file": "a file",
    "digitising:take_stored": "POST, leads back",
    "digitising:take_snapshot": "POST, leads back",
    "digitising:take_out": "POST, leads back",
    "digitising:stored": "a file",
    "public_services:form": "a PDF",
    "public_services:forms": "a piece of the dossier's page",
    "life_events:receipt": "a PDF",
    "life_events:file": "a file, for the agency that asked",
    "life_events:counter": "POST, leads on to the dossier",
    "dossiers:counter_resume": "leads on to a stop",
    "dossiers:counter_scan": "a file",
    "dossiers:ask_population": "POST, leads back",
    "dossiers:collect": "POST, leads back",
    "dossiers:paper": "a PDF",
    "dossiers:papers": "a piece of the dossier's page",
    "dossiers:sign_paper": "POST, leads back",
    "dossiers:file": "a file",
    "dossiers:minutes": "a file",
    "dossiers:opinion": "a file",
    "dossiers:result": "a PDF",
    "signing:kept_report": "a file",
    "signing:revocation_list": "a file",
    "dossiers:draft": "a PDF",
    "bulk_signing:open": "POST, leads on to the list",
    "bulk_signing:progress": "a piece of the list's page",
    "bulk_signing:act": "POST, leads back",
    "bulk_signing:move_item": "POST, leads back",
    "procedures:publish": "POST, leads back",
    "procedures:begin": "POST, leads on",
    "mandates:paper": "a file",
    "payments:callback": "an end point of the payment platform",
    "payments:look_up": "an end point of the payment platform",
    "payments:pay_online": "POST, leads to the payment platform",
    "payments:give_back": "POST, leads on to the refund",
    "payments:vietqr.svg": "a picture",
    "evidence:newest": "JSON for whoever keeps the heads of the journal",
    "evidence:everything": "JSON for whoever keeps the heads of the journal",
    "evidence:roots": "a file of certificates",
    "public_services:take_home": "a page to keep, as a download",
    "portal_intake:log_in": "an end point of the national portal",
    "portal_intake:file": "a file, for the national portal",
    "portal_intake:serve": "an end point of the national portal",
    "exchange:take_again": "POST, leads back",
    "exchange:events": "an end point of the partners of linked procedures",
    "exchange:replay": "POST, leads back",
    "webhooks:move": "POST, leads back",
    "webhooks:schema": "JSON Schema for whoever hears events",
    "xroad:clients": "JSON for members of the exchange",
    "xroad:root": "an end point of members of the exchange",
    "xroad:service": "an end point of members of the exchange",
    "xroad:slash": "an end point of members of the exchange",
    "people:revoke_api_client": "POST, leads back",
    "people:end_sign_ins": "POST, leads back",
    "people:sign_out": "POST, leads to the front page",
    "people:vneid_depart": "POST, leads to VNeID",
    "people:recovery_codes": "POST, shown once; the same page as after enrolment",
    "people:passkey_begin_adding": "JSON for the browser's key",
    "people:passkey_finish_adding": "JSON for the browser's key",
    "people:passkey_remove": "POST, leads back",
    "people:passkey_begin_use": "JSON for the browser's key",
    "people:passkey_finish_use": "JSON for the browser's key",
}


def test_each_address_is_visited_or_is_no_page(album: Album) -> None:
    visited = {page.route for page in album.pages} - {""}
    known = set(routes())

    assert sorted(known - visited - set(NO_PAGE)) == []
    assert sorted(set(NO_PAGE) - known) == []
    assert sorted(visited & set(NO_PAGE)) == []
