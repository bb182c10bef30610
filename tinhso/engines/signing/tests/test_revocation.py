"""Lists that other authorities publish: fetched over HTTP, believed when signed, obeyed before the next signature."""

from __future__ import annotations

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from django.utils import timezone

from tinhso.engines.signing import authority, authority_services, certificates, revocation
from tinhso.engines.signing.authority_services import Revoked
from tinhso.engines.signing.models import Certificate, CertificateKind, RevocationList
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.models import MessageLog

pytestmark = pytest.mark.django_db
CLERK = System("văn thư")


@pytest.fixture
def site():
    """An authority's web site; `page` is what lies there."""

    class Site(BaseHTTPRequestHandler):
        page = b""

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(Site.page)

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    Site.address = f"http://127.0.0.1:{server.server_port}/ca.crl"
    yield Site
    server.shutdown()
    server.server_close()


@pytest.fixture
def foreign(tmp_path, site) -> Certificate:
    """A certificate of another authority that names its list."""
    made = authority.authority(tmp_path)
    issued = authority.issue(tmp_path, name="Lê Văn Ngoài", organisation="Cơ quan khác", title="Phó CT")
    key = authority_services._key(tmp_path / made.issuing.key_name)
    old = issued.certificate
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(site.address)], None, None, None)
    named = (
        x509.CertificateBuilder(old.issuer, old.subject, old.public_key(), old.serial_number)
        .not_valid_before(old.not_valid_before_utc)
        .not_valid_after(old.not_valid_after_utc)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
        .sign(key, hashes.SHA256())
    )
    now = timezone.now()
    certificates.keep(CLERK, made.root, "authority:root", CertificateKind.ROOT, now=now)
    certificates.keep(CLERK, made.issuing, "authority:issuing", CertificateKind.ISSUING, now=now)
    return certificates.keep(CLERK, authority.Issued(named, ""), "official:1", CertificateKind.PERSON, now=now)


def test_a_published_list_is_believed_when_its_authority_signed_it(foreign, site, tmp_path):
    now = timezone.now().replace(microsecond=0)
    site.page = b"<html>"
    assert "không phải danh sách thu hồi" in revocation.refresh(CLERK, now=now)[0]
    stranger = tmp_path / "stranger"
    authority.authority(stranger)
    site.page = authority_services.revocation_list(stranger, "issuing", [], now=now)
    assert "không phải danh sách thu hồi" in revocation.refresh(CLERK, now=now)[0]

    gone = Revoked(int(foreign.serial, 16), now - timedelta(days=2), x509.ReasonFlags.key_compromise)
    site.page = authority_services.revocation_list(tmp_path, "issuing", [gone], now=now)
    assert revocation.refresh(CLERK, now=now) == []

    foreign.refresh_from_db()
    assert (foreign.revoked_at, foreign.revoked_because) == (now - timedelta(days=2), "key_compromise")
    assert RevocationList.objects.get().this_update == now
    assert site.page in revocation.standing_lists(now=now)
    site.page = authority_services.revocation_list(tmp_path, "issuing", [], now=now - timedelta(days=1))
    assert revocation.refresh(CLERK, now=now) == [f"{site.address}: danh sách cũ hơn danh sách đang giữ"]
    assert MessageLog.objects.filter(partner="revocation").count() == 4
    with pytest.raises(Refused, match="already-revoked"):
        revocation.revoke(CLERK, foreign.serial, reason="unspecified", now=now)
