"""The double of the police on residence (Công an – cư trú): python -m tinhso.ground.gateway.doubles.residence"""

from tinhso.ground.gateway.doubles.interlink import run

if __name__ == "__main__":
    run("residence", title="Công an – Đăng ký cư trú", result="Thông báo kết quả đăng ký thường trú")
