"""The command ``hyoka``: one module a command, and heavy imports only where a command needs them."""

import sys

from db.errors import UnusableDatabase
from pipeline.cli.streams import give_up_output, prepare_streams, say_error
from pipeline.errors import HyokaError

USAGE = 2
INTERRUPTED = 130


def main() -> None:
    """Run the command line; ends the program with its exit status."""
    prepare_streams()
    sys.exit(_status())


def _status() -> int:
    from pipeline.cli.app import app

    try:
        try:
            app(prog_name="hyoka")
        finally:
            sys.stdout.flush()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except (HyokaError, UnusableDatabase) as error:
        say_error(str(error))
        return USAGE
    except BrokenPipeError:
        give_up_output()
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0
