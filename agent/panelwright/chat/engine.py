"""The conversation: turns in, events out; picked up where it stopped, whatever stopped it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Final

from langchain_core.runnables import RunnableConfig
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Command

from panelwright.chat.beginning import Wished, begun, first_story
from panelwright.chat.desk import Asking, Desk
from panelwright.chat.graph import TURN_STEPS, chat_graph
from panelwright.chat.line import Line
from panelwright.chat.proposal import drop_proposal, kept_proposal
from panelwright.chat.showing import showed
from panelwright.chat.spoken import Hear, Problem, Question, Reply, Said, Spoken, Stopped
from panelwright.chat.state import ChatState
from panelwright.chat.transcript import Transcript
from panelwright.chat.understanding import words_for
from panelwright.checkpoints import opened_checkpoints
from panelwright.lock import locked
from panelwright.making import discarded
from panelwright.planning.edits import Edit
from panelwright.proposing import considered
from panelwright.run import Run, read_text
from panelwright.settings import Settings
from panelwright.work import workshop_of
from panelwright.workshop import Workshop
from panelwright_tools.domain import PanelwrightError, UserError

_CONFIG: Final[RunnableConfig] = {
    "configurable": {"thread_id": "chat"},
    "recursion_limit": TURN_STEPS,
}

Talk = CompiledStateGraph[ChatState, Desk, Any, Any]
_Turn = Callable[[Talk], Awaitable[None]]


class Chat:
    """A conversation about one comic.

        with Chat() as chat:
            chat.say("Mina finds a map in the rain. It glows.", print)
            chat.say("panel 2 closer, at dusk", print)

    Everything that is said goes to the listener as it is said (`panelwright.chat.spoken`). One
    turn at a time: `say` returns when it is done, or waits for a yes; `stop`, from any thread, ends
    it before. Without a run, the first story makes one.
    """

    def __init__(
        self,
        run: Run | None = None,
        *,
        settings: Settings | None = None,
        folder: Path | None = None,
        asking: Asking = "costly",
        jobs: int = 0,
        at_stop: Callable[[], None] = lambda: None,
        line: Line | None = None,
    ) -> None:
        """With a run, the conversation about it is picked up; `folder` is for a new one.

        `at_stop` is called when a turn is stopped, before what is under way is waited for. Several
        chats with the same `line` paint one after another. Raises UserError when another chat is
        open on the run.
        """
        self.settings, self.folder = settings or Settings(), folder
        self._asking, self._jobs, self._at_stop = asking, jobs, at_stop
        self._line = line or Line()
        self._wished = Wished()
        self.was_heard = False
        """Whether anything was said in this conversation yet."""
        self._shop: Workshop | None = None
        self._desk: Desk | None = None
        self._held = ExitStack()
        self._turn: tuple[asyncio.AbstractEventLoop, asyncio.Task[None]] | None = None
        if run is not None:
            self._sit_down(run)

    def __enter__(self) -> "Chat":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the painting processes and let others talk about the run."""
        if self._shop is not None:
            self._shop.close()
        if self._desk is not None:
            self._desk.close()
        self._held.close()

    @property
    def run(self) -> Run | None:
        """The run that is talked about; None before the first story."""
        return self._desk.run if self._desk is not None else None

    def transcript(self) -> list[Spoken]:
        """All that was said about this run, in this conversation and before."""
        return Transcript(self.run.chat).read() if self.run is not None else []

    def say(self, text: str, hear: Hear = lambda spoken: None, *, is_story: bool = False) -> None:
        """One turn of the user's. What comes of it is told to `hear`; nothing is raised for it.

        `is_story` has a first turn taken for the story whatever it says, such as that of a file.
        """
        desk = self._desk
        if desk is None:
            desk = self._first(text, hear, is_story)
            if desk is None:
                return
        self.was_heard = True
        with _heard_by(desk, hear):
            desk.say(Said(text=text))
            self._going(lambda talk: self._answered(talk, text))

    def propose(self, said: str, edits: Sequence[Edit], hear: Hear = lambda spoken: None) -> None:
        """One turn that is given as edits, such as a box that was dragged, and told as `said`.

        It goes on as if the wish had been said; what was proposed before and waits is part of it.
        Raises UserError when there is no run yet.
        """
        desk = self._desk
        if desk is None:
            raise UserError("tell the story first; there is no plan yet.")
        self.was_heard = True
        with _heard_by(desk, hear):
            desk.say(Said(text=said))
            self._going(lambda talk: self._proposed(talk, said, edits))

    def pick_up(self, hear: Hear = lambda spoken: None) -> None:
        """Go on with the turn that a crash broke off, if one was, and ask again what was asked."""
        if self._desk is not None:
            with _heard_by(self._desk, hear):
                self._going(self._picked_up)

    def warm(self) -> None:
        """Have loaded what painting will need, while the user thinks."""
        if self._desk is not None:
            self._desk.workshop().warm()
        else:
            self._shop = workshop_of(self.settings, self._jobs)
            self._shop.warm()

    def stop(self) -> None:
        """End the turn that is under way; what was done stays. From any thread, at any time."""
        turn, self._turn = self._turn, None  # a second stop must not break off what tidies up
        if turn is not None:
            loop, task = turn
            loop.call_soon_threadsafe(task.cancel)

    def _sit_down(self, run: Run) -> Desk:
        """Nobody else talks about the run from now on."""
        self._held.enter_context(locked(run.talk_lock))
        self._desk = Desk(
            run, self._asking, self._jobs, self._at_stop, shop=self._shop, line=self._line
        )
        self._shop = None
        return self._desk

    def _first(self, text: str, hear: Hear, is_story: bool) -> Desk | None:
        """A run for a first story; None when there is nothing to tell in the text yet."""
        try:
            story = text if is_story else first_story(text, self._wished, hear)
            run = begun(story, self._wished, self.settings, self.folder) if story else None
        except PanelwrightError as error:
            hear(Problem(text=str(error)))
            return None
        return self._sit_down(run) if run is not None else None

    def _going(self, turn: _Turn) -> None:
        """Have a turn done in a loop of its own, which an interrupt or `stop` ends."""
        asyncio.run(self._guarded(turn))
        run = self.run
        if run is not None and not run.story.is_file() and self._desk is not None:
            self._gave_nothing(run)

    async def _guarded(self, turn: _Turn) -> None:
        desk, task = self._desk, asyncio.current_task()
        assert desk is not None and task is not None
        self._turn = asyncio.get_running_loop(), task
        try:
            async with _opened(desk) as talk:
                try:
                    await turn(talk)
                except asyncio.CancelledError:
                    task.uncancel()
                    desk.stop()
                    await _forget(talk)
                    desk.close()
                    desk.say(Stopped(text=_STOPPED))
        except PanelwrightError as error:
            desk.say(Problem(text=str(error)))
        finally:
            self._turn = None

    async def _answered(self, talk: Talk, text: str) -> None:
        memory = await talk.aget_state(_CONFIG)
        if "confirm" in memory.next:
            await self._carried_on(talk, Command(resume=text))
            return
        await _forget(talk)
        drop_proposal(self._here.run)
        await self._carried_on(talk, ChatState(said=text))

    async def _proposed(self, talk: Talk, said: str, edits: Sequence[Edit]) -> None:
        desk, waiting = self._here, kept_proposal(self._here.run)
        await _forget(talk)
        base = waiting.edits if waiting is not None else ()
        with desk.studio() as studio:
            proposal = considered(studio, [*base, *edits])
            if not proposal.changes:
                desk.say(Reply(text=words_for("no_change")))
                return
            state = showed(desk, studio, proposal, said, after=waiting)
        await self._carried_on(talk, state)

    async def _picked_up(self, talk: Talk) -> None:
        memory, run = await talk.aget_state(_CONFIG), self._here.run
        if "confirm" in memory.next:
            self._here.say(Question(text=memory.values["question"]))
        elif memory.next:
            self._here.say(Reply(text=_GOING_ON))
            await self._carried_on(talk, None)
        elif not run.story.is_file() and run.synopsis.is_file():
            await self._carried_on(talk, ChatState(said=read_text(run.synopsis)))

    async def _carried_on(self, talk: Talk, entry: Any) -> None:
        """Run the graph until the turn is done or a question is open."""
        state = await talk.ainvoke(entry, _CONFIG, context=self._here, durability="sync")
        if "__interrupt__" in state:
            self._here.say(Question(text=state["__interrupt__"][0].value))

    @property
    def _here(self) -> Desk:
        assert self._desk is not None
        return self._desk

    def _gave_nothing(self, run: Run) -> None:
        """A run without a plan is none: the next story makes another."""
        if self._asks(run):
            return
        self.close()
        self._desk = None
        discarded(run)

    def _asks(self, run: Run) -> bool:
        return run.chat.is_file() and isinstance(Transcript(run.chat).read()[-1], Question)


_STOPPED: Final = "Stopped. What is painted is kept; say “go on” for the rest."
_GOING_ON: Final = "The last turn was broken off; I go on with it."


@contextmanager
def _heard_by(desk: Desk, hear: Hear) -> Iterator[None]:
    before, desk.hear = desk.hear, hear
    try:
        yield
    finally:
        desk.hear = before


@asynccontextmanager
async def _opened(desk: Desk) -> AsyncIterator[Talk]:
    async with opened_checkpoints(desk.run.checkpoints) as saver:
        yield chat_graph().compile(checkpointer=saver)


async def _forget(talk: Talk) -> None:
    """Turns that are over leave no checkpoints: the transcript has what was said."""
    saver: Any = talk.checkpointer
    await saver.adelete_thread("chat")
