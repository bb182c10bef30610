"""What a drill would notice; the drill itself: `make test-restore`."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tinhso.config.backup import drilling
from tinhso.config.backup.proving import counts, prove, standing_heads
from tinhso.config.backup.watching import _drill
from tinhso.ground.base.actors import System

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.JOURNAL_HEADS = tmp_path / "heads.jsonl"


def test_a_copy_that_knows_what_came_after_the_line_or_not_what_came_before_it_fails():
    line = drilling.draw_line(System("backup"), "drill-1")
    good = {"marks": [["drill-1", "before"]], "heads": line.heads_before, "counts": line.counts_after}

    assert drilling.differences(line, good) == []
    after = good | {"marks": [["drill-1", "before"], ["drill-1", "after"]]}
    assert drilling.differences(line, after) == ["Bản khôi phục có dòng ghi sau vạch."]
    assert drilling.differences(line, good | {"marks": []}) == ["Bản khôi phục thiếu dòng ghi trước vạch."]

    chain, seq, _digest = line.heads_before[0]
    forged = good | {"heads": [(chain, seq, "0" * 64)]}
    assert drilling.differences(line, forged) == [
        f"Nhật ký khôi phục nói khác bản đang sống: chuỗi {chain}, dòng {seq}."
    ]
    fewer = good | {"counts": line.counts_after | {"people_citizen": 0}}
    assert [fault.split(":")[0] for fault in drilling.differences(line, fewer)] == ["Bảng people_citizen"]


def test_a_copy_proves_itself_and_names_a_head_that_it_lost(tmp_path):
    drilling.draw_line(System("backup"), "drill-2")
    heads = standing_heads()
    chain, seq, digest = heads[-1]

    whole = prove(tmp_path / "mirror", None, heads)
    torn = prove(tmp_path / "mirror", None, [(chain, seq + 1, digest)])

    assert (whole["faults"], whole["counts"]) == ([], counts())
    assert whole["marks"] == [["drill-2", "before"], ["drill-2", "after"]]
    assert torn["faults"] == [f"Nhật ký không còn như lúc sao lưu: chuỗi {chain}, dòng {seq + 1}."]


def test_never_drilled_is_said():
    assert _drill(timezone.now()) == ([], ["Chưa diễn tập khôi phục lần nào: ./manage.py restore_drill."])
