"""The double of social insurance (Bảo hiểm xã hội): python -m tinhso.ground.gateway.doubles.insurance"""

from tinhso.ground.gateway.doubles.interlink import run

if __name__ == "__main__":
    run("insurance", title="Bảo hiểm xã hội", result="Thẻ bảo hiểm y tế")
