"""The tables of documents, by topic."""

from tinhso.government.documents.models.annexes import Annex
from tinhso.government.documents.models.documents import Document, DraftVersion, Remark
from tinhso.government.documents.models.kinds import DocumentKind, NumberBook
from tinhso.government.documents.models.sending import Recipient
from tinhso.government.documents.models.tasks import Task

__all__ = ["Annex", "Document", "DocumentKind", "DraftVersion", "NumberBook", "Recipient", "Remark", "Task"]
