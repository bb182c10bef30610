import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import tinhso.government.documents.lifecycle
import tinhso.ground.base.identifiers
from django.db import migrations, models

# Every word once for itself and once for the agency that may find the document: 297/nguyen. No word holds a slash.
FUNCTION = """
CREATE FUNCTION documents_lexemes(words text, agency bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array_remove(string_to_array(
        words || coalesce(replace(' ' || words, ' ', ' ' || agency::text || '/'), ''), ' '), ''))
$$;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0002_found_by_sender_and_age'),
        ('people', '0006_failed_sign_ins'),
        ('workflow', '0002_published_routes_stand_still'),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION documents_lexemes(text, bigint)"),
        migrations.CreateModel(
            name='DocumentKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('abbreviation', models.CharField(blank=True, max_length=10)),
                ('series', models.CharField(max_length=10)),
                ('place', models.PositiveSmallIntegerField()),
                ('source', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='NumberBook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('direction', models.CharField(choices=[('OUT', 'Văn bản đi'), ('IN', 'Văn bản đến'), ('INTERNAL', 'Văn bản nội bộ')], max_length=8)),
                ('series', models.CharField(max_length=10)),
                ('last_number', models.PositiveIntegerField()),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('agency', 'year', 'direction', 'series'), name='documents_book_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=tinhso.ground.base.identifiers.uuid7, editable=False, unique=True)),
                ('direction', models.CharField(choices=[('OUT', 'Văn bản đi'), ('IN', 'Văn bản đến'), ('INTERNAL', 'Văn bản nội bộ')], max_length=8)),
                ('number', models.PositiveIntegerField(null=True)),
                ('notation', models.CharField(blank=True, max_length=80)),
                ('unit_mark', models.CharField(blank=True, max_length=20)),
                ('subject', models.CharField(max_length=500)),
                ('urgency', models.PositiveSmallIntegerField(choices=[(0, 'Thường'), (1, 'Khẩn'), (2, 'Thượng khẩn'), (3, 'Hỏa tốc'), (4, 'Hỏa tốc hẹn giờ')], default=0)),
                ('for_body', models.BooleanField(default=True)),
                ('addressees', models.CharField(blank=True, max_length=500)),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('DEPARTMENTS', 'Các sở, ban, ngành của tỉnh'), ('COMMUNES', 'Ủy ban nhân dân các xã, phường')], max_length=12), default=list, size=None)),
                ('also_to', models.TextField(blank=True)),
                ('signer_name', models.CharField(blank=True, max_length=200)),
                ('sender_code', models.CharField(blank=True, max_length=35)),
                ('sender_name', models.CharField(blank=True, max_length=300)),
                ('issued_on', models.DateField(null=True)),
                ('answer_by', models.DateField(null=True)),
                ('mends_how', models.CharField(blank=True, choices=[('REPLACES', 'Thay thế'), ('CORRECTS', 'Đính chính')], max_length=10)),
                ('pages', models.PositiveSmallIntegerField(null=True)),
                ('paper_code', models.CharField(blank=True, max_length=19)),
                ('state', models.CharField(choices=[('DRAFT', 'Dự thảo'), ('SUBMITTED', 'Đã trình ký'), ('RETURNED', 'Trả lại để sửa'), ('SIGNED', 'Đã ký, chờ phát hành'), ('RELEASED', 'Đã phát hành'), ('REPLACED', 'Đã được thay thế'), ('RECALLED', 'Đã thu hồi'), ('DISCARDED', 'Đã bỏ dự thảo'), ('ARRIVED', 'Mới đến'), ('REFUSED', 'Đã trả lại nơi gửi'), ('REGISTERED', 'Đã vào sổ đến'), ('ASSIGNED', 'Đã giao xử lý'), ('IN_PROGRESS', 'Đang xử lý'), ('ANSWERED', 'Đã có văn bản trả lời'), ('FILED', 'Đã giải quyết xong, lưu')], max_length=12)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('moved_at', models.DateTimeField()),
                ('moved_by_name', models.CharField(max_length=200)),
                ('begun_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(null=True)),
                ('released_at', models.DateTimeField(null=True)),
                ('registered_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('search_text', models.TextField(blank=True)),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.F('search_text'), models.F('agency'), function='documents_lexemes'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('drafter', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.official')),
                ('file', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('mends', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mended_by', to='documents.document')),
                ('reply_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='documents.document')),
                ('signer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.official')),
                ('kind', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.documentkind')),
                ('book', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.numberbook')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['agency', 'direction', '-moved_at', '-id'], name='documents_of_agency'),
                    models.Index(fields=['agency', 'state', '-moved_at', '-id'], name='documents_by_state'),
                    models.Index(condition=models.Q(('state__in', ['DRAFT', 'RETURNED', 'SUBMITTED', 'SIGNED'])), fields=['drafter', '-moved_at'], name='documents_of_drafter'),
                    models.Index(fields=['begun_at'], name='documents_begun'),
                    models.Index(condition=models.Q(('signed_at__isnull', False)), fields=['signed_at'], name='documents_signed'),
                    django.contrib.postgres.indexes.GinIndex(fields=['search'], name='documents_search'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('book', 'number'), name='documents_number_once'),
                    models.UniqueConstraint(models.F('agency'), django.db.models.functions.datetime.ExtractYear('issued_on'), models.F('notation'), condition=models.Q(models.Q(('direction', tinhso.government.documents.lifecycle.Direction['IN']), _negated=True), models.Q(('notation', ''), _negated=True)), name='documents_notation_once_a_year'),
                    models.CheckConstraint(condition=models.Q(models.Q(('book__isnull', True), ('number__isnull', True)), models.Q(('book__isnull', False), ('number__isnull', False)), _connector='OR'), name='documents_number_has_its_book'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['RELEASED', 'REPLACED', 'RECALLED']), _negated=True), ('direction', tinhso.government.documents.lifecycle.Direction['IN']), models.Q(('number__isnull', False), ('released_at__isnull', False), models.Q(('paper_code', ''), _negated=True)), _connector='OR'), name='documents_released_whole'),
                    models.CheckConstraint(condition=models.Q(models.Q(('mends__isnull', True), ('mends_how', '')), models.Q(('mends__isnull', False), models.Q(('mends_how', ''), _negated=True)), _connector='OR'), name='documents_mends_says_how'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, max_length=35)),
                ('name', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('00', 'Chưa gửi'), ('01', 'Đã đến'), ('02', 'Từ chối tiếp nhận'), ('03', 'Đã tiếp nhận'), ('04', 'Chờ phân công'), ('05', 'Đang xử lý'), ('06', 'Hoàn thành'), ('13', 'Đề nghị thu hồi'), ('15', 'Đồng ý thu hồi, cập nhật'), ('16', 'Từ chối thu hồi, cập nhật')], default=tinhso.government.documents.lifecycle.DeliveryState['WAITING'], max_length=2)),
                ('sent_at', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('agency', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='documents.document')),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('agency__isnull', True), ('state', tinhso.government.documents.lifecycle.DeliveryState['WAITING'])), fields=['id'], name='documents_pending'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('agency__isnull', False)), fields=('document', 'agency'), name='documents_recipient_once'),
                    models.UniqueConstraint(condition=models.Q(('agency__isnull', True)), fields=('document', 'code'), name='documents_recipient_elsewhere_once'),
                    models.CheckConstraint(condition=models.Q(('agency__isnull', False), models.Q(('code', ''), _negated=True), _connector='OR'), name='documents_recipient_is_somebody'),
                ],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='delivery',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrival', to='documents.recipient'),
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draft_number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='documents.document')),
                ('official', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.official')),
            ],
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.CharField(max_length=500)),
                ('state', models.CharField(choices=[('OPEN', 'Đang thực hiện'), ('REPORTED', 'Đã báo cáo'), ('DONE', 'Hoàn thành')], default=tinhso.government.documents.lifecycle.TaskState['OPEN'], max_length=8)),
                ('given_by_ref', models.CharField(max_length=80)),
                ('given_by_name', models.CharField(max_length=200)),
                ('given_at', models.DateTimeField()),
                ('report', models.CharField(blank=True, max_length=2000)),
                ('reported_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('ended_at', models.DateTimeField(null=True)),
                ('clock', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.clock')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='documents.document')),
                ('helpers', models.ManyToManyField(related_name='+', to='people.official')),
                ('lead', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.official')),
                ('result', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closed_tasks', to='documents.document')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['lead', 'state', 'id'], name='documents_tasks_of'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DraftVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('body', models.TextField()),
                ('made_by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='documents.document')),
                ('file', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.official')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='documents_draft_once')],
            },
        ),
    ]
