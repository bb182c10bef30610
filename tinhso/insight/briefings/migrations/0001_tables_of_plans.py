"""The tables stand since the first migration of plans; from here on they are this room's."""

from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    initial = True

    dependencies = [("plans", "0004_committees_moved_out")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Briefing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('PRESS', 'Thông tin báo chí hằng tháng'), ('PANORAMA', 'Bức tranh toàn cảnh chuyển đổi số')], max_length=8)),
                        ('period', models.CharField(max_length=7)),
                        ('opening', models.TextField(blank=True, max_length=4000)),
                        ('closing', models.TextField(blank=True, max_length=4000)),
                        ('state', models.CharField(choices=[('DRAFT', 'Đang viết'), ('SUBMITTED', 'Chờ duyệt'), ('PUBLISHED', 'Đã công bố')], default='DRAFT', max_length=9)),
                        ('reason', models.CharField(blank=True, max_length=500)),
                        ('written_by_ref', models.CharField(max_length=80)),
                        ('written_by_name', models.CharField(max_length=200)),
                        ('taken_at', models.DateTimeField(null=True)),
                        ('approved_by_ref', models.CharField(blank=True, max_length=80)),
                        ('approved_by_name', models.CharField(blank=True, max_length=200)),
                        ('published_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'db_table': 'plans_briefing',
                        'constraints': [models.UniqueConstraint(fields=('kind', 'period'), name='plans_briefing_once'), models.CheckConstraint(condition=models.Q(('approved_by_ref', ''), models.Q(('approved_by_ref', models.F('written_by_ref')), _negated=True), _connector='OR'), name='plans_briefing_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'PUBLISHED'), _negated=True), models.Q(('published_at__isnull', False), ('taken_at__isnull', False), models.Q(('approved_by_ref', ''), _negated=True)), _connector='OR'), name='plans_briefing_published_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='BriefingLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('place', models.PositiveSmallIntegerField()),
                        ('section', models.CharField(max_length=120)),
                        ('name', models.CharField(max_length=300)),
                        ('kind', models.CharField(choices=[('LIVE', 'Hệ thống tính'), ('ENTERED', 'Cán bộ nhập, đã khoá'), ('OFFICIAL', 'Đã công bố, chính thức'), ('CLAIM', 'Tuyên bố, chưa rõ cách tính'), ('MISSING', 'Chưa có số')], max_length=8)),
                        ('value', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                        ('unit', models.CharField(blank=True, max_length=40)),
                        ('above', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                        ('below', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                        ('of', models.CharField(blank=True, max_length=80)),
                        ('as_of', models.DateTimeField(null=True)),
                        ('issuer', models.CharField(blank=True, max_length=400)),
                        ('link', models.CharField(blank=True, max_length=200)),
                        ('briefing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='briefings.briefing')),
                    ],
                    options={
                        'db_table': 'plans_briefingline',
                        'ordering': ['place'],
                        'constraints': [models.UniqueConstraint(fields=('briefing', 'place'), name='plans_line_once')],
                    },
                ),
            ]
        )
    ]
