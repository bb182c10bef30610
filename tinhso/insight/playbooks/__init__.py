"""Kịch bản điều hành: what is done when a storm, a fire or an epidemic comes, approved before and ticked off then."""
