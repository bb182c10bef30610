from tinhso.ground.gateway.tests.doubles import agency_relay, residence_double, running_residence_double

__all__ = ["agency_relay", "residence_double", "running_residence_double"]
