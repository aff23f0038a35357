"""Put parts together: what several cells of a settled report say of one thing."""
