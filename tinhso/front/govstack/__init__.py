"""GovStack's door (Registration, Digital Registries): thin views in its words of what other rooms already do."""
