"""An interrupt that Python drops is found again."""

import gc
import signal
import weakref

import pytest

from pipeline.run.interruption import interruptible

pytestmark = pytest.mark.usefixtures("as_on_a_terminal")


class Thing:
    """Something to let go."""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_is_lost_in_a_callback_is_raised_at_the_next_check() -> None:
    with interruptible() as check:
        check()
        thing = Thing()
        kept = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGINT))
        del thing
        gc.collect()
        assert kept() is None
        with pytest.raises(KeyboardInterrupt):
            check()


def test_an_interrupt_is_one_at_once() -> None:
    with interruptible(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
