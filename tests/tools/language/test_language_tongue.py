"""A text's language is told by its letters and little words."""

import pytest

from panelwright_tools.language.tongue import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mina finds a map in the rain. It glows, and she runs home with it."),
        ("de", "Mina findet eine Karte im Regen. Sie leuchtet, und sie läuft mit ihr nach Hause."),
        ("fr", "Mina trouve une carte sous la pluie. Elle brille, et elle court à la maison."),
        ("es", "Mina encuentra un mapa en la lluvia. Brilla, y ella corre con él a su casa."),
        ("it", "Mina trova una mappa sotto la pioggia. La mappa brilla e lei corre a casa."),
        ("pt", "Mina encontra um mapa na chuva. Ele brilha, e ela corre para casa com o mapa."),
        ("nl", "Mina vindt een kaart in de regen. Hij gloeit, en zij rent ermee naar huis."),
        (
            "sv",
            "Mina hittar en karta i regnet. Den lyser, och hon springer hem med den för att sova.",
        ),
        ("pl", "Mina znajduje mapę w deszczu. Mapa świeci, a ona biegnie z nią do domu i nie śpi."),
        ("tr", "Mina yağmurda bir harita bulur. Harita parlar ve o eve kadar onunla koşar."),
        ("ru", "Мина находит карту под дождём. Она светится, и девочка бежит с ней домой."),
        ("uk", "Міна знаходить карту під дощем. Вона світиться, і дівчина біжить з нею додому."),
        ("ja", "ミナは雨の中で地図を見つけた。地図は光り、彼女は家へ走った。"),
        ("zh", "米娜在雨中发现了一张地图。它发着光，她带着它跑回家。"),
        ("ko", "미나는 빗속에서 지도를 발견한다. 지도가 빛난다."),
        ("el", "Η Μίνα βρίσκει έναν χάρτη στη βροχή."),
        ("ar", "وجدت مينا خريطة في المطر. كان الضوء من الخريطة."),
        ("fa", "مینا در باران یک نقشه پیدا می‌کند و با آن به خانه می‌رود."),
    ],
)
def test_a_language_is_told(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "12 — 34!", "Mina, Tom", "INT. ATTIC"])
def test_what_tells_nothing_counts_as_english(text: str) -> None:
    assert language_of(text) == "en"
