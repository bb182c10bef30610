
import django.db.models.deletion
import tinhso.insight.ioc.lifecycle
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('as_of', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('body', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('THRESHOLD', 'Vượt ngưỡng'), ('SILENT', 'Nguồn số liệu im lặng')], max_length=9)),
                ('indicator', models.CharField(max_length=40)),
                ('unit', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('RAISED', 'Mới'), ('ACKNOWLEDGED', 'Đã tiếp nhận'), ('TASKED', 'Đã giao việc'), ('FED_BACK', 'Đã có kết quả'), ('CLOSED', 'Đã đóng')], default=tinhso.insight.ioc.lifecycle.AlertState['RAISED'], max_length=12)),
                ('period', models.CharField(blank=True, max_length=7)),
                ('value', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ('bound', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ('value_now', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ('raised_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('recovered_at', models.DateTimeField(null=True)),
                ('task', models.CharField(blank=True, max_length=80)),
                ('task_words', models.CharField(blank=True, max_length=300)),
                ('feedback', models.TextField(blank=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'state', '-raised_at'], name='ioc_alert_of_unit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', (tinhso.insight.ioc.lifecycle.AlertState['RAISED'], tinhso.insight.ioc.lifecycle.AlertState['ACKNOWLEDGED'], tinhso.insight.ioc.lifecycle.AlertState['TASKED'], tinhso.insight.ioc.lifecycle.AlertState['FED_BACK']))), fields=('kind', 'indicator', 'unit'), name='ioc_alert_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('place', models.PositiveSmallIntegerField()),
                ('domain', models.CharField(choices=[('PROCEDURES', 'Thủ tục hành chính'), ('TRAFFIC', 'Giao thông'), ('HEALTH', 'Y tế'), ('EDUCATION', 'Giáo dục'), ('ENVIRONMENT', 'Môi trường'), ('GOVERNING', 'Điều hành'), ('ECONOMY', 'Kinh tế - xã hội'), ('SECURITY', 'An ninh trật tự'), ('REPORTS', 'Phản ánh hiện trường'), ('SOCIAL_MEDIA', 'Mạng xã hội'), ('CYBER', 'An toàn thông tin'), ('NETWORK', 'Hạ tầng số'), ('DIGITAL_SOCIETY', 'Xã hội số'), ('COUNTRYSIDE', 'Nông nghiệp, nông thôn mới'), ('TOURISM', 'Du lịch'), ('INDICES', 'Bộ chỉ số')], max_length=15)),
                ('name', models.CharField(max_length=200)),
                ('unit', models.CharField(max_length=20)),
                ('refresh', models.CharField(choices=[('RT', 'Tức thời'), ('N', '15 phút'), ('H', 'Hằng giờ'), ('D', 'Hằng ngày'), ('W', 'Hằng tuần'), ('M', 'Hằng tháng'), ('Q', 'Hằng quý'), ('Y', 'Hằng năm')], max_length=2)),
                ('direction', models.CharField(choices=[('UP', 'Càng cao càng tốt'), ('DOWN', 'Càng thấp càng tốt'), ('NONE', 'Chỉ để biết')], max_length=5)),
                ('source_system', models.CharField(max_length=120)),
                ('feed', models.CharField(choices=[('METRIC', 'Hệ thống tự tính'), ('STATISTIC', 'Cơ quan nhập, duyệt và khoá'), ('NONE', 'Chưa có nguồn')], max_length=9)),
                ('feed_code', models.CharField(blank=True, max_length=40)),
                ('needs', models.CharField(blank=True, max_length=300)),
                ('owner', models.CharField(max_length=40)),
                ('wall', models.PositiveSmallIntegerField(null=True)),
                ('source', models.CharField(max_length=300)),
                ('confidence', models.CharField(max_length=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='ioc_indicator_version'), models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('code',), name='ioc_indicator_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('feed', 'NONE'), ('feed_code', ''), models.Q(('needs', ''), _negated=True)), models.Q(models.Q(('feed', 'NONE'), _negated=True), models.Q(('feed_code', ''), _negated=True)), _connector='OR'), name='ioc_indicator_fed_or_says_what_it_needs')],
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('official_ref', models.CharField(max_length=80)),
                ('official_name', models.CharField(max_length=200)),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('PLANNED', 'Đã xếp lịch'), ('ON_DUTY', 'Đang trực'), ('HANDED_OVER', 'Đã bàn giao, chờ ca sau nhận'), ('SIGNED_OFF', 'Ca sau đã nhận')], default=tinhso.insight.ioc.lifecycle.ShiftState['PLANNED'], max_length=11)),
                ('began_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('handed_over_at', models.DateTimeField(null=True)),
                ('signed_by_ref', models.CharField(blank=True, max_length=80)),
                ('signed_by_name', models.CharField(blank=True, max_length=200)),
                ('signed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['-begins_at'], name='ioc_shift_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('begins_at'))), name='ioc_shift_lasts'), models.UniqueConstraint(condition=models.Q(('state', tinhso.insight.ioc.lifecycle.ShiftState['ON_DUTY'])), fields=('state',), name='ioc_shift_one_on_duty')],
            },
        ),
        migrations.CreateModel(
            name='Threshold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=40)),
                ('up', models.BooleanField()),
                ('green', models.DecimalField(decimal_places=4, max_digits=20)),
                ('red', models.DecimalField(decimal_places=4, max_digits=20)),
                ('margin', models.DecimalField(decimal_places=4, max_digits=20)),
                ('least', models.PositiveIntegerField()),
                ('basis', models.CharField(max_length=300)),
                ('valid_from', models.DateField()),
                ('state', models.CharField(choices=[('PROPOSED', 'Chờ duyệt'), ('IN_FORCE', 'Đang áp dụng'), ('REJECTED', 'Không duyệt'), ('ENDED', 'Hết áp dụng')], default=tinhso.insight.ioc.lifecycle.ThresholdState['PROPOSED'], max_length=8)),
                ('proposed_by_ref', models.CharField(max_length=80)),
                ('proposed_by_name', models.CharField(max_length=200)),
                ('proposed_at', models.DateTimeField()),
                ('decided_by_ref', models.CharField(blank=True, max_length=80)),
                ('decided_by_name', models.CharField(blank=True, max_length=200)),
                ('decided_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by_ref', models.F('proposed_by_ref')), _negated=True), name='ioc_threshold_by_two_people'), models.UniqueConstraint(condition=models.Q(('state', tinhso.insight.ioc.lifecycle.ThresholdState['PROPOSED'])), fields=('indicator',), name='ioc_threshold_one_proposed')],
            },
        ),
        migrations.CreateModel(
            name='LogLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('actor_ref', models.CharField(max_length=80)),
                ('actor_name', models.CharField(max_length=200)),
                ('words', models.TextField()),
                ('alert', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='ioc.alert')),
                ('shift', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='ioc.shift')),
            ],
            options={
                'indexes': [models.Index(fields=['-at'], name='ioc_log_newest')],
            },
        ),
    ]
