"""One small file per screen: read, call one verb, answer. `routes/web/` is what they all stand on."""
