import django.db.models.functions.datetime
import tinhso.ground.base.identifiers
import tinhso.ground.files.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=tinhso.ground.base.identifiers.uuid7, editable=False, unique=True)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size_bytes', models.BigIntegerField()),
                ('mime', models.CharField(max_length=100)),
                ('name', models.CharField(max_length=150)),
                ('scan_state', models.CharField(choices=[('NOT_SCANNED', 'Chưa quét mã độc'), ('CLEAN', 'Đã quét, không thấy mã độc'), ('INFECTED', 'Có mã độc, đã khoá')], default=tinhso.ground.files.models.ScanState['NOT_SCANNED'], max_length=12)),
                ('uploaded_by_ref', models.CharField(max_length=80)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('scan_state', 'NOT_SCANNED')), fields=['created_at'], name='files_file_to_be_scanned')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='files_file_sha256'), models.CheckConstraint(condition=models.Q(('size_bytes__gt', 0)), name='files_file_not_empty')],
            },
        ),
    ]
