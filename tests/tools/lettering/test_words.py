from panelwright_tools.lettering.words import plain, words_of


def test_asterisks_around_words_are_emphasis_and_are_not_lettered() -> None:
    words = words_of("I *really mean* it")
    assert [(word.text, word.emphasis) for word in words] == [
        ("I", False), ("really", True), ("mean", True), ("it", False),
    ]  # fmt: skip


def test_a_lone_asterisk_is_a_letter_like_others() -> None:
    assert [word.text for word in words_of("2 * 3 = 6*")] == ["2", "*", "3", "=", "6*"]


def test_a_word_in_capitals_amid_others_is_emphasis_but_a_shouted_line_is_not() -> None:
    assert [word.emphasis for word in words_of("I said NEVER again")] == [False, False, True, False]
    assert not any(word.emphasis for word in words_of("GET OUT NOW"))


def test_control_characters_and_terminal_escapes_are_dropped() -> None:
    assert plain("a\x1b[31mb\x00 c\u202ed") == "a[31mb cd"


def test_spans_point_into_the_original_text() -> None:
    text = "  Well, *then*…  go"
    assert [text[word.start : word.end] for word in words_of(text)] == ["Well,", "then*…", "go"]


def test_chinese_may_break_between_characters_but_not_before_a_full_stop() -> None:
    assert [word.text for word in words_of("我们去吧。")] == ["我", "们", "去", "吧。"]
