"""Which thing of a scan is which thing of the truth: by what they are about, never by row and column."""

from collections.abc import Callable, Hashable, Iterable, Sequence

from tests.scans.said import Said

Pair = tuple[Said | None, Said | None]
_Key = Callable[[Said], Hashable]

# From all that is known of a thing to its table and year on a page: what a strict key leaves over, a looser may pair.
_KEYS: tuple[_Key, ...] = (
    lambda said: (said.kind, said.table, said.key, said.of, said.year, said.label),
    lambda said: (said.kind, said.table, said.key, said.of, said.year),
    lambda said: (said.place.page, said.kind, said.table, said.key, said.year, said.label),
    lambda said: (said.place.page, said.kind, said.table, said.key, said.year),
    lambda said: (said.place.page, said.kind, said.table, said.key),
    lambda said: (said.place.page, said.table, said.key, said.year),
    lambda said: (said.place.page, said.kind, said.table, said.year, said.label),
)


def matched(truth: Sequence[Said], read: Sequence[Said]) -> list[Pair]:
    """Every true thing with the one read for it, or None; then those read that are true nowhere."""
    partners: dict[int, int] = {}
    free = set(range(len(read)))
    for key in _KEYS:
        waiting: dict[Hashable, list[int]] = {}
        for number in sorted(free):
            waiting.setdefault(key(read[number]), []).append(number)
        for number in (number for number in range(len(truth)) if number not in partners):
            if same := waiting.get(key(truth[number])):
                chosen = _best(truth[number], same, read)
                same.remove(chosen)
                free.discard(chosen)
                partners[number] = chosen
    pairs: list[Pair] = [
        (said, read[partners[number]] if number in partners else None) for number, said in enumerate(truth)
    ]
    return [*pairs, *((None, read[number]) for number in sorted(free))]


def _best(said: Said, among: Iterable[int], read: Sequence[Said]) -> int:
    """Of several with one key: the one in the same place or nearest to it, by pages, rows and columns."""

    def away(number: int) -> tuple[int, ...]:
        place = read[number].place
        return (
            abs(place.page - said.place.page), abs(place.row - said.place.row), abs(place.col - said.place.col), number
        )  # fmt: skip

    return min(among, key=away)
