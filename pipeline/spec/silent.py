"""What the words of a table's rows leave to its columns: basis, what sources add up to, unit."""

from pipeline.spec.values import Value


def said_for(value: Value, basis: str | None, sums_to: str | None, unit: str | None) -> Value:
    """The value with what its column says where it is silent itself."""
    update: dict[str, object] = {} if value.unit is not None or unit is None else {"unit": unit}
    for name in ("cost", "funding", "staffing", "derived"):
        word = getattr(value, name)
        if word is None:
            continue
        silent: dict[str, object] = {"basis": basis} if word.basis is None else {}
        if name == "funding" and word.sums_to is None:
            silent["sums_to"] = sums_to
        update[name] = word.model_copy(update=silent)
    return value.model_copy(update=update) if update else value
