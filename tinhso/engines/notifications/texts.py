"""The words of every message, Vietnamese first. Placeholders are facts; a missing one is a mistake of the caller.

Facts that every template may get besides (shown as details): agency, reception_officer, handling_officer,
received_at, started_at, due_at, returned_at, place, pay_link, link.
"""

from __future__ import annotations

from tinhso.engines.notifications.text import Text
from tinhso.engines.notifications.texts_of_officials import ENGLISH_OF_OFFICIALS, VIETNAMESE_OF_OFFICIALS
from tinhso.engines.notifications.texts_of_rights import ENGLISH_OF_RIGHTS, VIETNAMESE_OF_RIGHTS

VIETNAMESE = {
    "filed-for-you": Text(
        "Hồ sơ {code} đã được nộp cho bạn",
        "{who} đã nộp hồ sơ {code}, thủ tục “{procedure}”. Nếu bạn không đồng ý, hãy thu hồi ủy quyền trong mục "
        "“Đại diện, ủy quyền” và rút hồ sơ, hoặc báo Bộ phận Một cửa.",
        "{who} đã nộp hồ sơ {code}. Nếu không đúng, hãy báo Bộ phận Một cửa.",
    ),
    "mandate-proposed": Text(
        "{code}: {who} xin nộp hồ sơ thay bạn",
        "{who} xin được nộp hồ sơ thay bạn ({scope}), mã {code}. Hãy đăng nhập, vào “Đại diện, ủy quyền” để đồng ý "
        "hoặc từ chối. Khi bạn chưa đồng ý, người này không nộp và không xem được gì.",
        "{code}: {who} xin nộp hồ sơ thay bạn. Đăng nhập để đồng ý hoặc từ chối.",
    ),
    "mandate-code": Text(
        "Mã đồng ý ủy quyền: {code}",
        "{code} là mã đồng ý cho {who} nộp hồ sơ thay bạn ({scope}). Chỉ đọc mã cho người bạn tin; mã hết hạn sau "
        "10 phút.",
        "{code} là mã đồng ý cho {who} nộp hồ sơ thay bạn. Chỉ đọc mã cho người bạn tin.",
    ),
    "mandate-confirmed": Text(
        "{code}: {who} được nộp hồ sơ thay bạn",
        "Từ nay {who} được nộp hồ sơ thay bạn ({scope}), mã {code}. Bạn thu hồi được bất cứ lúc nào trong mục “Đại "
        "diện, ủy quyền”.",
        "{code}: {who} được nộp hồ sơ thay bạn. Không đúng thì hãy thu hồi ngay.",
    ),
    "mandate-closed": Text(
        "{code}: việc nộp hồ sơ thay {who} đã chấm dứt",
        "Việc bạn nộp hồ sơ thay {who} ({scope}), mã {code}, đã chấm dứt. Bạn không nộp và không xem được hồ sơ theo "
        "việc này nữa.",
        "{code}: việc bạn nộp hồ sơ thay {who} đã chấm dứt.",
    ),
    "dossier-received": Text(
        "Hồ sơ {code} đã được tiếp nhận",
        "Hồ sơ {code}, thủ tục “{procedure}”, đã được tiếp nhận. {due_sentence}",
        "Hồ sơ {code} đã được tiếp nhận. Hẹn trả kết quả: {due_at}.",
    ),
    "supplement-requested": Text(
        "Hồ sơ {code} cần bổ sung",
        "Hồ sơ {code}, thủ tục “{procedure}”, cần bổ sung, hoàn thiện:\n\n{reason}\n\n"
        "Đây là toàn bộ nội dung cần bổ sung. Hãy bổ sung ngay trên trang hồ sơ.",
        "Hồ sơ {code} cần bổ sung. Xem nội dung trên trang hồ sơ.",
    ),
    "dossier-refused": Text(
        "Hồ sơ {code} bị từ chối giải quyết",
        "Cơ quan nhà nước từ chối tiếp nhận, giải quyết hồ sơ {code}, thủ tục “{procedure}”. Lý do:\n\n{reason}",
        "Hồ sơ {code} bị từ chối giải quyết. Xem lý do trên trang hồ sơ.",
    ),
    "fee-due": Text(
        "Hồ sơ {code}: cần nộp {amount}",
        "Bạn cần nộp {amount} phí, lệ phí cho hồ sơ {code}, thủ tục “{procedure}”. "
        "Có thể nộp trực tuyến, chuyển khoản hoặc nộp tại quầy.",
        "Hồ sơ {code} cần nộp phí, lệ phí {amount}.",
    ),
    "fee-recounted": Text(
        "Hồ sơ {code}: phí được tính lại là {amount}",
        "Cán bộ kiểm đếm lại để tính phí hồ sơ {code}, thủ tục “{procedure}”. Lý do: {reason}\n\n"
        "Cách tính: {how}\n\nPhí trước đây {old}, nay là {amount}.",
        "Hồ sơ {code}: phí được tính lại là {amount}. Xem cách tính trên trang hồ sơ.",
    ),
    "fee-recounted-owed": Text(
        "Hồ sơ {code}: phí được tính lại, cần nộp {owed}",
        "Cán bộ kiểm đếm lại để tính phí hồ sơ {code}, thủ tục “{procedure}”. Lý do: {reason}\n\n"
        "Cách tính: {how}\n\nPhí trước đây {old}, nay là {amount}. Bạn cần nộp {owed} trước khi nhận kết quả; "
        "có thể nộp trực tuyến, chuyển khoản hoặc nộp tại quầy.",
        "Hồ sơ {code}: phí được tính lại, cần nộp {owed} trước khi nhận kết quả.",
    ),
    "fee-recounted-back": Text(
        "Hồ sơ {code}: phí được tính lại, đề nghị hoàn {back}",
        "Cán bộ kiểm đếm lại để tính phí hồ sơ {code}, thủ tục “{procedure}”. Lý do: {reason}\n\n"
        "Cách tính: {how}\n\nPhí trước đây {old}, nay là {amount}. Phần chênh lệch {back} đã được đề nghị hoàn; "
        "kế toán của cơ quan thu quyết định và bạn sẽ được báo kết quả.",
        "Hồ sơ {code}: phí được tính lại, đã đề nghị hoàn {back}.",
    ),
    "refund-done": Text(
        "Hồ sơ {code}: đã hoàn {amount}",
        "Đã hoàn {amount} phí, lệ phí của hồ sơ {code}, thủ tục “{procedure}”, theo {decision}. "
        "Khoản đã nộp: {payment}. Chứng từ hoàn: {proof}.",
        "Hồ sơ {code}: đã hoàn {amount} phí, lệ phí.",
    ),
    "refund-refused": Text(
        "Hồ sơ {code}: không hoàn {amount}",
        "Đề nghị hoàn {amount} phí, lệ phí của hồ sơ {code}, thủ tục “{procedure}”, không được chấp nhận. "
        "Khoản đã nộp: {payment}. Lý do:\n\n{decision}",
        "Hồ sơ {code}: không hoàn {amount}. Xem lý do trong thông báo trên Cổng dịch vụ công.",
    ),
    "result-ready": Text(
        "Hồ sơ {code} đã có kết quả",
        "Hồ sơ {code}, thủ tục “{procedure}”, đã có kết quả. Bạn có thể nhận kết quả theo cách đã đăng ký.",
        "Hồ sơ {code} đã có kết quả.",
    ),
    "life-event-send": Text(
        "Hồ sơ {code}: đang chuyển {procedure}",
        "Hồ sơ liên thông {code}: phần “{procedure}” đang được chuyển sang {agency}. Bạn không phải nộp lại gì.",
        "Hồ sơ {code}: phần “{procedure}” đang chuyển sang {agency}.",
    ),
    "life-event-ask": Text(
        "Hồ sơ {code}: {agency} yêu cầu bổ sung",
        "Hồ sơ liên thông {code}: {agency} yêu cầu bổ sung cho phần “{procedure}”:\n\n{reason}",
        "Hồ sơ {code}: {agency} yêu cầu bổ sung. Xem nội dung trên trang hồ sơ.",
    ),
    "life-event-finish": Text(
        "Hồ sơ {code}: {procedure} đã có kết quả",
        "Hồ sơ liên thông {code}: phần “{procedure}” đã có kết quả. {reason}",
        "Hồ sơ {code}: phần “{procedure}” đã có kết quả.",
    ),
    "life-event-refuse": Text(
        "Hồ sơ {code}: {procedure} không được giải quyết",
        "Hồ sơ liên thông {code}: {agency} không giải quyết phần “{procedure}”. Lý do:\n\n{reason}\n\n"
        "Những phần đã có kết quả vẫn có giá trị. Bạn có thể nộp riêng phần này.",
        "Hồ sơ {code}: phần “{procedure}” không được giải quyết. Xem lý do trên trang hồ sơ.",
    ),
    "life-event-drop": Text(
        "Hồ sơ {code}: {procedure} không thực hiện",
        "Hồ sơ liên thông {code}: phần “{procedure}” không thực hiện. {reason}",
        "Hồ sơ {code}: phần “{procedure}” không thực hiện.",
    ),
    "life-event-late": Text(
        "Hồ sơ {code}: {agency} chậm hẹn",
        "Hồ sơ liên thông {code}: {agency} chưa trả kết quả phần “{procedure}” đúng hẹn ({due_at}). "
        "Chúng tôi xin lỗi bạn, vẫn hỏi lại cơ quan này và báo ngay khi có kết quả. Bạn không phải nộp lại gì.",
        "Xin lỗi: hồ sơ {code}, {agency} chậm hẹn phần “{procedure}” ({due_at}).",
    ),
    "life-event-confirm-undone": Text(
        "Hồ sơ {code}: đã huỷ {procedure}",
        "Hồ sơ liên thông {code}: {agency} đã huỷ phần “{procedure}”. Lý do:\n\n{reason}",
        "Hồ sơ {code}: đã huỷ phần “{procedure}”.",
    ),
    "result-returned": Text(
        "Đã trả kết quả hồ sơ {code}",
        "Kết quả của hồ sơ {code}, thủ tục “{procedure}”, đã được trả. "
        "Mời bạn đánh giá việc giải quyết trên trang hồ sơ.",
        "Đã trả kết quả hồ sơ {code}.",
    ),
    "apology": Text(
        "Xin lỗi và hẹn lại ngày trả kết quả hồ sơ {code}",
        "Cơ quan giải quyết xin lỗi vì chưa trả kết quả hồ sơ {code}, thủ tục “{procedure}”, đúng hẹn. "
        "Lý do: {reason}\n\nNgày hẹn mới: {due_at}.",
        "Xin lỗi vì hồ sơ {code} chưa xong đúng hẹn. Hẹn lại: {due_at}.",
    ),
    "withdrawn": Text(
        "Hồ sơ {code} đã được rút",
        "Hồ sơ {code}, thủ tục “{procedure}”, đã được rút theo yêu cầu của bạn.",
        "Hồ sơ {code} đã được rút theo yêu cầu.",
    ),
    "stopped": Text(
        "Hồ sơ {code} dừng giải quyết",
        "Hồ sơ {code}, thủ tục “{procedure}”, dừng giải quyết. Lý do:\n\n{reason}",
        "Hồ sơ {code} dừng giải quyết. Xem lý do trên trang hồ sơ.",
    ),
    "closed": Text(
        "Hồ sơ {code} đã được đóng",
        "Hồ sơ {code}, thủ tục “{procedure}”, đã được đóng. Lý do:\n\n{reason}",
        "Hồ sơ {code} đã được đóng. Xem lý do trên trang hồ sơ.",
    ),
    "due-date-moved": Text(
        "Hồ sơ {code}: ngày hẹn trả kết quả thay đổi",
        "Ngày hẹn trả kết quả hồ sơ {code}, thủ tục “{procedure}”, thay đổi. Lý do: {reason}\n\n{due_sentence}",
        "Hồ sơ {code}: hẹn trả kết quả chuyển sang {due_at}.",
    ),
}
ENGLISH = {
    "filed-for-you": Text(
        "Dossier {code} was filed for you",
        "{who} filed dossier {code}, procedure “{procedure}”. If you do not agree, revoke the mandate under “Mandates” "
        "and withdraw the dossier, or tell the one-stop.",
        "{who} filed dossier {code}. If that is wrong, tell the one-stop.",
    ),
    "mandate-proposed": Text(
        "{code}: {who} asks to file for you",
        "{who} asks to file for you ({scope}), reference {code}. Sign in and open “Mandates” to agree or to decline. "
        "Until you agree, this person files and sees nothing.",
        "{code}: {who} asks to file for you. Sign in to agree or decline.",
    ),
    "mandate-code": Text(
        "Code of consent: {code}",
        "{code} is the code by which {who} may file for you ({scope}). Read it out only to a person you trust; it "
        "expires after 10 minutes.",
        "{code} lets {who} file for you. Read it out only to a person you trust.",
    ),
    "mandate-confirmed": Text(
        "{code}: {who} may file for you",
        "From now on {who} may file for you ({scope}), reference {code}. You can revoke it at any "
        "time under “Mandates”.",
        "{code}: {who} may file for you. If that is wrong, revoke it at once.",
    ),
    "mandate-closed": Text(
        "{code}: filing for {who} has ended",
        "Your filing for {who} ({scope}), reference {code}, has ended. You can no longer file or see "
        "dossiers under it.",
        "{code}: your filing for {who} has ended.",
    ),
    "dossier-received": Text(
        "Dossier {code} was received",
        "Your dossier {code} for “{procedure}” was received. {due_sentence}",
        "Dossier {code} was received. Result due: {due_at}.",
    ),
    "supplement-requested": Text(
        "Dossier {code} needs more papers",
        "Your dossier {code} for “{procedure}” has to be completed:\n\n{reason}\n\n"
        "This is everything that is missing. You can add it on the dossier's page.",
        "Dossier {code} needs more papers; see the dossier's page.",
    ),
    "dossier-refused": Text(
        "Dossier {code} was refused",
        "Your dossier {code} for “{procedure}” was refused. Reason:\n\n{reason}",
        "Dossier {code} was refused; see the reason on the dossier's page.",
    ),
    "fee-due": Text(
        "Dossier {code}: {amount} to pay",
        "A fee of {amount} is due for dossier {code}, “{procedure}”. "
        "You can pay online, by transfer or at the counter.",
        "Dossier {code}: a fee of {amount} is due.",
    ),
    "fee-recounted": Text(
        "Dossier {code}: the fee is now {amount}",
        "An officer counted anew what the fee of dossier {code}, “{procedure}”, depends on. Reason: {reason}\n\n"
        "How it is reckoned: {how}\n\nThe fee was {old} and is now {amount}.",
        "Dossier {code}: the fee is now {amount}; see the dossier's page.",
    ),
    "fee-recounted-owed": Text(
        "Dossier {code}: the fee was reckoned anew, {owed} to pay",
        "An officer counted anew what the fee of dossier {code}, “{procedure}”, depends on. Reason: {reason}\n\n"
        "How it is reckoned: {how}\n\nThe fee was {old} and is now {amount}. Please pay {owed} before you receive the "
        "result: online, by transfer or at the counter.",
        "Dossier {code}: the fee was reckoned anew, please pay {owed} before you receive the result.",
    ),
    "fee-recounted-back": Text(
        "Dossier {code}: the fee was reckoned anew, a refund of {back} is asked for",
        "An officer counted anew what the fee of dossier {code}, “{procedure}”, depends on. Reason: {reason}\n\n"
        "How it is reckoned: {how}\n\nThe fee was {old} and is now {amount}. A refund of the difference, {back}, is "
        "asked for; the agency's accountant decides, and you will be told.",
        "Dossier {code}: the fee was reckoned anew, a refund of {back} is asked for.",
    ),
    "refund-done": Text(
        "Dossier {code}: {amount} refunded",
        "A refund of {amount} for dossier {code}, “{procedure}”, was paid, by {decision}. "
        "Payment: {payment}. Proof of the refund: {proof}.",
        "Dossier {code}: {amount} was refunded.",
    ),
    "refund-refused": Text(
        "Dossier {code}: no refund of {amount}",
        "The request to refund {amount} for dossier {code}, “{procedure}”, was refused. "
        "Payment: {payment}. Reason:\n\n{decision}",
        "Dossier {code}: the refund of {amount} was refused; see the reason among your messages.",
    ),
    "result-ready": Text(
        "The result of dossier {code} is ready",
        "The result of your dossier {code} for “{procedure}” is ready. You can receive it in the way you chose.",
        "The result of dossier {code} is ready.",
    ),
    "life-event-send": Text(
        "Dossier {code}: {procedure} is on its way",
        "“{procedure}”, a part of your dossier {code}, is being passed on to {agency}. Nothing has to be filed again.",
        "Dossier {code}: “{procedure}” is being passed on to {agency}.",
    ),
    "life-event-ask": Text(
        "Dossier {code}: {agency} needs more papers",
        "{agency} asks for more papers for the part “{procedure}” of your dossier {code}:\n\n{reason}",
        "Dossier {code}: {agency} needs more papers; see the dossier's page.",
    ),
    "life-event-finish": Text(
        "Dossier {code}: {procedure} has its result",
        "The part “{procedure}” of your dossier {code} has its result. {reason}",
        "Dossier {code}: “{procedure}” has its result.",
    ),
    "life-event-refuse": Text(
        "Dossier {code}: {procedure} was refused",
        "{agency} refused the part “{procedure}” of your dossier {code}. Reason:\n\n{reason}\n\n"
        "What has its result stays valid. You may file this part alone.",
        "Dossier {code}: “{procedure}” was refused; see the reason on the dossier's page.",
    ),
    "life-event-drop": Text(
        "Dossier {code}: {procedure} is not carried out",
        "The part “{procedure}” of your dossier {code} is not carried out. {reason}",
        "Dossier {code}: “{procedure}” is not carried out.",
    ),
    "life-event-late": Text(
        "Dossier {code}: {agency} is late",
        "{agency} has not finished the part “{procedure}” of your dossier {code} in time ({due_at}). "
        "We apologise, keep asking this agency, and tell you as soon as there is a result. "
        "Nothing has to be filed again.",
        "We apologise: {agency} is late with “{procedure}” of dossier {code} ({due_at}).",
    ),
    "life-event-confirm-undone": Text(
        "Dossier {code}: {procedure} was undone",
        "{agency} undid the part “{procedure}” of your dossier {code}. Reason:\n\n{reason}",
        "Dossier {code}: “{procedure}” was undone.",
    ),
    "result-returned": Text(
        "The result of dossier {code} was handed over",
        "The result of your dossier {code} for “{procedure}” was handed over. Please rate the service.",
        "The result of dossier {code} was handed over.",
    ),
    "apology": Text(
        "Our apology: a new date for dossier {code}",
        "We apologise: dossier {code} for “{procedure}” is not finished in time. Reason: {reason}\n\n"
        "The new date is {due_at}.",
        "We apologise: dossier {code} is late. New date: {due_at}.",
    ),
    "withdrawn": Text(
        "Dossier {code} was withdrawn",
        "Your dossier {code} for “{procedure}” was withdrawn at your request.",
        "Dossier {code} was withdrawn at your request.",
    ),
    "stopped": Text(
        "Dossier {code} was stopped",
        "The handling of your dossier {code} for “{procedure}” was stopped. Reason:\n\n{reason}",
        "Dossier {code} was stopped; see the reason on the dossier's page.",
    ),
    "closed": Text(
        "Dossier {code} was closed",
        "Your dossier {code} for “{procedure}” was closed. Reason:\n\n{reason}",
        "Dossier {code} was closed; see the reason on the dossier's page.",
    ),
    "due-date-moved": Text(
        "Dossier {code}: the date of the result has moved",
        "The date of the result of dossier {code}, “{procedure}”, has moved. Reason: {reason}\n\n{due_sentence}",
        "Dossier {code}: the result is now due {due_at}.",
    ),
}
TEXTS = {
    "vi": VIETNAMESE | VIETNAMESE_OF_RIGHTS | VIETNAMESE_OF_OFFICIALS,
    "en": ENGLISH | ENGLISH_OF_RIGHTS | ENGLISH_OF_OFFICIALS,
}
DETAILS = {
    "vi": {
        "agency": "Cơ quan giải quyết",
        "reception_officer": "Cán bộ tiếp nhận",
        "handling_officer": "Cán bộ giải quyết",
        "received_at": "Thời điểm tiếp nhận",
        "started_at": "Bắt đầu giải quyết",
        "due_at": "Hẹn trả kết quả",
        "returned_at": "Trả kết quả",
        "place": "Nơi trả kết quả",
        "pay_link": "Trang nộp phí, lệ phí",
        "link": "Trang hồ sơ",
    },
    "en": {
        "agency": "Agency",
        "reception_officer": "Received by",
        "handling_officer": "Handled by",
        "received_at": "Received",
        "started_at": "Handling began",
        "due_at": "Result due",
        "returned_at": "Result handed over",
        "place": "Place",
        "pay_link": "Payment page",
        "link": "Dossier's page",
    },
}
SIGN_OFF = {
    "vi": (
        "Kính gửi {name},",
        "Thư này được gửi tự động. Không cơ quan nào yêu cầu bạn cho biết mật khẩu hay mã OTP.",
    ),
    "en": (
        "Dear {name},",
        "This message was sent automatically. No agency will ask you for a password or a one-time code.",
    ),
}
