"""Who may enter where: one line an address. A new address without a line fails the test.

    address, what stands in it | who is let in | who sees his own (ward's) row | who sees a strange row | who may act

An empty column means the one before it; a row that one may not see is 404, so that nobody learns whether it exists.
`nobody` sees strange rows unless it says otherwise; who may act: who passes by POST where fewer do than by GET.
`everyone`: open, because what is shown is public; `key`: whoever was given the unguessable key in the address;
`later`: open, and not there before it is published; `signature`: a partner's call, turned away because ours is not
signed; `refused`: strange rows of which everybody knows that they exist. Words in quotes stand in the address as such.
"""

from __future__ import annotations

PAGES = """
healthz | everyone
metrics | later
security_txt | later
set_language | everyone
home:front | everyone
home:mine | citizens
home:looks | citizens
home:desk | staff
public_services:search | everyone
public_services:procedure procedure | everyone
public_services:start procedure | citizens, one-stop
public_services:resume application | citizens, one-stop | citizen
public_services:take_home application | citizens, one-stop | citizen
public_services:discard application | citizens, one-stop | citizen
public_services:parts application | citizens, one-stop | citizen
public_services:part_file application attached | citizens, one-stop | citizen
public_services:remove_file application attached | citizens, one-stop | citizen
public_services:stored_paper application | citizens, one-stop | citizen
public_services:fees application | citizens, one-stop | citizen
public_services:review application | citizens, one-stop | citizen
public_services:apply application step | citizens, one-stop | citizen
public_services:store | citizens
public_services:store_file stored | citizens | citizen
public_services:assist | citizens, one-stop
public_services:lookup | everyone
public_services:dossier dossier | citizens | applicant
public_services:paper dossier paper | citizens | applicant
public_services:forms dossier | citizens | applicant
public_services:form dossier form | citizens | applicant
public_services:slip helped | citizens, one-stop | helper
public_services:supplement dossier | citizens | applicant
public_services:withdraw dossier | citizens | applicant
public_services:rate dossier | citizens | applicant
portal_intake:log_in | everyone
portal_intake:file dossier paper | signature
portal_intake:serve | everyone
life_events:cases | staff
life_events:file "made-up" | signature
life_events:counter | reception
life_events:receipt case | anyone signed in | applicant, ward, overseers | overseers
life_events:answer case "residence" | citizens | applicant
life_events:withdraw case | citizens | applicant
life_events:undo case | leader
bulk_signing:lists | leader, clerk
bulk_signing:open agency "SIGN" | leader, clerk | | refused | leader
bulk_signing:show list | leader, clerk | leader
bulk_signing:progress list | leader, clerk | leader
bulk_signing:act list "start" | leader, clerk | leader
bulk_signing:send_back list item | leader, clerk | leader
bulk_signing:move_item list item "leave_out" | leader, clerk | leader
documents:shelves | staff
documents:tasks | staff
documents:books | staff
documents:counts | staff
documents:sign_several | leader
documents:write | staff
documents:take_in | clerk
documents:show written | staff | ward, auditor | auditor
documents:rewrite drafted | staff | case officer
documents:preview written | staff | ward, auditor | auditor
documents:attached drafted "1" | staff | ward, auditor | auditor
documents:paper received | staff | ward, auditor | auditor
documents:annex annexed "1" | staff | ward, auditor | auditor
documents:copy received | staff | ward, auditor | auditor | leader, clerk
documents:copy_paper received copy | staff | ward, auditor | auditor
documents:finish_copy received copy | staff | ward, auditor | auditor | leader, clerk
documents:signatures received | staff | ward, auditor | auditor
documents:remark written | staff | ward, auditor | auditor | ward
documents:act written "send_back" | staff | ward, auditor | auditor | leader
documents:assign received | staff | ward, auditor | auditor | leader, division head
documents:move_task task "close" | staff | ward, auditor | auditor | leader
dossiers:queue | staff
dossiers:counter | reception
dossiers:counter_form procedure | reception
dossiers:counter_resume entry | reception
dossiers:counter_step entry entry_step | reception
dossiers:counter_papers entry | reception
dossiers:counter_scan entry scan | reception
dossiers:counter_review entry | reception
dossiers:counter_discard entry | reception
dossiers:counter_done dossier | reception
dossiers:collect owing | cashiers
dossiers:silent | staff
dossiers:register | staff
dossiers:held_up | staff
dossiers:assisted | counters
dossiers:assisted_behind "341" team | counters
dossiers:ratings | head of one-stop, leader, overseers
dossiers:ratings_behind agency procedure | head of one-stop, leader, overseers | | overseers
dossiers:asked | staff
dossiers:show dossier | staff | ward, overseers | overseers
dossiers:act new "receive" | staff | ward, overseers | overseers | reception
dossiers:ask_population new | staff | ward, overseers | overseers | reception
dossiers:papers dossier | staff | ward, overseers | overseers
dossiers:sign_paper dossier form | staff | ward, overseers | overseers | reception
dossiers:paper dossier form | staff | ward, overseers | overseers
dossiers:file dossier paper | staff | ward, overseers | overseers
dossiers:opinion dossier paper | staff | ward, overseers | overseers
dossiers:minutes dossier paper | staff | ward, overseers | overseers
dossiers:draft draft | leader
dossiers:result dossier | staff | ward, overseers | overseers
digitising:waiting | reception
digitising:reuse | counters
digitising:reuse_behind agency | counters | | overseers
digitising:dossier posted | reception
digitising:sheet posted sheet | reception
digitising:take_stored posted sheet | reception
digitising:take_snapshot posted sheet | reception
digitising:stored posted stored | reception
digitising:take_out posted stored | reception | | | nobody
workflow:calendar | staff
workflow:calendar_year year | staff
workflow:hours | staff | | | controller
workflow:announce | controller
procedures:catalogue | staff
procedures:import | controller
procedures:version version_of version | staff
procedures:edit version_of version | controller
procedures:publish version_of version | controller
procedures:retire version_of version | controller
procedures:begin version_of version | controller
registers:all | staff
registers:show register | staff
registers:propose "co-so-van-hoa" | nobody
registers:record "co-so-van-hoa" "018f0000-0000-7000-8000-000000000000" | nobody
registers:proposal "co-so-van-hoa" "1" | nobody
eforms:list | staff
eforms:preview "death" "nguoi-yeu-cau" | staff
signing:verify_upload | everyone
signing:revocation_list "issuing" | everyone
signing:verify signed | key
signing:kept_report signed | later
payments:callback | everyone
payments:look_up | everyone
payments:mismatches | reconcilers
payments:resolve mismatch | reconcilers
payments:give_back mismatch | head of one-stop, leader
payments:refunds | reconcilers
payments:refund refund | reconcilers | head of one-stop, leader, accountant
payments:pay charge | key
payments:pay_online charge | key
payments:return charge | key
payments:vietqr.svg charge | key
notifications:preferences | citizens
notifications:preferences_of organisation | citizens | citizen
notifications:contact_of organisation | citizens | citizen
warehouse:index | everyone
warehouse:entering | staff
warehouse:sheet "NET.WEAKSPOT" "2025-10" | staff | | | case officer, clerk, accountant
warehouse:observation observation | staff | ward, overseers | overseers | division head, head of one-stop
warehouse:evidence observation | staff | ward, overseers | overseers
warehouse:statistics | everyone
warehouse:statistic "NET.WEAKSPOT" | everyone
warehouse:quality | everyone
warehouse:quality_of "NB.VP" | everyone
warehouse:published | everyone
warehouse:published_of "kinh-te-so" | everyone
warehouse:metric "ADM.ONTIME" | everyone
open_data:catalogue | everyone
open_data:described "ttl" | everyone
open_data:requests | everyone
open_data:request data_request_key | key
open_data:dataset "don-vi-hanh-chinh" | everyone
open_data:dataset_described "don-vi-hanh-chinh" "ttl" | everyone
open_data:version "don-vi-hanh-chinh" "1" | later
open_data:file "don-vi-hanh-chinh" "1" "don-vi-hanh-chinh" "csv" | later
open_data:desk | staff
open_data:case data_request | staff | ward, overseers | overseers | answerers
open_data:action "status_show" | everyone
open_data:action_unversioned "status_show" | everyone
warehouse:behind "ADM.ONTIME" | staff
scorecards:index | everyone
service_index:overview | everyone
service_index:procedures "NPSC.3.2" | everyone
service_index:lost "NPSC.2.1" | staff
scorecards:version "DTI-PROV-2022" | everyone
scorecards:annex "DTI-PROV-2022" | overseers
scorecards:move_version "DTI-PROV-2022" "de-nghi" | overseers
scorecards:family "DTI" | everyone
scorecards:league "DTI" assessed ranked | everyone
scorecards:result "DTI-PROV-2022" "48" assessed | everyone
scorecards:sheet "DTI-PROV-2022" "NB" assessed | staff
scorecards:entry "DTI-PROV-2022" "NB" assessed "DTI22.1" | controller
scorecards:mine | staff
scorecards:progress "DTI-PROV-2022" assessed | staff
scorecards:count "DTI-PROV-2022" assessed | overseers
scorecards:duties "DTI-PROV-2022" assessed | overseers
scorecards:duty "DTI-PROV-2022" assessed "DTI22.1" | staff
scorecards:evidence evidence | staff | ward, overseers | overseers
scorecards:publish "DTI-PROV-2022" "NB" assessed "de-nghi" | overseers
scorecards:close "DTI-PROV-2022" "NB" assessed | leader, overseers | | | nothing there
plans:index | everyone
plans:directive "kh-29-2025" | everyone
plans:target "T083" | everyone
plans:add_directive | leader, division head, controller
plans:tie "kh-29-2025" | controller
plans:untie "ctr-54-2025" "nq-57-2024" | controller
plans:add_target "kh-29-2025" | controller
plans:basis "T083" | controller
plans:result "T090" | controller
plans:end_target "T090" | controller
plans:tasks | staff
plans:give | leader, controller
plans:documents | leader, controller
plans:turned "01890000-0000-7000-8000-000000000000" | leader, controller | nobody
plans:batch batch | staff | ward, overseers | overseers
plans:task plan_task | staff | ward, overseers | overseers
plans:move_task plan_task "accept" | staff | ward, overseers | overseers | case workers
committees:index | staff
committees:found | leader, division head, controller
committees:show committee | staff
committees:seat committee | controller
committees:unseat committee member | controller
briefings:index | everyone
briefings:show "toan-canh" "2020-01" | later
briefings:pdf "toan-canh" "2020-01" | later
briefings:write "toan-canh" "2026-10" | controller
briefings:move "toan-canh" "2020-01" "submit" | writers | | | nothing there
ioc:wall | watchers
ioc:live | watchers
ioc:ticket | watchers
ioc:domains | watchers
ioc:indicator "ADM.ONTIME" | watchers
ioc:map | watchers
ioc:place watched | watchers | watchers | overseers
ioc:alerts | watchers
ioc:alert alert | watchers | watchers | overseers | leader, division head, head of one-stop, controller
ioc:duty | overseers | | | controller
ioc:thresholds | watchers | | | controller
ioc:decide threshold "approve" | watchers | | | controller
playbooks:all | watchers
playbooks:write | controller
playbooks:playbook playbook | watchers | overseers | | controller
playbooks:change playbook | controller
playbooks:begin playbook | controller
playbooks:run run | watchers | watchers | overseers | controller
cameras:all | watchers
cameras:enter | leader, division head
cameras:camera camera | watchers | watchers | overseers | leader, division head
cameras:rights | watchers | | | leader
cameras:end_right right | watchers | leader, overseers | overseers | leader
cameras:looks | watchers
evidence:heads | everyone
evidence:newest | later
evidence:everything | later
evidence:roots | everyone
webhooks:list | overseers | | | controller
webhooks:show subscription | overseers
webhooks:rotate subscription | controller
webhooks:move subscription "suspend" | controller
webhooks:schema "dossier.status.v1" | everyone
exchange:overview | overseers
exchange:letter letter | overseers
exchange:replay letter | controller
exchange:portal | overseers
exchange:arrival arrival | overseers
exchange:take_again arrival | controller
exchange:packets | overseers
exchange:dead | overseers | | | controller
exchange:progress again | overseers
exchange:reconciliations | overseers | | | controller
exchange:events "residence" | signature
status:public | everyone
status:livez | everyone
status:readyz | everyone
status:operating | controller, administrator, auditor
status:maintenance | controller, administrator
status:call_off maintenance | controller, administrator
personal_data:mine | citizens
personal_data:ask | citizens
personal_data:consents | citizens | | | nothing there
personal_data:show request | citizens | citizen
personal_data:receipt request | citizens | citizen
personal_data:copy request | citizens | citizen | | nothing there
personal_data:inbox | data officer, auditor
personal_data:case request | data officer, auditor | | data officer, auditor | data officer
personal_data:register | data officer, leader, overseers
personal_data:breaches | data officer, overseers | | | data officer
personal_data:breach breach | data officer, overseers | | | data officer
personal_data:notice breach | data officer, overseers
mandates:overview | citizens
mandates:propose | citizens
mandates:grant | citizens
mandates:organisation organisation | citizens | citizen
mandates:waiting | one-stop
mandates:show mandate | citizens, one-stop, overseers | citizen, one-stop, overseers | overseers
mandates:paper mandate | citizens, one-stop | citizen, one-stop
xroad:clients | everyone
xroad:root "VN" "GOV" "H42" "tinh-so" "dossiers" | everyone
xroad:service "VN" "GOV" "H42" "tinh-so" "dossiers" "x" | everyone
xroad:slash "VN" "GOV" "H42" "tinh-so" "dossiers" | everyone
people:profile | anyone signed in
people:sign_ins | anyone signed in
people:end_sign_ins | anyone signed in
people:sign_in | everyone
people:sign_out | everyone
people:vneid_depart | everyone
people:vneid_return | everyone
people:staff_sign_in | everyone
people:second_factor | everyone
people:enrol | anyone signed in
people:recovery_codes | staff
people:api_clients | administrator
people:revoke_api_client client | administrator
people:passkey_begin_adding | staff
people:passkey_finish_adding | staff
people:passkey_remove | staff
people:passkey_begin_use | everyone
people:passkey_finish_use | everyone
staff_accounts:change | staff
staff_accounts:forgotten | everyone
staff_accounts:follow "khong-co" | everyone
staff_accounts:set | everyone
staff_accounts:all | administrator
staff_accounts:account account | administrator
staff_accounts:invite account | administrator
staff_accounts:end_sessions account | administrator
"""

# The API: method and address | which programs | own rows | strange rows | who may act. Any program reads the catalogue.
API = """
GET api/procedures | programs
GET api/procedures/<code> procedure | programs
GET api/procedures/<code>/national procedure | programs
POST api/dossiers | programs | | | program
GET api/dossiers | programs
POST api/dossiers/bulk | programs
GET api/dossiers/<code> new | programs
POST api/dossiers/<code>/receive new | programs | | | program
POST api/dossiers/<code>/transfer new | programs
POST api/dossiers/<code>/refuse new | programs | | | program
POST api/files | programs
GET api/events | programs
GET api/statistics | programs
GET api/statistics/<code> "NET.WEAKSPOT" | programs
POST api/statistics/<code>/periods/<period> "NET.WEAKSPOT" "2025-10" | programs | | | program
POST api/cameras/states | programs
GET govstack/registration/services | programs
GET govstack/registration/services/<service_id> procedure | programs
GET govstack/registration/services/<service_id>/eForms procedure | programs
GET govstack/registration/eForms/<form_id> "death" | programs
POST govstack/registration/documents | programs
POST govstack/registration/services/<service_id>/applications procedure | programs | | | program
GET govstack/registration/applications | programs
GET govstack/registration/applications/<file_id> new | programs
PUT govstack/registration/applications/<file_id> new | programs
GET govstack/registration/tasks | programs
GET govstack/registration/tasks/<task_id> new | programs
POST govstack/registration/tasks/<task_id>/complete new | programs
GET govstack/registration/data/statistics/1.0 | programs
GET govstack/registries/data/MyPersonalDataUsage/1.0 | programs
GET govstack/registries/data/<code>/<version> kept "1.0" | programs | | refused
POST govstack/registries/data/<code>/<version>/create kept "1.0" | programs | | refused | program
POST govstack/registries/data/<code>/<version>/exists kept "1.0" | programs | | refused
POST govstack/registries/data/<code>/<version>/read kept "1.0" | programs | | refused
PUT govstack/registries/data/<code>/<version>/update kept "1.0" | programs | | refused | program
PUT govstack/registries/data/<code>/<version>/updateEntries kept "1.0" | programs | | refused | program
PUT govstack/registries/data/<code>/<version>/update-entries kept "1.0" | programs | | refused | program
POST govstack/registries/data/<code>/<version>/updateOrCreate kept "1.0" | programs | | refused | program
POST govstack/registries/data/<code>/<version>/update-or-create kept "1.0" | programs | | refused | program
DELETE govstack/registries/data/<code>/<version>/<key>/delete kept "1.0" "000912345678" | programs | | refused | program
GET govstack/registries/data/<code>/<version>/<uuid>/readValue/<field>.<ext> {one value} | programs | | refused
GET govstack/registries/data/<code>/<version>/<uuid>/read-value/<field>.<ext> {one value} | programs | | refused
GET govstack/registries/databases | programs
POST govstack/registries/database/modify | programs
GET govstack/registries/database/<number> shape | programs | | programs
DELETE govstack/registries/database/<number> shape | programs | | refused | program
""".replace("{one value}", 'kept "1.0" record "name" "json"')
