# English, as written in Britain. Brief, and never shouting. Quotation marks “so”, within them ‘so’.

## Frame

skip = Skip to content
nav-label = Sections
foot-label = About this portal
editions-label = Languages
nav-front = Front page
nav-latest = Latest reports
nav-sources = Sources
nav-about = About this portal
nav-how-we-rank = How we rank
nav-feeds = Feeds
nav-accessibility = Accessibility
nav-privacy = Privacy
nav-imprint = Legal notice
search-title = Search
report = Report an error
theme-dark = Dark
theme-light = Light
back-to-front = Back to the front page
opensearch = Search { $site }
words-of-others = All headlines and texts come from the sources named.

## Time

when-yesterday = yesterday { $time }
when-full = { $date } at { $time }
day-today = Today
day-yesterday = Yesterday

## Whose words

quoted = “{ $text }”
only-source = Source: { $source }, { $time }
read-original = Read the original
read-at = Read on at { $source }

## Front page and lists

ticker-title = Latest reports
ticker-more = All reports
rest-title = More reports
older = Older reports
newest = Back to the newest
paging-label = More of this list
feeds-of-list = This list as a feed:
list-empty-title = Nothing here yet
list-empty-text = New reports will appear here by themselves.
first-run-title = No reports yet
first-run-text = This portal is ready and waiting for its first source. Whoever runs it adds one on the command line:
first-run-then = URL is the address of a feed or of a website. The first reports then appear by themselves.

## Article

label-excerpt = Excerpt
label-excerpt-text = The whole text is at { $source }.
label-full = Text
label-full-text = As far as { $source } publishes it in its feed or on its page; { $n ->
    [0] without pictures and embeds
   *[other] without embeds
}.
label-full-licence = As far as { $source } publishes it in its feed or on its page; { $n ->
    [0] without pictures and embeds
   *[other] without embeds
}. Licence: { $licence }
translated-machine = Machine-translated { $from }, not reviewed
translated-reviewed = Machine-translated { $from }, reviewed by { $name } on { $date }
mark-machine = machine-translated { $from }
mark-reviewed = { $from }, reviewed
label-original = Original in { $language }
label-failed = Machine translation was tried and failed.
label-left-title = The headline is untranslated.
label-left-excerpt = The excerpt is untranslated.
label-left-text = The text is untranslated.
label-left-failed = The text is untranslated: translating it failed.
label-left-blocks =
    { $n ->
        [one] One paragraph is untranslated.
       *[other] { $count } paragraphs are untranslated.
    }
label-to-original = Show the original
label-to-translation = Show the translation
label-to-both = Side by side
quote-translated = Quotation translated
label-receipt = Receipt
label-versions =
    { $n ->
        [one] 1 version
       *[other] { $count } versions
    }
byline = { $source }, { $author }
modified = changed { $when }
no-excerpt = The source gives no text with this headline.
no-link = The source gives no address for the original.
notice-of = Notice for { $section }:
more-of = More from { $source }
latest-title = Latest reports

## Receipt

picture-by = Picture: { $credit }
receipt-title = Receipt
receipt-source = Source
receipt-source-text = { $source } (public feed or article page)
receipt-words = Wording
receipt-words-text = Headline and text are the source’s own; none of it was written by us.
receipt-words-translated = Headline and text are the source’s own, translated as far as the label above the text says; none of it was written by us.
receipt-translation = Translation
receipt-translation-text = { $from }, by machine, { $when }.
receipt-engines = Translated by
receipt-model = model { $model }
receipt-units =
    { $n ->
        [one] one piece of text
       *[other] { $count } pieces of text
    }
receipt-glossary = House glossary
receipt-glossary-text =
    { $n ->
        [0] no entries yet
       *[other] version { $count }
    }
receipt-review = Reviewed
receipt-review-text = by { $name }, { $when }; { $n ->
    [0] nothing changed
    [one] one passage changed
   *[other] { $count } passages changed
}
receipt-unreviewed = no
receipt-published = Published
receipt-published-text = { $when }, according to the source
receipt-published-unknown = not credibly given by the source; first seen { $when }
receipt-seen = First seen
receipt-changed = Last change noticed
receipt-versions = Versions
receipt-shown = May be shown
receipt-basis = Basis
receipt-pictures = Pictures
receipt-pictures-text = { $n ->
    [one] One picture, fetched ahead, made smaller and kept here; it comes from
   *[other] { $count } pictures, fetched ahead, made smaller and kept here; they come from
}
receipt-licence = Licence stated by the source
receipt-none = none declared
receipt-number = Number

policy-headline = headline and at most { $chars } characters of excerpt
policy-excerpt = headline and at most { $chars } characters of excerpt
policy-full = full text

## Versions

versions-title = What changed
versions-of = What changed: { $title }
versions-legend = The latest change comes first. What was taken out is struck through; what was added is shaded.
versions-number = Version { $count }
versions-first = This is how we first saw the article.
versions-completed = The feed brought only the beginning. From here on the whole text stands, as the source publishes it on its page.
versions-unshown = The text has changed. It is at the source; we show only headline and excerpt.
versions-links = The wording is the same. Links or pictures have changed.
versions-same =
    { $n ->
        [one] One paragraph unchanged
       *[other] { $count } paragraphs unchanged
    }
versions-came = Added:
versions-went = Removed:
versions-older =
    { $n ->
        [one] One older version is kept, but not shown here.
       *[other] { $count } older versions are kept, but not shown here.
    }
versions-paywalled = On { $when } the source’s page was behind a paywall for the first time. What is shown is the text that was free to read before.
versions-back = To the article

## Side by side

both-of = Translation and original: { $title }
both-translation = Translation
both-title = Headline
both-excerpt = Excerpt
both-alt = Description of the picture
both-caption = Caption
both-block = Section { $count }
both-stays = left untranslated
both-wordless = nothing to translate
both-record = As JSON

## Withdrawn

gone-title = Withdrawn
gone-text = { $source } has withdrawn this article. We noticed on { $when }, and have shown neither headline nor text since.
gone-published = It was published on { $when }.

## Search

search-title-for = Search: { $query }
search-label = Search terms
search-button = Search
search-count =
    { $n ->
        [0] Nothing found
        [one] 1 result
       *[other] { $count } results
    }
search-none = Nothing in this portal matches { $query }.
search-none-hint = Fewer words find more; with OR between two words, either will do.
search-shortened = The query was very long; its end was left out.
hits-more = More results
hits-first = Back to the first results
search-help-title = How to search
search-help-all = all words must occur
search-help-phrase = one after the other, in this order
search-help-not = the word must not occur
search-help-or = either will do
search-help-title-field = in the headline only
search-help-source = from this source only
search-help-lang = in this language only
search-example-all = harbour power
search-example-phrase = "open weights"
search-example-not = ferry -strike
search-example-or = ferry OR bridge
search-example-title = title:bridge
search-example-source = source:name
search-example-lang = lang:da

## Sources

sources-intro = Which sources this portal reads, what it may show of them, and whether their feeds answer.
sources-empty = No source is being read yet.
source-name = Source
source-language = Language
source-shown = Shown
source-articles = Articles
source-newest = Newest article
source-state = Feed
source-home = Website
source-owner = Publisher
source-country = Country
source-licence = Licence stated by the source
source-basis = Basis
source-in-feeds = In our feeds
source-since = Read since
source-feeds = Feeds
source-facts = About the source
yes = yes
no = no
unknown = unknown
show-headline = headline, short excerpt
show-excerpt = excerpt
show-full = full text
health-ok = answers
health-new = not fetched yet
health-faulty = answers, with faults
health-moving = is moving
health-silent = silent for longer than usual
health-pages-changed = answers; the pages of its articles can no longer be read
health-failing = not working at present
health-bot-wall = does not let programs in
health-lost = no longer found
health-ended = ended
feed-answered = { $name }: { $health }, last { $when }
feed-usual = { $n ->
    [0] Usually one report about every { $every } days
    [one] Usually about one report a day
   *[other] Usually about { $count } reports a day
}
feed-nothing-for = { $n ->
    [one] nothing for a day
   *[other] nothing for { $count } days
}
feed-silent = { $name }: { $health }

## Feeds

feeds-intro = Every list of this portal is also a feed, without signing up. It holds as much as the source allows to be shown, with its name and the way to the original.
feeds-house = The whole portal
feeds-sections = Sections
feeds-sources = Sources
feeds-search = Every search is a feed, too: in the address of a search, turn /search into /search.atom.

## About this portal

about-what = { $site } reads public feeds and puts what is in them in order. Nothing is written here: every headline and every excerpt belongs to the source named beside it; a link leads to the original.
about-counts = At present { $sources ->
        [one] one source
       *[other] { $sources_text } sources
    } and { $articles ->
        [one] one article
       *[other] { $articles_text } articles
    }.
about-policy = Of each source we show what is allowed, and no more. Unless agreed otherwise that is the headline, a very short excerpt and the link to the original, without other people’s pictures.
about-receipt = Below each article there is a receipt: where it comes from, when we saw it, how often it was changed, and how much of it may be shown.
about-never = What is not to be found here: rewritten texts, invented articles, other companies’ counters and trackers, hidden advertising.
about-software = The portal runs on the free software Depesche.

## How we rank

rank-intro = The order on each page follows fixed rules. Nobody can buy a place, and nobody is watched for it.
rank-front-title = Front page
rank-front = The order of the front page is recalculated every minute. What is new stands at the top, and every hour an article sinks. Where a source or section already has articles further up, each further one counts for less, and so does an article with very little text.
rank-lists-title = Lists
rank-lists = The lists of latest reports, sections and sources follow the time of publication, newest first. Where it is missing or in the future, the time at which we first saw the article counts.
rank-search-title = Search
rank-search = Results are in order of how well they match the words.
rank-not-title = What does not count
rank-not = Clicks, time spent, profiles, location, payments. Everybody sees the same page.

## Legal notice

imprint-operator = Provider
imprint-address = Address
imprint-email = E-mail
imprint-phone = Telephone
imprint-register = Register
imprint-vat = VAT number
imprint-responsible = Responsible under § 18 (2) MStV
imprint-missing = The provider’s details are missing or incomplete. Whoever runs this portal adds them to its configuration; it must not be run in public without them.
imprint-content = Headlines and excerpts come from the sources named, who are responsible for them. Reports of errors or of rights infringed reach us at the address given.

## Privacy

privacy-short = Whoever reads here is not watched: no cookies, no accounts, no statistics on individuals, no request to anybody else’s server.
privacy-controller-title = Controller
privacy-controller = The controller is the provider named in the legal notice:
privacy-request-title = When a page is opened
privacy-request = To deliver a page the server processes the IP address and what the browser says of itself for as long as the connection lasts (Art. 6 (1)(f) GDPR: without them no answer would arrive). The portal’s software does not write them down; it counts only how often each kind of page was opened. A server or provider in front of it may keep logs of its own; the controller can say.
privacy-device-title = On the device
privacy-device = Switching between light and dark stores this choice in the reader’s own browser. It is not transmitted, and can be deleted there.
privacy-links-title = Links
privacy-links = Type, design, script and pictures come from this server. Only a click on a link to the outside leads to another website, which is not told which page it came from.
privacy-rights-title = Rights
privacy-rights = There is a right of access, rectification, erasure, restriction of processing and objection, and a right to complain to a supervisory authority.

## Accessibility

access-short = All pages are meant to be usable by everybody. The yardstick is WCAG 2.2, level AA.
access-does-title = What is built in
access-does = The pages work without scripts, with a keyboard, and greatly enlarged. Headings and regions are marked up, texts in other languages say which, contrasts meet level AA in light and in dark; nothing moves.
access-lacks-title = What is missing
access-lacks = Nobody else has tested it yet. The sources’ texts are shown as they are: their structure may have faults, and the language may not be given.
access-tell-title = Report a barrier
access-tell = If you meet a barrier, please tell us at the address in the legal notice.

## Errors

error-not-found-title = Nothing here
error-not-found-text = The address is misspelt, or the page no longer exists.
error-away-title = Back in a moment
error-away-text = The portal cannot reach its database just now. Trying again in a few seconds usually helps.
error-broken-title = Something went wrong
error-broken-text = An error occurred while this page was put together. It has been logged.

error-untranslated-title = No translation here
error-untranslated-text = This article is not at present translated into the language of this page, or it was written in it. The article itself is one click away.

## Languages

language-af = Afrikaans
language-ar = Arabic
language-be = Belarusian
language-bg = Bulgarian
language-bn = Bengali
language-bs = Bosnian
language-ca = Catalan
language-cs = Czech
language-cy = Welsh
language-da = Danish
language-de = German
language-el = Greek
language-en = English
language-es = Spanish
language-et = Estonian
language-eu = Basque
language-fa = Persian
language-fi = Finnish
language-fr = French
language-ga = Irish
language-gl = Galician
language-he = Hebrew
language-hi = Hindi
language-hr = Croatian
language-hu = Hungarian
language-hy = Armenian
language-id = Indonesian
language-is = Icelandic
language-it = Italian
language-ja = Japanese
language-ka = Georgian
language-ko = Korean
language-lb = Luxembourgish
language-lt = Lithuanian
language-lv = Latvian
language-mk = Macedonian
language-mt = Maltese
language-nb = Norwegian
language-nl = Dutch
language-nn = Norwegian Nynorsk
language-no = Norwegian
language-pl = Polish
language-pt = Portuguese
language-ro = Romanian
language-ru = Russian
language-sk = Slovak
language-sl = Slovenian
language-sq = Albanian
language-sr = Serbian
language-sv = Swedish
language-sw = Swahili
language-th = Thai
language-tr = Turkish
language-uk = Ukrainian
language-ur = Urdu
language-vi = Vietnamese
language-zh = Chinese

## From languages

from-af = from Afrikaans
from-ar = from Arabic
from-be = from Belarusian
from-bg = from Bulgarian
from-bn = from Bengali
from-bs = from Bosnian
from-ca = from Catalan
from-cs = from Czech
from-cy = from Welsh
from-da = from Danish
from-de = from German
from-el = from Greek
from-en = from English
from-es = from Spanish
from-et = from Estonian
from-eu = from Basque
from-fa = from Persian
from-fi = from Finnish
from-fr = from French
from-ga = from Irish
from-gl = from Galician
from-he = from Hebrew
from-hi = from Hindi
from-hr = from Croatian
from-hu = from Hungarian
from-hy = from Armenian
from-id = from Indonesian
from-is = from Icelandic
from-it = from Italian
from-ja = from Japanese
from-ka = from Georgian
from-ko = from Korean
from-lb = from Luxembourgish
from-lt = from Lithuanian
from-lv = from Latvian
from-mk = from Macedonian
from-mt = from Maltese
from-nb = from Norwegian
from-nl = from Dutch
from-nn = from Norwegian Nynorsk
from-no = from Norwegian
from-pl = from Polish
from-pt = from Portuguese
from-ro = from Romanian
from-ru = from Russian
from-sk = from Slovak
from-sl = from Slovenian
from-sq = from Albanian
from-sr = from Serbian
from-sv = from Swedish
from-sw = from Swahili
from-th = from Thai
from-tr = from Turkish
from-uk = from Ukrainian
from-ur = from Urdu
from-vi = from Vietnamese
from-zh = from Chinese
from-other = from { $language }
