"""Workflow (quy trình, thời hạn): routes as versioned data, and the working-time clock that explains its dates."""
