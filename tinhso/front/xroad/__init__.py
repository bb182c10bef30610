"""X-Road's door (dịch vụ theo quy ước X-Road): members of the exchange call the API's services; nobody imports it."""
