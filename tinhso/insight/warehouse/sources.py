"""Whose facts the warehouse keeps."""

from tinhso.government.documents.queries.daily_facts import DAILY_FACTS as DOCUMENTS
from tinhso.government.dossiers.queries.daily_facts import DAILY_FACTS as DOSSIERS
from tinhso.ground.base.facts import Facts

SOURCES: tuple[Facts, ...] = (DOSSIERS, DOCUMENTS)
