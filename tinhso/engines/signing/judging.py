"""Time, chain and revocation of the signatures in one PDF, judged by pyHanko after ETSI EN 319 102-1.

pyHanko judges every single thing: a time-stamp, a chain today, a chain in the past. What is done here is to carry
proofs of existence from one to the next, newest first: a document time-stamp that holds proves that everything before
it existed then, older time-stamps and revocation lists included. pyHanko's own `ades_lta_validation` gives up on a
signature that has no time-stamp among its own attributes: every person's signature that the seal followed at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from asn1crypto import cms, crl, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESPassed, AdESSubIndic
from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.ades import ades_basic_validation, ades_timestamp_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
    bootstrap_validation_data_handlers,
)
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.context import CertValidationPolicySpec, ValidationDataHandlers
from pyhanko_certvalidator.errors import PathBuildingError, ValidationError
from pyhanko_certvalidator.ltv.ades_past import past_validate
from pyhanko_certvalidator.ltv.poe import POEManager, POEType
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import NO_REVOCATION, REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import PathBuilder, SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer

from tinhso.engines.signing.rules import ProofLevel, Standing
from tinhso.ground.gateway.partners.timestamps import signer_of

TOLERANCE = timedelta(minutes=5)
NEVER = datetime(1, 1, 1, tzinfo=UTC)
# What a chain that held in the past can heal (EN 319 102-1, 5.6.3); the rest stays as it is.
PAST = {
    AdESIndeterminate.REVOKED_NO_POE, AdESIndeterminate.REVOKED_CA_NO_POE, AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED, AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE, AdESIndeterminate.TRY_LATER,
    AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE,
}  # fmt: skip
STANDINGS = {
    AdESPassed.OK: Standing.GOOD,
    AdESFailure.REVOKED: Standing.REVOKED,
    AdESIndeterminate.REVOKED_NO_POE: Standing.REVOKED_UNPROVEN,
    AdESIndeterminate.REVOKED_CA_NO_POE: Standing.REVOKED_UNPROVEN,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: Standing.EXPIRED_UNPROVEN,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: Standing.EXPIRED_UNPROVEN,
    AdESIndeterminate.EXPIRED: Standing.EXPIRED_UNPROVEN,
    AdESIndeterminate.NO_POE: Standing.EXPIRED_UNPROVEN,
}


@dataclass(frozen=True)
class Judgement:
    """One signature. existed_at: the earliest moment that a trusted clock proves, by: whose; None and '' without one.

    checked: revocation lists were read for the signer's chain. revoked_at: None unless revoked.
    """

    standing: Standing
    level: ProofLevel
    existed_at: datetime | None = None
    by: str = ""
    checked: bool = False
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class Clock:
    """A proof of existence: when, and by whose clock."""

    at: datetime
    by: str


class Judge:
    """The judge of one file. roots, lists: DER of trusted certificates and of the revocation lists that we hold now."""

    def __init__(
        self, reader: PdfFileReader, *, roots: Sequence[x509.Certificate], lists: Iterable[bytes], at: datetime
    ) -> None:
        self.at = at
        self.timing = ValidationTimingInfo(at, at, point_in_time_validation=True)
        self.signatures = list(reader.embedded_regular_signatures)
        self.archival = list(reader.embedded_timestamp_signatures)
        self.kept_certificates, self.kept_lists = _store(reader)
        self.lists = [*self.kept_lists, *(CRLContainer(crl.CertificateList.load(der)) for der in lists)]
        self.known = [*self.kept_certificates, *roots]
        self.roots = SimpleTrustManager.build(list(roots))
        self.poe = POEManager(at)
        for root in roots:  # that they exist needs no proof: we trust them
            self.poe.register(root, POEType.PROVIDED, root.not_valid_before)
        self.clocks: dict[bytes, Clock] = {}
        self.archives: list[datetime] = []

    @property
    def has_evidence(self) -> bool:
        """Whether there is anything to judge beyond the signatures themselves."""
        return bool(self.lists or self.archival or any(map(_token_of, self.signatures)))

    async def judge(self, whole: Sequence[bool]) -> list[Judgement]:
        """A judgement of each signature, in their order. whole: which of them are intact and cover their revision."""
        for stamp in reversed(self.archival):
            await self._take_archive(stamp)
        for place in reversed(range(len(self.signatures))):
            if whole[place]:
                await self._take_token(place)
        return [await self._judged(signature) for signature in self.signatures]

    async def _take_archive(self, stamp: EmbeddedPdfSignature) -> None:
        """What a document time-stamp proves, if it holds: all that stood in the file before it."""
        stamp.compute_integrity_info()  # type: ignore[no-untyped-call]
        covers = stamp.evaluate_signature_coverage() >= SignatureCoverageLevel.ENTIRE_REVISION
        digest = stamp.compute_digest()
        if not covers or not await self._holds(stamp.signed_data, lambda _algorithm: digest):
            return
        clock = _clock_of(stamp.signed_data)
        certificates, lists = _store(stamp.reader.get_historical_resolver(stamp.signed_revision))
        for thing in (*certificates, *lists):
            self.poe.register(thing, POEType.VALIDATION, clock.at)
        earlier = [one for one in (*self.signatures, *self.archival) if one.signed_revision < stamp.signed_revision]
        self._prove(earlier, clock)
        if lists:
            self.archives.append(clock.at)

    async def _take_token(self, place: int) -> None:
        """What the time-stamp of a signature proves: the signature, and all signatures that it covers."""
        token = _token_of(self.signatures[place])
        checker = generic_cms.message_imprint_checker(self.signatures[place].signer_info)
        if token is not None and await self._holds(token, checker):
            self._prove(self.signatures[: place + 1], _clock_of(token))

    def _prove(self, signatures: Iterable[EmbeddedPdfSignature], clock: Clock) -> None:
        for one in signatures:
            signature = one.signer_info["signature"].native
            self.poe.register(signature, POEType.VALIDATION, clock.at)
            if signature not in self.clocks or clock.at < self.clocks[signature].at:
                self.clocks[signature] = clock
            token = _token_of(one) if one.sig_object_type == "/Sig" else None
            if token is not None:
                self.poe.register(token["signer_infos"][0]["signature"].native, POEType.VALIDATION, clock.at)
            for signed in filter(None, (one.signed_data, token)):
                for choice in signed["certificates"]:
                    self.poe.register(choice.chosen, POEType.VALIDATION, clock.at)

    async def _holds(self, token: cms.SignedData, expected: Callable[[str], bytes]) -> bool:
        """Whether a time-stamp is right and trusted, today or in the past that is proven so far."""
        certificate = signer_of(token)
        if certificate is None:
            return False
        spec = self._spec(certificate)
        today = await ades_timestamp_validation(
            token, spec, expected, timing_info=self.timing, validation_data_handlers=self._handlers(spec)
        )
        return (await self._past(token, spec, today.ades_subindic)) is AdESPassed.OK

    async def _judged(self, signature: EmbeddedPdfSignature) -> Judgement:
        certificate = signature.signer_cert
        spec = self._spec(certificate)
        today = await ades_basic_validation(
            signature.signed_data, spec, timing_info=self.timing, raw_digest=signature.compute_digest(),
            validation_data_handlers=self._handlers(spec),
        )  # fmt: skip
        value = signature.signer_info["signature"].native
        clock = self.clocks.get(value)
        indication = today.ades_subindic
        details = today.api_status.revocation_details if today.api_status else None
        revoked_at = details.revocation_date if details else None
        if revoked_at and clock and indication in {AdESIndeterminate.REVOKED_NO_POE, AdESFailure.REVOKED}:
            indication = AdESPassed.OK if clock.at < revoked_at else AdESFailure.REVOKED
        else:
            indication = await self._past(signature.signed_data, spec, indication)
        standing = STANDINGS.get(indication, Standing.UNCHECKED)
        if standing is Standing.UNCHECKED and self.at >= certificate.not_valid_after:
            standing = Standing.EXPIRED_UNPROVEN  # its CA may have ended with it, which pyHanko finds first
        return Judgement(
            standing=standing,
            level=self._level(signature, clock),
            existed_at=clock.at if clock else None,
            by=clock.by if clock else "",
            checked=self._is_checked(certificate),
            revoked_at=revoked_at,
        )

    async def _past(self, signed: cms.SignedData, spec: SignatureValidationSpec, today: AdESSubIndic) -> AdESSubIndic:
        """What becomes of today's answer when the past is asked with all that is proven (EN 319 102-1, 5.6.2.4).

        As pyHanko's `ades_past_signature_validation`, which never finds the list of a CA below the root: it looks for
        the issuer of that CA in a path that begins with it.
        """
        certificate = signer_of(signed)
        if today not in PAST or certificate is None:
            return today
        existed_at = self.poe[signed["signer_infos"][0]["signature"].native]
        controlled_at = await self._last_held(certificate, signed, spec)
        is_listed = any(
            held.crl_data.issuer == certificate.issuer and self.poe[held] <= certificate.not_valid_after
            for held in self.kept_lists
        )
        held_then = certificate.not_valid_before <= existed_at <= min(controlled_at, certificate.not_valid_after)
        return AdESPassed.OK if held_then and is_listed else today

    async def _last_held(
        self, certificate: x509.Certificate, signed: cms.SignedData, spec: SignatureValidationSpec
    ) -> datetime:
        """The last moment at which the chain is known to have held, by what the file keeps; long ago if never.

        A list says nothing about a certificate that had ended before it, so neither today's lists nor those of a
        renewal count for it.
        """
        begin = min(self.at, certificate.not_valid_after)
        kept = replace(spec, local_knowledge=replace(spec.local_knowledge, known_crls=self.kept_lists))
        handlers = bootstrap_validation_data_handlers(kept, is_historical=True, poe_manager_override=copy(self.poe))
        handlers.cert_registry.register_multiple([choice.chosen for choice in signed["certificates"]])
        paths = PathBuilder(self.roots, handlers.cert_registry).async_build_paths_lazy(certificate)
        try:
            async for path in paths:
                try:
                    return await past_validate(path, kept.cert_validation_policy, handlers, init_control_time=begin)
                except ValidationError:
                    continue
        except PathBuildingError:
            pass
        finally:
            await paths.cancel()  # type: ignore[no-untyped-call]
        return NEVER

    def _level(self, signature: EmbeddedPdfSignature, clock: Clock | None) -> ProofLevel:
        if clock is None:
            return ProofLevel.B
        issuers = {held.crl_data.issuer.dump() for held in self.kept_lists}
        kept = {one.subject.dump(): one for one in self.kept_certificates}
        current, steps = signature.signer_cert, 0
        while current is not None and not current.self_issued and steps <= len(kept):
            if current.issuer.dump() not in issuers:
                return ProofLevel.T
            current, steps = kept.get(current.issuer.dump()), steps + 1
        return ProofLevel.LTA if self.archives else ProofLevel.LT

    def _is_checked(self, certificate: x509.Certificate) -> bool:
        return any(held.crl_data.issuer == certificate.issuer for held in self.lists)

    def _spec(self, certificate: x509.Certificate) -> SignatureValidationSpec:
        """Revocation is asked where the certificate names a place for it, or where we hold a list of its issuer."""
        declared = bool(certificate.crl_distribution_points or certificate.ocsp_urls)
        asks = REQUIRE_REVINFO if declared or self._is_checked(certificate) else NO_REVOCATION
        policy = CertValidationPolicySpec(
            trust_manager=self.roots, revinfo_policy=CertRevTrustPolicy(asks), time_tolerance=TOLERANCE
        )
        return SignatureValidationSpec(
            policy,
            RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY),
            ts_cert_validation_policy=policy,
            local_knowledge=LocalKnowledge(known_crls=self.lists, known_certs=self.known),
        )

    def _handlers(self, spec: SignatureValidationSpec) -> ValidationDataHandlers:
        return bootstrap_validation_data_handlers(spec, timing_info=self.timing, poe_manager_override=copy(self.poe))


def _store(reader: PdfHandler) -> tuple[list[x509.Certificate], list[CRLContainer]]:
    """Certificates and revocation lists in the security store of a file or of a revision."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return [], []
    lists = [CRLContainer(crl.CertificateList.load(reference.get_object().data)) for reference in store.crls]
    return list(store.load_certs()), lists


def _token_of(signature: EmbeddedPdfSignature) -> cms.SignedData | None:
    return next(iter(generic_cms.extract_tst_data_iter(signature.signer_info, signed=False)), None)


def _clock_of(token: cms.SignedData) -> Clock:
    certificate = signer_of(token)
    name = certificate.subject.native.get("common_name", "") if certificate else ""
    return Clock(token["encap_content_info"]["content"].parsed["gen_time"].native, str(name))
