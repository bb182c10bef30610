"""Several files go with a document, in order; the one that each could have is the first of them."""

import django.db.models.deletion
from django.db import migrations, models

VERDICTS = [
    ("good", "Chữ ký số hợp lệ"), ("doubtful", "Chữ ký số chưa xác định"), ("bad", "Chữ ký số không hợp lệ"),
    ("unsigned", "Tệp không có chữ ký số"), ("unreadable", "Không đọc được tệp để kiểm tra"),
]  # fmt: skip
# Only an unsigned PDF could be submitted; of a draft that was not, the file is judged anew when it is written anew.
FIRST = """
INSERT INTO documents_annex (document_id, place, file_id, verdict, paper_code)
SELECT d.id, 1, v.file_id, 'unsigned', d.annex_code
FROM documents_document d
CROSS JOIN LATERAL (
    SELECT file_id FROM documents_draftversion WHERE document_id = d.id ORDER BY number DESC LIMIT 1
) v
JOIN files_storedfile f ON f.id = v.file_id AND f.mime = 'application/pdf'
WHERE d.is_annexed
"""


class Migration(migrations.Migration):
    """A table in the place of two columns."""

    dependencies = [("documents", "0006_numbered_before_sealed"), ("files", "0002_found_by_sender_and_age")]
    operations = [
        migrations.CreateModel(
            "Annex",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("verdict", models.CharField(blank=True, choices=VERDICTS, max_length=10)),
                ("paper_code", models.CharField(blank=True, max_length=19)),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="annexes",
                        to="documents.document",
                    ),  # fmt: skip
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="files.storedfile",
                    ),  # fmt: skip
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("document", "place"), name="documents_annex_once")
                ]
            },
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField("document", "is_annexed"),
        migrations.RemoveField("document", "annex_code"),
    ]
