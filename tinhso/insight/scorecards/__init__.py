"""Chấm điểm bộ chỉ số (DTI, PAR, 766, NTM): versions, trees, scores, ranks."""
