"""Doubles (đối tác mô phỏng): real servers that speak our partners' protocols, with faults to switch on."""
