//! The words of the generated feeds.

/// A language of the generated feeds.
pub(super) struct Language {
    /// Its tag (BCP 47).
    pub(super) tag: &'static str,
    /// What stands between two words.
    pub(super) space: &'static str,
    /// What ends a sentence.
    pub(super) stop: &'static str,
    /// Its words.
    pub(super) words: &'static [&'static str],
}

/// The languages: one in ASCII, one mostly, one in two bytes a letter, one in three.
#[rustfmt::skip]
pub(super) const LANGUAGES: &[Language] = &[
    Language { tag: "en", space: " ", stop: ". ", words: &[
        "the", "a", "of", "and", "in", "to", "for", "on", "with", "after", "before", "council",
        "harbour", "bridge", "winter", "market", "train", "library", "engine", "morning", "river",
        "school", "report", "window", "garden", "signal", "paper", "station", "weather", "music",
        "village", "orchard", "lantern", "journey", "question", "answer", "repairs", "opens",
        "closes", "waits", "grows", "returns", "quiet", "late", "early", "bright", "narrow", "new",
        "old", "second", "almost", "never", "again", "yesterday", "tomorrow", "however", "between",
        "under", "neighbours", "volunteers", "timetable", "compiler", "release", "maintenance",
    ] },
    Language { tag: "de", space: " ", stop: ". ", words: &[
        "der", "die", "das", "und", "in", "auf", "für", "mit", "nach", "über", "während", "Brücke",
        "Hafen", "Rathaus", "Wetter", "Straße", "Bücherei", "Übung", "Gemüse", "Zug", "Frühling",
        "Ärztin", "Fluss", "Schule", "Bericht", "Fenster", "Garten", "Größe", "Papier", "Bahnhof",
        "Musik", "Dorf", "Öffnung", "Laterne", "Reise", "Frage", "Antwort", "wartet", "öffnet",
        "schließt", "wächst", "kehrt", "zurück", "still", "spät", "früh", "hell", "schmal", "neu",
        "alt", "zweite", "beinahe", "nie", "wieder", "gestern", "morgen", "jedoch", "zwischen",
        "Nachbarn", "Freiwillige", "Fahrplan", "Veröffentlichung", "Wartung", "heißt",
    ] },
    Language { tag: "ru", space: " ", stop: ". ", words: &[
        "и", "в", "на", "для", "после", "между", "мост", "гавань", "совет", "погода", "улица",
        "библиотека", "поезд", "весна", "река", "школа", "отчёт", "окно", "сад", "бумага",
        "станция", "музыка", "деревня", "фонарь", "дорога", "вопрос", "ответ", "ждёт", "открывает",
        "закрывает", "растёт", "возвращается", "тихий", "поздний", "ранний", "светлый", "узкий",
        "новый", "старый", "второй", "почти", "никогда", "снова", "вчера", "завтра", "однако",
        "соседи", "расписание", "выпуск", "обслуживание", "утро", "зима",
    ] },
    Language { tag: "ja", space: "", stop: "。", words: &[
        "図書館", "駅", "港", "橋", "天気", "学校", "報告", "窓", "庭", "紙", "音楽", "村", "旅",
        "質問", "答え", "朝", "冬", "春", "川", "市場", "電車", "新しい", "古い", "静かな", "明るい",
        "狭い", "ゆっくり", "もう一度", "昨日", "明日", "しかし", "あいだに", "の", "は", "が", "を",
        "に", "と", "開く", "閉まる", "待つ", "育つ", "帰る", "読む", "書く", "です", "ます", "時刻表",
    ] },
];
