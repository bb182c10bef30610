"""Addresses of plans: what everybody may read, and the work of officials."""

from django.urls import URLPattern, URLResolver, path

from tinhso.insight.plans.views import giving, keeping, public, tasks

app_name = "plans"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.index, name="index"),
    path("van-ban/<slug:code>/", public.directive, name="directive"),
    path("chi-tieu/<slug:code>/", public.target, name="target"),
    path("them-van-ban/", keeping.add_directive, name="add_directive"),
    path("van-ban/<slug:code>/quan-he/", keeping.tie, name="tie"),
    path("van-ban/<slug:code>/them-chi-tieu/", keeping.add_target, name="add_target"),
    path("chi-tieu/<slug:code>/cach-do/", keeping.basis, name="basis"),
    path("chi-tieu/<slug:code>/ket-qua/", keeping.result, name="result"),
    path("chi-tieu/<slug:code>/het-hieu-luc/", keeping.end, name="end_target"),
    path("nhiem-vu/", tasks.board, name="tasks"),
    path("nhiem-vu/giao/", giving.give, name="give"),
    path("nhiem-vu/tu-van-ban/", giving.documents, name="documents"),
    path("nhiem-vu/dot/<uuid:batch>/", tasks.batch, name="batch"),
    path("nhiem-vu/<int:pk>/", tasks.show, name="task"),
    path("nhiem-vu/<int:pk>/<str:verb>/", tasks.move, name="move_task"),
]
