"""What clean sheets teach of a form: how its pages are ruled, and how its labels look."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SpecError, UnreadableFile
from pipeline.model.label_picture import LabelPicture
from pipeline.model.layout import KnownLayout
from pipeline.normalize.fold import match_key
from pipeline.readers import read_document
from pipeline.readers.clean import clean_pages
from pipeline.readers.grids.learned import CleanPage, learn_layouts
from pipeline.run.discover import NoSuchPath
from pipeline.spec.form import Form
from pipeline.spec.printed import is_worded, printed_texts, words_of


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned of a form, and how many pages were ``left_out`` of it."""

    layouts: Sequence[KnownLayout]
    labels: Sequence[LabelPicture]
    left_out: int


def learn(form: Form, files: Iterable[Path], least: int) -> Lesson:
    """Learn from the pages of ``files``; layouts that fewer than ``least`` pages have are left out.

    Raises:
        NoSuchPath: a file isn't there.
        SpecError: a file can't be read, or nothing can be learned of it.
    """
    pages: list[CleanPage] = []
    labels: list[LabelPicture] = []
    for file in files:
        if not file.is_file():
            raise NoSuchPath(f"{file}: there is no such file; check the path")
        try:
            data = file.read_bytes()
            pages += list(clean_pages(data))
            labels += _labels(form, data)
        except UnreadableFile as error:
            raise SpecError(f"{file}: {error}") from error
    layouts = learn_layouts(form.form, pages, least)
    if not layouts:
        raise SpecError(
            f"{form.form}: of {len(pages)} pages no layout is on {least} or more; give more sheets, or --least 1"
        )
    from pipeline.readers.scan.clean_labels import without_repeats  # needs what sees pages, which takes long to import

    return Lesson(layouts, without_repeats(labels), len(pages) - sum(layout.pages for layout in layouts))


def _labels(form: Form, data: bytes) -> Iterator[LabelPicture]:
    """The labels of a form on the pages of a clean file."""
    from pipeline.readers.scan.clean_labels import labels_on

    keys = words_of(printed_texts(form))
    for grid in read_document(data).grids:
        for label in labels_on(form.form, data, grid, lambda text: match_key(text) in keys):
            if is_worded(label.text):
                yield label
