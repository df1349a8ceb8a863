"""A look while it is being read, and the words that tell hair, colour, age and marks."""

from dataclasses import dataclass, field

from panelwright.planning.embedded.garments import slot_of
from panelwright.planning.embedded.tables import table, words
from panelwright_tools.domain import Age, Build, Garment
from panelwright_tools.language.lemmas import noun_lemma

MAX_CLOTHES = 6
MAX_MARKS = 5


@dataclass
class LookDraft:
    """A look while it is being read."""

    person: bool
    age: Age | None = None
    build: Build | None = None
    size: float = 1.0
    skin: str | None = None
    hair_style: str | None = None
    hair_colour: str | None = None
    eyes: str | None = None
    colour: str | None = None
    clothes: list[Garment] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def wear(self, name: str, colour: str | None) -> None:
        """Put on a garment, or colour the one that is already worn."""
        for place, worn in enumerate(self.clothes):
            if worn.name == name:
                if colour and not worn.colour:
                    self.clothes[place] = Garment(name=name, colour=colour)
                return
        taken = {slot_of(worn.name) for worn in self.clothes}
        slot = slot_of(name)
        undressed = slot == "bare" and taken & {"top", "outer", "whole"}
        if (slot and slot in taken) or undressed:
            return  # what somebody changes into later isn't their lasting look
        if len(self.clothes) < MAX_CLOTHES:
            self.clothes.append(Garment(name=name, colour=colour))

    def mark(self, mark: str) -> None:
        """Note a mark once: `a beard` after `a long white beard` is no other."""
        told = {known.split()[-1] for known in self.marks}
        if mark not in told and mark not in self.marks and len(self.marks) < MAX_MARKS:
            self.marks.append(mark)


def colour_in(text: str) -> str | None:
    """The colour that a phrase names, with its shade and pattern: `dark blue`, `red striped`."""
    colours, shades = words("looks", "colours"), words("looks", "shades")
    found: list[str] = []
    said = text.lower().replace(",", " ").split()
    for word in said:
        last = word.rsplit("-", 1)[-1]
        if word in colours or last in colours or (word in shades and not found):
            found.append(word)
        elif found and found[-1] in colours:
            break
    patterns = [word for word in said if word in words("looks", "rainbow")]
    if any(word.rsplit("-", 1)[-1] in colours for word in found):
        return " ".join([*found, *patterns[:1]])
    return patterns[0] if patterns else None


def read_hair(draft: LookDraft, text: str) -> None:
    """Read the style and colour of hair: `long black hair`."""
    dim = [word for word in text.split() if word in ("dark", "fair")]
    colour = colour_in(text) or next(iter(dim), None)
    if colour and not set(colour.split()) & words("looks", "rainbow"):
        draft.hair_colour = draft.hair_colour or colour
    nouns = words("looks", "hair", "nouns")
    styles = [w for w in text.split() if w in words("looks", "hair", "styles")]
    styles += [w for w in map(hair_noun, text.split()) if w in nouns and w != "hair"]
    known = (draft.hair_style or "").split()
    if styles:
        draft.hair_style = " ".join(dict.fromkeys([*known, *styles]))


def hair_noun(word: str) -> str:
    """`curls` and `braids` keep their plural, `buns` and `bobs` are one."""
    nouns = words("looks", "hair", "nouns")
    return word if word in nouns else noun_lemma(word)


def read_mark(draft: LookDraft, word: str) -> None:
    """Note an adjective that is a lasting mark: `scarred`."""
    if word in words("looks", "marks", "adjectives"):
        spoken: dict[str, str] = table("looks")["marks"]["spoken"]
        draft.mark(spoken.get(word, word))
