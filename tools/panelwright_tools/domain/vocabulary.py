"""The closed word lists that planner, solver and painters share."""

from enum import StrEnum


class Kind(StrEnum):
    """What a character is; decides which rig draws it."""

    PERSON = "person"
    ANIMAL = "animal"
    CREATURE = "creature"
    ROBOT = "robot"
    THING = "thing"


class Age(StrEnum):
    """Age of a person, as far as a drawing shows it."""

    BABY = "baby"
    CHILD = "child"
    TEEN = "teen"
    ADULT = "adult"
    OLD = "old"


class Build(StrEnum):
    """Build of a body."""

    SLIM = "slim"
    AVERAGE = "average"
    STOUT = "stout"
    STRONG = "strong"


class TimeOfDay(StrEnum):
    """Time of day; decides the light."""

    DAWN = "dawn"
    MORNING = "morning"
    DAY = "day"
    SUNSET = "sunset"
    DUSK = "dusk"
    NIGHT = "night"


class Weather(StrEnum):
    """Weather outdoors."""

    CLEAR = "clear"
    CLOUDY = "cloudy"
    RAIN = "rain"
    STORM = "storm"
    SNOW = "snow"
    FOG = "fog"
    WIND = "wind"


class Falling(StrEnum):
    """What falls or drifts through the picture itself, within walls as well."""

    RAIN = "rain"
    SNOW = "snow"
    LEAVES = "leaves"
    PETALS = "petals"
    GLITTER = "glitter"
    CONFETTI = "confetti"
    FEATHERS = "feathers"
    DUST = "dust"
    SMOKE = "smoke"
    BUBBLES = "bubbles"
    SPARKS = "sparks"


class Season(StrEnum):
    """Season of the year."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


class Shot(StrEnum):
    """How much of the scene the frame shows."""

    EXTREME_WIDE = "extreme_wide"
    WIDE = "wide"
    FULL = "full"
    MEDIUM = "medium"
    CLOSE = "close"
    DETAIL = "detail"


class Angle(StrEnum):
    """Where the camera stands."""

    EYE = "eye"
    HIGH = "high"
    LOW = "low"
    OVER_SHOULDER = "over_shoulder"


class Facing(StrEnum):
    """Which way a subject is turned, as the reader sees it."""

    FRONT = "front"
    LEFT = "left"
    RIGHT = "right"
    PROFILE_LEFT = "profile_left"
    PROFILE_RIGHT = "profile_right"
    BACK = "back"


class Pose(StrEnum):
    """Bodies that the planner may ask for; a painter may draw a near one."""

    STAND = "stand"
    WALK = "walk"
    RUN = "run"
    JUMP = "jump"
    SIT = "sit"
    SIT_GROUND = "sit_ground"
    CROUCH = "crouch"
    KNEEL = "kneel"
    LIE = "lie"
    SLEEP = "sleep"
    CLIMB = "climb"
    SWIM = "swim"
    FLY = "fly"
    FALL = "fall"
    RIDE = "ride"
    STEER = "steer"
    POINT = "point"
    REACH = "reach"
    GIVE = "give"
    HOLD = "hold"
    CARRY = "carry"
    LIFT = "lift"
    PUSH = "push"
    PULL = "pull"
    THROW = "throw"
    DIG = "dig"
    READ = "read"
    WRITE = "write"
    EAT = "eat"
    DRINK = "drink"
    COOK = "cook"
    POUR = "pour"
    WAVE = "wave"
    CHEER = "cheer"
    DANCE = "dance"
    PLAY = "play"
    FIGHT = "fight"
    HUG = "hug"
    HOLD_HANDS = "hold_hands"
    BOW = "bow"
    THINK = "think"
    HIDE = "hide"
    STARTLE = "startle"
    CRY = "cry"
    HANDS_ON_HIPS = "hands_on_hips"
    ARMS_CROSSED = "arms_crossed"
    SHRUG = "shrug"
    WHISPER = "whisper"
    SHOUT = "shout"
    COVER_EARS = "cover_ears"
    COVER_EYES = "cover_eyes"
    COVER_MOUTH = "cover_mouth"
    LEAN = "lean"


class Face(StrEnum):
    """Expressions."""

    NEUTRAL = "neutral"
    HAPPY = "happy"
    JOY = "joy"
    SAD = "sad"
    CRYING = "crying"
    ANGRY = "angry"
    SCARED = "scared"
    SURPRISED = "surprised"
    WONDER = "wonder"
    DETERMINED = "determined"
    CURIOUS = "curious"
    SLY = "sly"
    SLEEPY = "sleepy"
    DISGUSTED = "disgusted"
    WORRIED = "worried"


class SpeechKind(StrEnum):
    """How words are uttered; decides the balloon."""

    SPEECH = "speech"
    THOUGHT = "thought"
    SHOUT = "shout"
    WHISPER = "whisper"
    ROBOT = "robot"
    OFF_PANEL = "off_panel"


class Direction(StrEnum):
    """Reading direction of a book."""

    LTR = "ltr"
    RTL = "rtl"


class RelationKind(StrEnum):
    """How one region stands to another: `source RELATION target`."""

    LEFT_OF = "left_of"
    RIGHT_OF = "right_of"
    ABOVE = "above"
    BELOW = "below"
    ON = "on"
    UNDER = "under"
    INSIDE = "inside"
    BEHIND = "behind"
    IN_FRONT_OF = "in_front_of"
    BETWEEN = "between"
    NEXT_TO = "next_to"
    AROUND = "around"
    FAR_FROM = "far_from"
    HOLDS = "holds"
    CARRIES = "carries"
    RIDES = "rides"
    GIVES = "gives"
    LOOKS_AT = "looks_at"
    HUGS = "hugs"
    HOLDS_HANDS = "holds_hands"
    FIGHTS = "fights"
    FACES = "faces"
