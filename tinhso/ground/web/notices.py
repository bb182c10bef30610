"""Notices for the next page, in a cookie of our own name."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NoticeCookie(CookieStorage):
    """Django's, under the name that settings give it."""

    cookie_name = settings.MESSAGE_COOKIE_NAME


class NoticeStorage(FallbackStorage):
    """Django's: a cookie, and the session where it grows too large."""

    storage_classes = (NoticeCookie, SessionStorage)
