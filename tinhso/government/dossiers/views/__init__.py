"""The officer's pages: cases (queue, dossier, boards) and the counter."""
