"""E-mail over SMTP, through Django's own back end."""

from __future__ import annotations

import smtplib
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from tinhso.ground.gateway.errors import Rejected, Unavailable

PARTNER = "smtp"
TIMEOUT_S = 10


def send(address: str, *, title: str, body: str, key: str) -> str:
    """Send one plain-text letter; its Message-ID.

    The Message-ID is made of `key`, so a repeated letter is known as the same by mailboxes that look.
    Rejected: the server will never take it (5xx). Unavailable: it may take it later.
    """
    server = urlsplit(settings.PARTNERS[PARTNER])
    sender = settings.DEFAULT_FROM_EMAIL
    message_id = f"<{key}@{sender.rpartition('@')[2].rstrip('>')}>"
    backend = EmailBackend(
        host=server.hostname,
        port=server.port or 25,
        username=unquote(server.username or ""),
        password=unquote(server.password or ""),
        use_tls=server.scheme == "smtp+starttls",
        use_ssl=server.scheme == "smtps",
        timeout=TIMEOUT_S,
    )
    letter = EmailMessage(title, body, sender, [address], headers={"Message-ID": message_id})
    try:
        backend.send_messages([letter])
    except smtplib.SMTPResponseException as error:
        failure = Rejected if error.smtp_code >= 500 else Unavailable
        raise failure(PARTNER, f"SMTP {error.smtp_code}") from error
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        failure = Rejected if min(codes) >= 500 else Unavailable
        raise failure(PARTNER, f"SMTP {min(codes)}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable(PARTNER, type(error).__name__) from error
    return message_id
