"""What came out of drawing a book, in a sentence or two."""

from panelwright.book import Book
from panelwright.cli.manners import printable
from panelwright.plural import some
from panelwright_tools.domain import FREE


def summary(book: Book) -> str:
    """A sentence or two on what came out."""
    panels, pages = len(book.panels), len(book.pages)
    text = f"{book.title}: {some(panels, 'panel')} on {some(pages, 'page')}"
    if book.spent != FREE:
        text += f", {book.spent.money} for {some(book.spent.calls, 'call')}"
    lines = [f"{book.planning.sentence}."] if book.planning is not None else []
    for name, reason in book.declined.items():
        lines.append(
            f"{name} has no portrait, and panels do without: {reason.rstrip('.')}, or give a "
            "picture with `agent edit reference`; `agent draw` asks again."
        )
    unseen = len(set(book.unseen) - set(book.incomplete))
    if unseen:
        lines.append(
            f"nobody could look at what {some(unseen, 'picture')} of this painter show"
            f"{'s' * (unseen == 1)}, so that it is unverified; "
            "--grounder groundingdino or vision:MODEL looks."
        )
    if book.incomplete:
        lines.append(
            f"a model failed that was to look at {some(len(book.incomplete), 'picture')}, so that "
            "some of it is unverified; report.html says why, and `agent draw` asks again."
        )
    if not book.flagged:
        is_sure = not book.unseen and not book.incomplete
        accepted = "every panel accepted" if is_sure else "no panel flagged"
        return printable("\n".join([*lines, f"{text}, {accepted}."]))
    lines.append(f"{text}, {some(len(book.flagged), 'panel')} flagged:")
    for panel in book.flagged[:12]:
        lines.append(f"  {panel}: {'; '.join(book.panels[panel]['reasons'][:2])}")
    if len(book.flagged) > 12:
        lines.append(f"  and {len(book.flagged) - 12} more, see report.html")
    return printable("\n".join(lines))
