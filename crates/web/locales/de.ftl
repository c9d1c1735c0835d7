# Deutsch. Knapp, ohne Anrede, ohne Marktgeschrei. Anführungszeichen „so“, in ihnen ‚so‘.

## Rahmen

skip = Zum Inhalt
nav-label = Rubriken
foot-label = Über dieses Portal
editions-label = Sprachen
nav-front = Übersicht
nav-latest = Neueste Meldungen
nav-sources = Quellen
nav-about = Über dieses Portal
nav-how-we-rank = Wie wir ordnen
nav-feeds = Feeds
nav-accessibility = Barrierefreiheit
nav-privacy = Datenschutz
nav-imprint = Impressum
search-title = Suchen
report = Fehler melden
theme-dark = Dunkel
theme-light = Hell
back-to-front = Zur Übersicht
opensearch = { $site } durchsuchen
words-of-others = Alle Überschriften und Texte stammen von den genannten Quellen.

## Zeit

when-yesterday = gestern { $time }
when-full = { $date } um { $time } Uhr
day-today = Heute
day-yesterday = Gestern

## Wessen Worte

quoted = „{ $text }“
only-source = Quelle: { $source }, { $time }
read-original = Original lesen
read-at = Weiterlesen bei { $source }

## Übersicht und Listen

ticker-title = Neueste Meldungen
ticker-more = Alle Meldungen
rest-title = Weitere Meldungen
older = Ältere Meldungen
newest = Zu den neuesten
paging-label = Weitere Teile der Liste
feeds-of-list = Diese Liste als Feed:
list-empty-title = Hier steht noch nichts
list-empty-text = Neue Meldungen erscheinen hier von selbst.
first-run-title = Noch keine Meldungen
first-run-text = Dieses Portal ist bereit und wartet auf seine erste Quelle. Wer es betreibt, fügt sie auf der Kommandozeile hinzu:
first-run-then = URL ist die Adresse eines Feeds oder einer Website. Danach erscheinen die ersten Meldungen von selbst.

## Artikel

label-excerpt = Auszug
label-excerpt-text = Der ganze Text steht bei { $source }.
label-full = Wortlaut
label-full-text = So weit { $source } ihn im Feed oder auf der Seite veröffentlicht; { $n ->
    [0] ohne Bilder und eingebettete Inhalte
   *[other] ohne eingebettete Inhalte
}.
label-full-licence = So weit { $source } ihn im Feed oder auf der Seite veröffentlicht; { $n ->
    [0] ohne Bilder und eingebettete Inhalte
   *[other] ohne eingebettete Inhalte
}. Lizenz: { $licence }
translated-machine = Maschinell übersetzt { $from }, nicht geprüft
translated-reviewed = Maschinell übersetzt { $from }, geprüft von { $name } am { $date }
mark-machine = maschinell { $from }
mark-reviewed = { $from }, geprüft
label-original = Original auf { $language }
label-failed = Eine maschinelle Übersetzung ist nicht gelungen.
label-left-title = Die Überschrift steht im Original.
label-left-excerpt = Der Auszug steht im Original.
label-left-text = Der Text steht im Original.
label-left-failed = Der Text steht im Original; seine Übersetzung ist nicht gelungen.
label-left-blocks =
    { $n ->
        [one] Ein Absatz steht im Original.
       *[other] { $count } Absätze stehen im Original.
    }
label-to-original = Original zeigen
label-to-translation = Übersetzung zeigen
label-to-both = Nebeneinander
quote-translated = Zitat übersetzt
label-receipt = Beleg
label-versions =
    { $n ->
        [one] 1 Fassung
       *[other] { $count } Fassungen
    }
byline = { $source }, { $author }
modified = geändert am { $when }
no-excerpt = Die Quelle gibt zu dieser Überschrift keinen Text weiter.
no-link = Die Quelle nennt keine Adresse des Originals.
notice-of = Hinweis zur Rubrik { $section }:
more-of = Mehr von { $source }
latest-title = Neueste Meldungen

## Beleg

picture-by = Bild: { $credit }
receipt-title = Beleg
receipt-source = Quelle
receipt-source-text = { $source } (öffentlicher Feed oder Artikelseite)
receipt-words = Wortlaut
receipt-words-text = Überschrift und Text stammen von der Quelle; nichts davon ist von uns geschrieben.
receipt-words-translated = Überschrift und Text stammen von der Quelle, übersetzt, so weit es der Hinweis über dem Text sagt; nichts davon ist von uns geschrieben.
receipt-translation = Übersetzung
receipt-translation-text = { $from }, maschinell, { $when }.
receipt-engines = Übersetzt durch
receipt-model = Modell { $model }
receipt-units =
    { $n ->
        [one] eine Textstelle
       *[other] { $count } Textstellen
    }
receipt-glossary = Hausglossar
receipt-glossary-text =
    { $n ->
        [0] noch ohne Einträge
       *[other] Fassung { $count }
    }
receipt-review = Geprüft
receipt-review-text = von { $name }, { $when }; { $n ->
    [0] nichts geändert
    [one] eine Stelle geändert
   *[other] { $count } Stellen geändert
}
receipt-unreviewed = nein
receipt-published = Veröffentlicht
receipt-published-text = { $when }, laut Quelle
receipt-published-unknown = von der Quelle nicht glaubhaft angegeben; zuerst gesehen { $when }
receipt-seen = Zuerst gesehen
receipt-changed = Letzte Änderung bemerkt
receipt-versions = Fassungen
receipt-shown = Darf gezeigt werden
receipt-basis = Grundlage
receipt-pictures = Bilder
receipt-pictures-text = { $n ->
    [one] Ein Bild, im Voraus geholt, verkleinert und hier aufbewahrt; Herkunft:
   *[other] { $count } Bilder, im Voraus geholt, verkleinert und hier aufbewahrt; Herkunft:
}
receipt-licence = Lizenz laut Quelle
receipt-none = keine erklärt
receipt-number = Nummer

policy-headline = Überschrift und höchstens { $chars } Zeichen Auszug
policy-excerpt = Überschrift und höchstens { $chars } Zeichen Auszug
policy-full = Volltext

## Fassungen

versions-title = Was sich geändert hat
versions-of = Was sich geändert hat: { $title }
versions-legend = Die jüngste Änderung steht oben. Was wegfiel, ist durchgestrichen; was dazukam, ist unterlegt.
versions-number = Fassung { $count }
versions-first = So haben wir den Artikel zuerst gesehen.
versions-completed = Der Feed brachte nur den Anfang. Von hier an steht der ganze Text, wie ihn die Quelle auf ihrer Seite veröffentlicht.
versions-unshown = Der Text ist geändert. Er steht bei der Quelle; wir zeigen nur Überschrift und Auszug.
versions-links = Der Wortlaut ist derselbe. Geändert sind Verweise oder Bilder.
versions-same =
    { $n ->
        [one] Ein Absatz unverändert
       *[other] { $count } Absätze unverändert
    }
versions-came = Neu:
versions-went = Gestrichen:
versions-older =
    { $n ->
        [one] Eine ältere Fassung ist aufbewahrt, hier aber nicht gezeigt.
       *[other] { $count } ältere Fassungen sind aufbewahrt, hier aber nicht gezeigt.
    }
versions-paywalled = Am { $when } stand die Seite der Quelle zum ersten Mal hinter einer Bezahlschranke. Gezeigt wird der Text, der vorher frei zu lesen war.
versions-back = Zum Artikel

## Nebeneinander

both-of = Übersetzung und Original: { $title }
both-translation = Übersetzung
both-title = Überschrift
both-excerpt = Auszug
both-alt = Bildbeschreibung
both-caption = Bildunterschrift
both-block = Abschnitt { $count }
both-stays = bleibt im Original
both-wordless = nichts zu übersetzen
both-record = Als JSON

## Zurückgezogen

gone-title = Zurückgezogen
gone-text = { $source } hat diesen Artikel zurückgezogen. Bemerkt haben wir das am { $when }. Seither zeigen wir weder Überschrift noch Text.
gone-published = Veröffentlicht war er am { $when }.

## Suche

search-title-for = Suche: { $query }
search-label = Suchbegriffe
search-button = Suchen
search-count =
    { $n ->
        [0] Nichts gefunden
        [one] 1 Treffer
       *[other] { $count } Treffer
    }
search-none = Zu { $query } ist hier nichts zu finden.
search-none-hint = Weniger Wörter finden mehr; mit OR zwischen zwei Wörtern genügt eines von beiden.
search-shortened = Die Anfrage war sehr lang; ihr Ende blieb unbeachtet.
hits-more = Weitere Treffer
hits-first = Zu den ersten Treffern
search-help-title = So lässt sich suchen
search-help-all = alle Wörter müssen vorkommen
search-help-phrase = in dieser Reihenfolge hintereinander
search-help-not = das Wort darf nicht vorkommen
search-help-or = eines von beiden genügt
search-help-title-field = nur in der Überschrift
search-help-source = nur von dieser Quelle
search-help-lang = nur in dieser Sprache
search-example-all = hafen strom
search-example-phrase = "offene gewichte"
search-example-not = fähre -streik
search-example-or = fähre OR brücke
search-example-title = title:brücke
search-example-source = source:name
search-example-lang = lang:da

## Quellen

sources-intro = Welche Quellen dieses Portal liest, was es von ihnen zeigen darf und ob ihre Feeds antworten.
sources-empty = Noch wird keine Quelle gelesen.
source-name = Quelle
source-language = Sprache
source-shown = Gezeigt wird
source-articles = Artikel
source-newest = Neuester Artikel
source-state = Feed
source-home = Website
source-owner = Herausgeber
source-country = Land
source-licence = Lizenz laut Quelle
source-basis = Grundlage
source-in-feeds = In unseren Feeds
source-since = Gelesen seit
source-feeds = Feeds
source-facts = Über die Quelle
yes = ja
no = nein
unknown = unbekannt
show-headline = Überschrift, kurzer Auszug
show-excerpt = Auszug
show-full = Volltext
health-ok = antwortet
health-new = noch nicht abgerufen
health-faulty = antwortet, mit Mängeln
health-moving = zieht um
health-silent = schweigt länger als sonst
health-pages-changed = antwortet; die Artikelseiten sind nicht mehr lesbar
health-failing = zurzeit gestört
health-bot-wall = lässt Programme nicht zu
health-lost = nicht mehr auffindbar
health-ended = beendet
feed-answered = { $name }: { $health }, zuletzt { $when }
feed-usual = { $n ->
    [0] Sonst etwa alle { $every } Tage eine Meldung
    [one] Sonst etwa eine Meldung am Tag
   *[other] Sonst etwa { $count } Meldungen am Tag
}
feed-nothing-for = { $n ->
    [one] seit einem Tag nichts
   *[other] seit { $count } Tagen nichts
}
feed-silent = { $name }: { $health }

## Feeds

feeds-intro = Jede Liste dieses Portals gibt es auch als Feed, ohne Anmeldung. Darin steht so viel, wie die Quelle zu zeigen erlaubt, mit ihrem Namen und dem Weg zum Original.
feeds-house = Das ganze Portal
feeds-sections = Rubriken
feeds-sources = Quellen
feeds-search = Auch jede Suche ist ein Feed: An der Adresse einer Suche wird aus /search ein /search.atom.

## Über dieses Portal

about-what = { $site } liest öffentliche Feeds und ordnet, was darin steht. Geschrieben wird hier nichts: Jede Überschrift und jeder Auszug gehört der Quelle, die daneben steht; zum Original führt ein Verweis.
about-counts = Zurzeit { $sources ->
        [one] eine Quelle
       *[other] { $sources_text } Quellen
    } und { $articles ->
        [one] ein Artikel
       *[other] { $articles_text } Artikel
    }.
about-policy = Von jeder Quelle zeigen wir nur, was erlaubt ist. Ohne andere Abmachung sind das die Überschrift, ein sehr kurzer Auszug und der Verweis auf das Original, ohne fremde Bilder.
about-receipt = Unter jedem Artikel steht ein Beleg: woher er kommt, wann wir ihn gesehen haben, wie oft er geändert wurde und wie viel von ihm gezeigt werden darf.
about-never = Was es hier nicht gibt: umgeschriebene Texte, erfundene Artikel, Zähler und Tracker fremder Firmen, versteckte Werbung.
about-software = Das Portal läuft mit der freien Software Depesche.

## Wie wir ordnen

rank-intro = Die Reihenfolge auf jeder Seite folgt festen Regeln. Niemand kann sie kaufen, und niemand wird dafür beobachtet.
rank-front-title = Übersicht
rank-front = Die Reihenfolge der Übersicht wird jede Minute neu berechnet. Oben steht, was neu ist; mit jeder Stunde sinkt ein Artikel. Stehen von einer Quelle oder Rubrik schon Artikel weiter oben, zählt jeder weitere weniger; ein Artikel mit sehr kurzem Text ebenso.
rank-lists-title = Listen
rank-lists = Die Listen der neuesten Meldungen, der Rubriken und der Quellen folgen der Zeit der Veröffentlichung, die jüngste zuerst. Fehlt sie oder liegt sie in der Zukunft, zählt die Zeit, zu der wir den Artikel zuerst gesehen haben.
rank-search-title = Suche
rank-search = Treffer stehen danach, wie gut sie zu den gesuchten Wörtern passen.
rank-not-title = Was nicht zählt
rank-not = Klicks, Verweildauer, Profile, Standort, Zahlungen. Alle sehen dieselbe Seite.

## Impressum

imprint-operator = Anbieter
imprint-address = Anschrift
imprint-email = E-Mail
imprint-phone = Telefon
imprint-register = Register
imprint-vat = Umsatzsteuer-Identifikationsnummer
imprint-responsible = Verantwortlich nach § 18 Abs. 2 MStV
imprint-missing = Die Angaben des Anbieters fehlen noch oder sind unvollständig. Wer dieses Portal betreibt, ergänzt sie in der Konfiguration; öffentlich darf es ohne sie nicht betrieben werden.
imprint-content = Überschriften und Auszüge stammen von den genannten Quellen, die für sie verantwortlich sind. Hinweise auf Fehler oder verletzte Rechte erreichen uns unter der genannten Adresse.

## Datenschutz

privacy-short = Wer hier liest, bleibt unbeobachtet: keine Cookies, keine Konten, keine Statistik über Einzelne, keine Anfrage an fremde Server.
privacy-controller-title = Verantwortlich
privacy-controller = Verantwortlich ist der im Impressum genannte Anbieter:
privacy-request-title = Beim Aufruf einer Seite
privacy-request = Um eine Seite auszuliefern, verarbeitet der Server die IP-Adresse und die Angaben des Browsers für die Dauer der Verbindung (Art. 6 Abs. 1 Buchst. f DSGVO: ohne sie käme keine Antwort an). Die Software des Portals schreibt sie nicht auf; sie zählt nur, wie oft eine Art von Seite aufgerufen wurde. Ein vorgeschalteter Server oder Anbieter kann eigene Protokolle führen; Auskunft darüber gibt der Verantwortliche.
privacy-device-title = Auf dem Gerät
privacy-device = Wer zwischen Hell und Dunkel umschaltet, speichert diese Wahl im eigenen Browser. Sie wird nicht übertragen und lässt sich dort löschen.
privacy-links-title = Verweise
privacy-links = Schrift, Gestaltung, Skript und Bilder kommen von diesem Server. Erst ein Klick auf einen Verweis nach außen führt zu einer anderen Website; sie erfährt nicht, von welcher Seite er kam.
privacy-rights-title = Rechte
privacy-rights = Es gilt das Recht auf Auskunft, Berichtigung, Löschung, Einschränkung der Verarbeitung und Widerspruch sowie auf Beschwerde bei einer Aufsichtsbehörde.

## Barrierefreiheit

access-short = Alle Seiten sollen für alle benutzbar sein. Maßstab ist WCAG 2.2, Stufe AA.
access-does-title = Was eingebaut ist
access-does = Die Seiten funktionieren ohne Skripte, mit der Tastatur und bei starker Vergrößerung. Überschriften und Bereiche sind ausgezeichnet, fremdsprachige Texte tragen ihre Sprache, Kontraste erfüllen Stufe AA in der hellen und der dunklen Darstellung; Bewegung gibt es keine.
access-lacks-title = Was fehlt
access-lacks = Eine Prüfung durch Dritte steht aus. Texte der Quellen übernehmen wir, wie sie sind: Ihre Gliederung kann Mängel haben, und Angaben zur Sprache können fehlen.
access-tell-title = Hindernis melden
access-tell = Wer auf ein Hindernis stößt, kann es unter der Adresse im Impressum melden.

## Fehler

error-not-found-title = Hier steht nichts
error-not-found-text = Die Adresse ist falsch geschrieben, oder die Seite gibt es nicht mehr.
error-away-title = Gleich wieder da
error-away-text = Das Portal erreicht seine Datenbank gerade nicht. Ein neuer Versuch in einigen Sekunden hilft meistens.
error-broken-title = Hier ging etwas schief
error-broken-text = Beim Zusammenstellen dieser Seite ist ein Fehler aufgetreten. Er wurde protokolliert.

error-untranslated-title = Hier steht keine Übersetzung
error-untranslated-text = Dieser Artikel ist zurzeit nicht in die Sprache dieser Seite übersetzt, oder er ist in ihr geschrieben. Er selbst steht einen Klick weiter.

## Sprachen

language-af = Afrikaans
language-ar = Arabisch
language-be = Belarussisch
language-bg = Bulgarisch
language-bn = Bengalisch
language-bs = Bosnisch
language-ca = Katalanisch
language-cs = Tschechisch
language-cy = Walisisch
language-da = Dänisch
language-de = Deutsch
language-el = Griechisch
language-en = Englisch
language-es = Spanisch
language-et = Estnisch
language-eu = Baskisch
language-fa = Persisch
language-fi = Finnisch
language-fr = Französisch
language-ga = Irisch
language-gl = Galicisch
language-he = Hebräisch
language-hi = Hindi
language-hr = Kroatisch
language-hu = Ungarisch
language-hy = Armenisch
language-id = Indonesisch
language-is = Isländisch
language-it = Italienisch
language-ja = Japanisch
language-ka = Georgisch
language-ko = Koreanisch
language-lb = Luxemburgisch
language-lt = Litauisch
language-lv = Lettisch
language-mk = Mazedonisch
language-mt = Maltesisch
language-nb = Norwegisch
language-nl = Niederländisch
language-nn = Nynorsk
language-no = Norwegisch
language-pl = Polnisch
language-pt = Portugiesisch
language-ro = Rumänisch
language-ru = Russisch
language-sk = Slowakisch
language-sl = Slowenisch
language-sq = Albanisch
language-sr = Serbisch
language-sv = Schwedisch
language-sw = Swahili
language-th = Thailändisch
language-tr = Türkisch
language-uk = Ukrainisch
language-ur = Urdu
language-vi = Vietnamesisch
language-zh = Chinesisch

## Aus Sprachen

from-af = aus dem Afrikaans
from-ar = aus dem Arabischen
from-be = aus dem Belarussischen
from-bg = aus dem Bulgarischen
from-bn = aus dem Bengalischen
from-bs = aus dem Bosnischen
from-ca = aus dem Katalanischen
from-cs = aus dem Tschechischen
from-cy = aus dem Walisischen
from-da = aus dem Dänischen
from-de = aus dem Deutschen
from-el = aus dem Griechischen
from-en = aus dem Englischen
from-es = aus dem Spanischen
from-et = aus dem Estnischen
from-eu = aus dem Baskischen
from-fa = aus dem Persischen
from-fi = aus dem Finnischen
from-fr = aus dem Französischen
from-ga = aus dem Irischen
from-gl = aus dem Galicischen
from-he = aus dem Hebräischen
from-hi = aus dem Hindi
from-hr = aus dem Kroatischen
from-hu = aus dem Ungarischen
from-hy = aus dem Armenischen
from-id = aus dem Indonesischen
from-is = aus dem Isländischen
from-it = aus dem Italienischen
from-ja = aus dem Japanischen
from-ka = aus dem Georgischen
from-ko = aus dem Koreanischen
from-lb = aus dem Luxemburgischen
from-lt = aus dem Litauischen
from-lv = aus dem Lettischen
from-mk = aus dem Mazedonischen
from-mt = aus dem Maltesischen
from-nb = aus dem Norwegischen
from-nl = aus dem Niederländischen
from-nn = aus dem Nynorsk
from-no = aus dem Norwegischen
from-pl = aus dem Polnischen
from-pt = aus dem Portugiesischen
from-ro = aus dem Rumänischen
from-ru = aus dem Russischen
from-sk = aus dem Slowakischen
from-sl = aus dem Slowenischen
from-sq = aus dem Albanischen
from-sr = aus dem Serbischen
from-sv = aus dem Schwedischen
from-sw = aus dem Swahili
from-th = aus dem Thailändischen
from-tr = aus dem Türkischen
from-uk = aus dem Ukrainischen
from-ur = aus dem Urdu
from-vi = aus dem Vietnamesischen
from-zh = aus dem Chinesischen
from-other = aus der Sprache „{ $language }“
