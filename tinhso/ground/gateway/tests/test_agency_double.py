"""The double of an agency: its page, its faults, and what it still knows after it was killed."""

from __future__ import annotations

import json

from tinhso.ground.gateway.partners import interlink
from tinhso.ground.gateway.partners.wire import client_for
from tinhso.ground.gateway.rules import SIGNATURE
from tinhso.ground.gateway.tests.doubles import Relay, free_port, start_double
from tinhso.ground.gateway.tests.letters import letter
from tinhso.ground.gateway.tests.outside import outside


def heard(relay):
    """The next event that the agency tells, taken."""
    _path, body, headers, answer = relay.calls.get(timeout=5)
    answer.set_result((204, b""))
    assert SIGNATURE in headers
    return json.loads(body)


def file(double, number=1, **changed):
    said = letter(number, goiLai=f"{double.relay.address}/su-kien/", **changed)
    return interlink.send("residence", operation="tiep-nhan", key=f"key-{number}", payload=said)


def test_its_page_shows_its_dossiers_and_a_button_decides(residence_double):
    code = file(residence_double, maYeuCau="<b>1</b>")["maHoSo"]

    page = outside.get(residence_double.address).text
    for said in (code, "&lt;b&gt;1", ">Giải quyết</button>", ">Từ chối</button>", ">Yêu cầu bổ sung</button>"):
        assert said in page
    pressed = {"maYeuCau": "<b>1</b>", "trangThai": "5", "lyDo": "Thiếu giấy"}
    assert outside.post(f"{residence_double.address}/", data=pressed).status_code == 303
    data = heard(residence_double.relay)["data"]

    assert (data["trangThai"], data["lyDo"], data["ketQua"]) == (5, "Thiếu giấy", None)


def test_a_dossier_that_is_filed_again_after_a_supplement_stays_the_same_dossier(residence_double):
    first = file(residence_double)
    residence_double.decide("LT-1", 5, "Thiếu giấy")
    heard(residence_double.relay)
    again = letter(1, goiLai=f"{residence_double.relay.address}/su-kien/", ghiChu="Đã bổ sung")
    second = interlink.send("residence", operation="tiep-nhan", key="key-again", payload=again)

    assert second == first
    assert [one["trangThai"] for one in residence_double.dossiers()] == [2]


def test_an_agency_that_is_killed_goes_on_telling_what_it_decided(tmp_path, settings):
    relay, port = Relay(), free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        "TINHSO_PARTNER_RESIDENCE": address, "TINHSO_DOUBLE_RETRY_S": "30", "TINHSO_DOUBLE_DECIDES_S": "0.2",
        "TINHSO_DOUBLE_FOLDER": str(tmp_path),
    }  # fmt: skip
    settings.PARTNERS = settings.PARTNERS | {"residence": address}
    process = start_double("residence", environment, port)
    said = letter(goiLai=f"{relay.address}/su-kien/")
    code = interlink.send("residence", operation="tiep-nhan", key="key-1", payload=said)["maHoSo"]
    relay.calls.get(timeout=5)[3].set_result((503, b""))  # not now: it would ask again in half a minute
    process.kill()
    process.wait(5)
    client_for(address).close()
    client_for.cache_clear()

    process = start_double("residence", environment, port)
    told = [heard(relay)["data"] for _ in range(2)]

    assert [(data["maHoSo"], data["soThuTu"], data["trangThai"]) for data in told] == [(code, 1, 4), (code, 2, 9)]
    assert interlink.ask("residence", "key-1")["maHoSo"] == code
    client_for(address).close()
    process.terminate()
    process.wait(5)
    relay.server.shutdown()
    relay.server.server_close()
