"""./manage.py backup: one backup now, or how the backups stand."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.config.backup import cluster, contents, manifest, streaming, taking, watching
from tinhso.config.backup.places import Store
from tinhso.config.launch import state
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused


class Command(BaseCommand):
    """Ends with 1 when there is no whole backup afterwards, when a check fails, or when a file was bad already."""

    help = "Sao lưu cơ sở dữ liệu, tệp, khóa; hoặc xem (--status), kiểm (--verify) các bản đã có."

    def add_arguments(self, parser: CommandParser) -> None:
        """One of the options, or none for a backup."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--status", action="store_true", help="các bản đã có, dòng WAL, lần diễn tập cuối")
        choice.add_argument("--verify", action="store_true", help="tính lại mã băm từng phần của mọi bản và từng tệp")
        choice.add_argument("--show-key", action="store_true", help="in khóa sao lưu, để cất ngoài máy này")
        choice.add_argument("--end-wal", action="store_true", help="thôi nhận WAL: bỏ chỗ giữ ở máy chủ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked."""
        try:
            if options["show_key"]:
                self.stdout.write(state.secret("backup"))
            elif options["end_wal"]:
                streaming.drop(cluster.address())
            elif options["status"]:
                self._status(taking.own_store())
            elif options["verify"]:
                self._verify(taking.own_store())
            else:
                self._take(taking.own_store())
        except Refused as refused:
            raise CommandError(refused.sentence) from refused

    def _take(self, store: Store) -> None:
        self.stdout.write(f"Sao lưu vào {store.root}")
        made = taking.take(
            System("backup"), store, now=timezone.now(), say=self.stdout.write, show_progress=sys.stderr.isatty()
        )
        if made.contents["wrong"]:
            raise CommandError(f"{len(made.contents['wrong'])} tệp hỏng hoặc mất tại nguồn: ./manage.py verify_files.")

    def _status(self, store: Store) -> None:
        found = watching.standing(store, now=timezone.now())
        for line in found.lines:
            self.stdout.write(line)
        if found.problems:
            raise CommandError(" ".join(found.problems))

    def _verify(self, store: Store) -> None:
        wrong: list[str] = []
        with store.reading():
            for name in store.names():
                folder = store.sets / name
                wrong += manifest.faults(folder, manifest.read(folder, state.secret("backup")))
            wrong += [f"Tệp trong kho đã hỏng: {sha256}." for sha256 in contents.rotten(store.contents)]
        if wrong:
            raise CommandError(" ".join(wrong))
        self.stdout.write(f"{len(store.names())} bản sao lưu và mọi tệp trong kho nguyên vẹn.")
