"""The official papers of a dossier (mẫu 01–07, kết quả) as PDF from their fields; knows no database."""
