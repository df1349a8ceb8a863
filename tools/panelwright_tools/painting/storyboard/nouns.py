"""Nouns as tables list them: lower case, singular."""


def forms_of(noun: str) -> list[str]:
    """The noun, and what it may be the plural of, likeliest first."""
    forms = [noun]
    if noun in _IRREGULAR:
        forms.append(_IRREGULAR[noun])
    if noun.endswith("ies"):
        forms.append(noun[:-3] + "y")
    if noun.endswith("ves"):
        forms += [noun[:-3] + "f", noun[:-3] + "fe"]
    if noun.endswith("es"):
        forms.append(noun[:-2])
    if noun.endswith("s") and not noun.endswith("ss"):
        forms.append(noun[:-1])
    return forms


_IRREGULAR = {
    "mice": "mouse",
    "geese": "goose",
    "wolves": "wolf",
    "calves": "calf",
    "oxen": "ox",
    "octopi": "octopus",
    "feet": "foot",
    "teeth": "tooth",
    "leaves": "leaf",
    "loaves": "loaf",
    "knives": "knife",
    "shelves": "shelf",
}
