"""Who the story is about and where it happens: characters, their looks, places."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from panelwright_tools.domain.guess import Guess
from panelwright_tools.domain.model import Model, Slug, named, unique, unsaid
from panelwright_tools.domain.text import Colour, Text
from panelwright_tools.domain.vocabulary import Age, Build, Kind

MAX_VARIATIONS: Final = 100
MAX_LORAS: Final = 8
MAX_CROPS: Final = 8


class Garment(Model):
    """One piece of clothing or a thing that is worn."""

    name: Text = Field(description="the noun: raincoat, dress, crown, glasses")
    colour: Colour | None = None


class Hair(Model):
    """Hair of the head."""

    style: Text | None = Field(default=None, description="ponytail, bob, bald, curly …")
    colour: Colour | None = None


class Look(Model):
    """How a character looks, the same in the whole story. What is unset the painter chooses."""

    species: Text = Field(
        default="human", description="human, or the noun of the animal, creature, thing"
    )
    gender: Literal["feminine", "masculine", "neutral"] | None = None
    age: Age | None = None
    build: Build | None = None
    size: float = Field(
        default=1.0, gt=0, le=200, description="height compared with others of its kind"
    )
    skin: Colour | None = None
    hair: Hair = Hair()
    eyes: Colour | None = None
    colour: Colour | None = Field(
        default=None, description="main colour of an animal, robot or thing"
    )
    clothes: tuple[Garment, ...] = ()
    marks: tuple[Text, ...] = Field(
        default=(), description="freckles, beard, scar, glasses, rusty …"
    )


class Variation(Model):
    """How a character looks otherwise for a while: wet, in pyjamas; a frog that is a prince now.

    Regions name it. With a look of its own it is another being; then the rest is in that look.
    """

    id: Slug
    phrase: Text = Field(description="what is different, in words: soaked, in striped pyjamas")
    clothes: tuple[Garment, ...] = Field(
        default=(), description="what is worn instead; empty: the same clothes"
    )
    marks: tuple[Text, ...] = Field(default=(), description="marks besides the usual ones: wet")
    hair: Hair | None = Field(default=None, description="None: as always")
    colour: Colour | None = Field(default=None, description="main colour; None: as always")
    look: Look | None = Field(
        default=None,
        description="the whole look of another being: a prince who was a frog",
        exclude_if=unsaid,
    )
    nature: Kind | None = Field(
        default=None, description="its kind, where it is another being", exclude_if=unsaid
    )


class Lora(Model):
    """A small change of a painter's model, trained on pictures of a character."""

    file: str = Field(
        pattern=r"^[0-9a-f]{24}$", description="digest of the file, which lies in the run's store/"
    )
    strength: float = Field(
        default=1.0, ge=-2, le=2, description="factor on its change; 1 as it was trained"
    )
    words: Text = Field(
        default="", description="what it was trained to be called by, told to the painter"
    )


Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{24}$")]
"""Of a picture that lies in the run."""


class Crop(Model):
    """What an accepted panel shows of a character, as one more picture of it for later panels."""

    picture: Digest = Field(description="digest of the picture")
    panel: Slug = Field(description="the panel that it was cut from")
    likeness: float = Field(ge=0, le=1, description="of what it shows to the pictures of it then")


class Character(Model):
    """One of the cast."""

    id: Slug
    name: Text
    kind: Kind = Kind.PERSON
    phrase: Text = Field(default="", description="the look in words, used in every prompt")
    look: Look = Look()
    aliases: tuple[Text, ...] = Field(default=(), description="other names that the synopsis uses")
    references: tuple[Text, ...] = Field(default=(), description="digests of reference pictures")
    constant: tuple[Text, ...] = Field(
        default=(),
        description="what is the same in every picture, whatever else changes: red scarf",
        exclude_if=unsaid,
    )
    variations: tuple[Variation, ...] = Field(
        default=(),
        max_length=MAX_VARIATIONS,
        description="other looks that regions may ask for",
        exclude_if=unsaid,
    )
    loras: tuple[Lora, ...] = Field(
        default=(),
        max_length=MAX_LORAS,
        description="for painters whose models take them",
        exclude_if=unsaid,
    )
    crops: tuple[Crop, ...] = Field(
        default=(),
        max_length=MAX_CROPS,
        description="of accepted panels, for painters that look at pictures: each for the panels "
        "that come after its own",
        exclude_if=unsaid,
    )
    portrait: tuple[Digest, ...] = Field(
        default=(),
        max_length=1,
        description="digest of the user's own picture that stands for the portrait, which is then "
        "not painted",
        exclude_if=unsaid,
    )
    guessed: Guess | None = None

    @model_validator(mode="after")
    def _variations_have_names_of_their_own(self) -> Self:
        unique("variation", [variation.id for variation in self.variations])
        return self

    def variation(self, variation_id: str) -> Variation:
        """The variation with this id. Raises KeyError when there is none."""
        return named(self.variations, variation_id)


class Place(Model):
    """Where panels happen."""

    id: Slug
    name: Text = Field(description="as the story calls it: the night market")
    noun: Text = Field(description="the head noun: market")
    phrase: Text = Field(default="", description="description for prompts: a crowded night market")
    indoors: bool = False
    guessed: Guess | None = None
