"""Who watches the running house, each only where a setting asks for him; docs/how-to/observe.md."""
