//! The words by which promotion is told, folded as [`super::print`] folds: English, German.

/// The label of an advertisement, alone in its block.
#[rustfmt::skip]
pub(crate) const ADVERT: &[&str] = &[
    "ad", "ads", "advert", "advertisement", "advertisements", "advertising",
    "advertisement spot img", "advertisement continue reading below",
    "advertisement scroll to continue", "anzeige", "anzeigen", "werbung", "werbeanzeige",
    "promoted", "promoted content", "sponsored", "sponsored content", "gesponsert",
    "article continues below", "spot img", "article continues below advertisement",
    "article continues after advertisement", "story continues below",
    "story continues below advertisement", "story continues after advertisement",
    "continue reading below", "scroll to continue", "weiter nach der anzeige",
    "weiterlesen nach der anzeige", "nach der anzeige geht es weiter",
    "der artikel wird nach der anzeige fortgesetzt", "artikel wird nach der anzeige fortgesetzt",
];

/// What stands above links to other articles, or before one.
#[rustfmt::skip]
pub(crate) const RELATED: &[&str] = &[
    "related", "related article", "related articles", "related content", "related coverage",
    "related news", "related post", "related posts", "related reading", "related stories",
    "related story", "related topics", "read also", "also read", "read next", "read this next",
    "up next", "what to read next", "more on this", "more on this story", "more on this topic",
    "more stories", "more news", "more articles", "more like this", "more from us", "recommended",
    "recommended articles", "recommended for you", "recommended reading", "recommended stories",
    "you may also like", "you might also like", "you may like", "you may also be interested in",
    "you might also be interested in", "you might be interested in", "don t miss", "trending",
    "trending now", "trending stories", "most read", "most popular", "popular posts",
    "popular stories", "popular articles", "latest articles", "latest news", "latest posts",
    "latest stories", "recent articles", "recent posts", "recent news", "editor s picks",
    "editors picks", "top stories", "previous article", "next article", "previous post",
    "next post", "see also", "ähnliche artikel", "ähnliche beiträge", "ähnliche themen",
    "ähnliche nachrichten", "verwandte artikel", "verwandte beiträge", "verwandte themen",
    "passend zum thema", "passende artikel", "weitere artikel", "weitere beiträge",
    "weitere meldungen", "weitere nachrichten", "weitere themen", "letzte artikel",
    "letzten artikel", "neueste artikel", "neueste beiträge", "aktuelle beiträge",
    "aktuelle artikel", "mehr zum thema", "mehr zu diesem thema", "mehr aus dem ressort",
    "mehr aus diesem ressort", "mehr artikel", "mehr nachrichten", "lesen sie auch",
    "lesen sie dazu auch", "lesen sie hierzu auch", "lesen sie mehr", "lesen sie mehr zum thema",
    "lesen sie hier", "lesen sie jetzt", "lies auch", "lest auch", "auch interessant",
    "auch lesenswert", "auch spannend", "ebenfalls interessant",
    "das könnte sie auch interessieren", "das könnte sie interessieren",
    "das könnte dich auch interessieren", "das könnte dich interessieren",
    "das könnte euch auch interessieren", "das könnte ihnen auch gefallen",
    "das könnte dir auch gefallen", "meistgelesen", "meistgelesene artikel", "meist gelesen",
    "am meisten gelesen", "beliebte artikel", "beliebte beiträge", "beliebteste artikel",
    "empfehlungen der redaktion", "empfohlene artikel", "unsere empfehlung", "unsere empfehlungen",
    "vorheriger artikel", "nächster artikel", "vorheriger beitrag", "nächster beitrag",
];

/// The ones of [`RELATED`] with which a link begins that has its label inside.
#[rustfmt::skip]
pub(crate) const RELATED_STARTS: &[&str] = &[
    "lesen sie auch", "lesen sie dazu", "lesen sie hierzu", "lesen sie mehr", "auch interessant",
    "das könnte sie auch interessieren", "mehr zum thema", "read more", "read also", "also read",
    "read next", "related", "see also", "recommended", "you may also like", "read more about",
    "lies auch",
];

/// What leads to the whole text.
#[rustfmt::skip]
pub(crate) const MORE: &[&str] = &[
    "weiterlesen", "weiter lesen", "mehr lesen", "hier weiterlesen", "jetzt weiterlesen",
    "hier mehr lesen", "artikel lesen", "beitrag lesen", "ganzen artikel lesen",
    "den ganzen artikel lesen", "den vollständigen artikel lesen", "vollständigen artikel lesen",
    "zum artikel", "zum beitrag", "zum ganzen artikel", "zum vollständigen artikel", "zur meldung",
    "mehr erfahren", "hier klicken", "klicken sie hier", "mehr dazu", "mehr infos", "read more",
    "read on", "read it all", "read article", "read the article", "read full article",
    "read the full article", "read full story", "read the full story", "read the rest",
    "read the whole story", "read the rest of this entry", "continue reading", "keep reading",
    "full story", "full article", "learn more", "find out more", "click here",
    "click here to read more", "view full post", "view original post", "see more",
];

/// The same with the headline behind it, all of it a link.
#[rustfmt::skip]
pub(crate) const MORE_STARTS: &[&str] = &[
    "continue reading ", "read the full article ", "read the full story ", "read more at ",
    "read more on ", "keep reading ", "weiterlesen auf ", "weiterlesen bei ", "weiterlesen von ",
    "den ganzen artikel lesen ", "weiterlesen ", "mehr lesen ",
];

/// What belongs to a page and not to its text, alone in its block.
#[rustfmt::skip]
pub(crate) const SHARE: &[&str] = &[
    "teilen", "artikel teilen", "beitrag teilen", "diesen artikel teilen", "diesen beitrag teilen",
    "teile diesen beitrag", "drucken", "merken", "artikel merken", "kommentieren",
    "jetzt kommentieren", "kommentar schreiben", "kommentar verfassen", "kommentare anzeigen",
    "0 kommentare", "0 kommentar", "diskutieren sie mit", "link kopieren", "per e mail teilen",
    "auf facebook teilen", "auf twitter teilen", "auf x teilen", "auf whatsapp teilen",
    "per whatsapp teilen", "artikel anhören", "zur startseite", "nach oben", "seite drucken",
    "share", "share this", "share this article", "share this story", "share this post", "tweet",
    "pin it", "print", "print this article", "email this", "copy link", "leave a comment",
    "leave a reply", "add a comment", "post a comment", "view comments", "show comments",
    "0 comments", "0 comment", "join the conversation", "share on facebook", "share on twitter",
    "share on x", "share on linkedin", "share on whatsapp", "share on reddit", "back to top",
    "listen to this article", "save this article", "facebook twitter", "facebook twitter email",
];

/// How a call begins.
#[rustfmt::skip]
pub(crate) const CALLS: &[&str] = &[
    "abonnieren sie", "abonniere ", "abonniert ", "jetzt ", "hier ", "melden sie sich",
    "melde dich", "meldet euch", "bestellen sie", "erhalten sie", "holen sie sich", "hol dir",
    "holt euch", "laden sie", "lade ", "ladet ", "verpassen sie", "verpasse ", "nichts verpassen",
    "nichts mehr verpassen", "keine news", "bleiben sie", "bleib ", "wollen sie", "möchten sie",
    "du willst", "sie wollen", "sie möchten", "willst du", "möchtest du", "folgen sie", "folge ",
    "folgt uns", "unser newsletter", "unseren newsletter", "mit unserem newsletter",
    "in unserem newsletter", "zum newsletter", "der newsletter ", "newsletter", "kostenlos",
    "täglich ", "jeden ", "unterstützen sie", "unterstütze ", "unterstützt uns", "werden sie",
    "werde ", "testen sie", "teste ", "lesen sie", "besuchen sie", "besuche ", "treten sie",
    "tritt ", "gefällt ihnen", "hat ihnen", "hat dir", "sign up", "signup", "subscribe", "get ",
    "join ", "never miss", "don t miss", "stay ", "want ", "would you like", "receive ",
    "enter your", "download", "install", "try ", "follow ", "like us", "find us", "visit our",
    "support ", "become a", "donate", "help us", "enjoying ", "like what you", "keep up",
    "our newsletter", "our free newsletter", "the newsletter ", "click here", "start your",
    "be the first", "if you enjoy", "if you like", "if you liked", "did you like", "you can sign",
    "you can subscribe", "you can follow", "you can support", "for more", "for daily", "love ",
];

/// What a call speaks to or of: without one of these it is news about others.
#[rustfmt::skip]
pub(crate) const ADDRESSES: &[&str] = &[
    "unser", "unsere", "unserem", "unseren", "unserer", "unseres", "uns", "ihr", "ihre", "ihren",
    "ihrem", "sie", "sich", "du", "dich", "dir", "dein", "deine", "deinen", "deinem", "euch",
    "eure", "euer", "euren", "jetzt", "hier", "kostenlos", "kostenlosen", "kostenfrei", "our", "us",
    "your", "you", "here", "free", "now", "today", "me", "my",
];

/// Where one follows somebody.
#[rustfmt::skip]
pub(crate) const NETWORKS: &[&str] = &[
    "facebook", "twitter", "x", "instagram", "telegram", "whatsapp", "youtube", "linkedin",
    "tiktok", "mastodon", "bluesky", "threads", "flipboard", "reddit", "pinterest", "snapchat",
    "discord", "kanal", "channel", "netzwerken", "media", "google",
];

/// Whole sentences that a machine wrote, by their beginning and what follows later.
pub(crate) const ORIGINS: &[(&str, &str)] = &[
    ("the post ", " appeared first on "),
    ("the post ", " first appeared on "),
    ("the article ", " appeared first on "),
    ("this post ", " appeared first on "),
    ("der beitrag ", " erschien zuerst auf "),
    ("der beitrag ", " erschien zuerst bei "),
    ("der beitrag ", " erschien als erstes auf "),
    ("der artikel ", " erschien zuerst auf "),
    ("dieser beitrag ist ein öffentlicher rss feed", ""),
    ("sie finden den original post unter folgender quelle", ""),
];

/// What is said of links that earn money.
#[rustfmt::skip]
pub(crate) const AFFILIATE: &[&str] = &[
    "enthält affiliate links", "enthalten affiliate links", "sind affiliate links",
    "sogenannte affiliate links", "um affiliate links", 
    "erhalten wir eine provision", "erhalten wir eine kleine",
    "bekommen wir eine provision", "bekommen wir eine kleine provision", "als amazon partner",
    "as an amazon associate", "we may earn", "we earn a commission", "we may receive a commission",
    "may earn a commission", "earn an affiliate commission", "contains affiliate links",
    "may contain affiliate links", "we get a commission",
];

/// Where such links lead.
#[rustfmt::skip]
pub(crate) const AFFILIATE_HOSTS: &[&str] = &[
    "amzn.to/", "awin1.com/", "tradedoubler.com/", "shareasale.com/", "digistore24.com/",
    "partner-ads.com/", "linksynergy.com/", "anrdoezrs.net/", "dpbolvw.net/", "jdoqocy.com/",
    "tkqlhce.com/", "kqzyfj.com/", "skimresources.com/", "viglink.com/", "zanox.com/",
    "webgains.com/", "belboon.de/", "financeads.net/", "go.redirectingat.com/", "avantlink.com/",
    "pntra.com/", "geni.us/",
];

/// What a shop calls.
#[rustfmt::skip]
pub(crate) const SHOP: &[&str] = &[
    "jetzt bestellen", "jetzt kaufen", "hier bestellen", "hier kaufen", "jetzt im shop",
    "jetzt im shop bestellen", "zum shop", "zu unserem shop", "zum angebot", "shop now", "buy now",
    "order now", "buy it now", "visit our shop", "visit our store", "to the shop",
    "jetzt zum angebot", "ticket kaufen", "tickets kaufen", "get tickets", "buy tickets",
];

/// A shop of its own.
#[rustfmt::skip]
pub(crate) const OWN_SHOP: &[&str] = &[
    "in unserem shop", "in unserem online shop", "in unserem onlineshop", "unseren shop",
    "unser shop", "unserem shop", "in our shop", "in our store", "in our online shop",
    "in our online store", "our shop", "our store", "our merch",
];

/// Who asks for money for what it does.
#[rustfmt::skip]
pub(crate) const SUPPORT: &[&str] = &[
    "unterstützen sie uns", "unterstütze uns", "unterstützt uns", "unterstützen sie unsere arbeit",
    "unterstütze unsere arbeit", "unterstützen sie unseren journalismus", "werden sie mitglied",
    "werde mitglied", "jetzt mitglied werden", "jetzt abonnieren", "jetzt testen",
    "jetzt abo sichern", "zum abo", "jetzt spenden", "spenden sie jetzt", "spende jetzt",
    "unterstützen sie uns mit", "jetzt unterstützen", "support us", "support our work",
    "support our journalism", "support our reporting", "support independent journalism",
    "become a member", "become a supporter", "become a subscriber", "become a patron",
    "subscribe now", "subscribe today", "start your free trial", "make a donation", "donate now",
    "donate today", "buy us a coffee", "buy me a coffee", "consider a donation",
    "consider donating", "consider supporting", "consider subscribing",
];
