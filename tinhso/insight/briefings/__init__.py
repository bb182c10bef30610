"""Briefings (thông tin báo chí, bức tranh toàn cảnh): what is told each month, with the figures of that day."""
