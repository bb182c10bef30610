"""The ground (nền móng): what every capability stands on."""
