"""One error tree, divided by who must act."""


class PanelwrightError(Exception):
    """The root of the errors raised on purpose; its text is one sentence that helps."""


class UserError(PanelwrightError):
    """The input or the call is wrong; the person who gave it can mend it."""


class ModelOutputError(PanelwrightError):
    """A model answered something unusable; feed it back and ask again."""


class ToolError(PanelwrightError):
    """Something outside failed (a disk, a server, a library); retry or report."""


class Unanswered(ToolError):
    """Waiting was given up for something that may be charged for all the same."""


class Declined(ToolError):
    """A service won't do it by its own rules; asked again in other words, it may."""


class BudgetExceeded(PanelwrightError):
    """A limit on money or calls was reached; the run stopped and can be resumed."""


def first_line(error: BaseException, most: int | None = 300) -> str:
    """What somebody else's exception says first, in at most so many characters (None: all of it);
    its kind when it says nothing."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:most]
