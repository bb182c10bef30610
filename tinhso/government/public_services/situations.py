"""Life situations (sự kiện đời sống): the few doors through which most people come, in their own words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Situation:
    """A moment of life: its address part, what people call it, and the procedures it needs, first the usual one."""

    slug: str
    icon: str
    title: str | Promise
    sentence: str | Promise
    codes: tuple[str, ...]


SITUATIONS = (
    Situation("sinh-con", "balloon-heart", _("Sinh con"), _("Khai sinh, giấy khai sinh bản sao"),
              ("3.000722", "1.001193", "1.000689", "1.004772", "1.004884", "2.000635", "2.001088")),
    Situation("ket-hon", "heart", _("Kết hôn"), _("Đăng ký kết hôn, xác nhận tình trạng hôn nhân"),
              ("1.000894", "1.004873", "1.004746", "2.000806")),
    Situation("nguoi-than-qua-doi", "flower1", _("Người thân qua đời"), _("Khai tử, hỗ trợ mai táng"),
              ("2.002913", "1.000656", "1.001731", "1.005461", "2.000821")),
    Situation("chung-thuc", "files", _("Sao y, chứng thực"), _("Bản sao, chữ ký, giao dịch"),
              ("2.000815", "2.000635", "2.000884", "2.000908", "2.001035", "2.001019")),
    Situation("ho-kinh-doanh", "shop", _("Mở hộ kinh doanh"), _("Đăng ký, thay đổi, tạm ngừng"),
              ("1.001612", "2.000720", "1.001570", "1.001266", "2.000575", "2.000620")),
    Situation("xay-nha", "bricks", _("Xây, sửa nhà"), _("Giấy phép xây dựng nhà ở"),
              ("1.013225", "1.013229", "1.013226", "1.013227", "1.013228", "1.014159")),
    Situation("lai-xe", "car-front", _("Giấy phép lái xe"), _("Đổi, cấp lại giấy phép lái xe"),
              ("3.000347", "3.000348", "1.013080")),
    Situation("tro-cap", "people", _("Trợ cấp, bảo trợ"), _("Trợ cấp hằng tháng, người khuyết tật"),
              ("1.001776", "1.014027", "1.001699", "1.001653", "1.001731")),
)  # fmt: skip


def situation(slug: str) -> Situation | None:
    """The situation of this address part, or None."""
    return next((found for found in SITUATIONS if found.slug == slug), None)
