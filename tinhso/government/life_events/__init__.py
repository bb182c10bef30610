"""Life events (dịch vụ công liên thông): one promise over several dossiers; public_services files here."""
