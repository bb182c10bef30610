"""Web: pages, fragments, refusals, the REST kit and the design system; no domain word lives here."""
