"""What simulated people write: short, plain, and the same for all; nobody's words."""

from tinhso.government.dossiers.actions import ItemAsked

BASIS = "Nghị định 118/2025/NĐ-CP"
REASONS = {
    "granted": "Hồ sơ đủ điều kiện, đề nghị giải quyết.",
    "refused": "Hồ sơ không đủ điều kiện giải quyết.",
    "refused_at_once": "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan tiếp nhận.",
    "incomplete": "Một giấy tờ trong hồ sơ chưa đọc được rõ.",
    "verify": "Kiểm tra thực địa.",
    "verified": "Hiện trạng đúng như hồ sơ.",
    "late": "Khối lượng hồ sơ tăng cao, cần thêm thời gian thẩm định.",
    "sent_back": "Dự thảo cần sửa lỗi trình bày.",
    "away": "Người thụ lý vắng mặt.",
    "answer": "Đã nộp lại giấy tờ rõ hơn.",
    "withdrawn": "Tôi không còn nhu cầu.",
}
ITEM = ItemAsked("", "Giấy tờ kèm theo", "Nộp lại bản rõ hơn", "Bản đã nộp bị mờ")
WITNESS = "Tổ trưởng tổ dân phố"
SCANS = tuple(b"%PDF-1.4\n" + b"% giay to mau\n" * (40 + 60 * size) + b"trailer << >>\n%%EOF\n" for size in range(8))
