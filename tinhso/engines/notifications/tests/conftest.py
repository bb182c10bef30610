from tinhso.ground.gateway.tests.doubles import (
    message_double,
    payment_double,
    running_message_double,
    running_payment_double,
)

__all__ = ["message_double", "payment_double", "running_message_double", "running_payment_double"]
