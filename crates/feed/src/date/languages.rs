//! The names of months and weekdays by language, abbreviated and in full, in each case they are
//! written in (`stycznia`, `января`): a quarter of the year per line where it fits.
//!
//! Accents and capitals do not matter. Where a month of one language is another's weekday (`mar`,
//! `paź`), both stand here, and the reader takes it for the month only if there is no better one.

/// One language: the words for each, with a space between them.
pub(super) struct Language {
    pub(super) months: [&'static str; 12],
    /// From Monday.
    pub(super) weekdays: [&'static str; 7],
}

pub(super) const LANGUAGES: [Language; 41] = [
    ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, POLISH, SWEDISH, DANISH, FINNISH,
    CZECH, SLOVAK, RUSSIAN, UKRAINIAN, TURKISH, GREEK, HUNGARIAN, ROMANIAN, JAPANESE, CHINESE,
    KOREAN, ARABIC, CATALAN, BULGARIAN, SERBIAN, SLOVENE, CROATIAN, LITHUANIAN, ESTONIAN,
    INDONESIAN, BELARUSIAN, GALICIAN, BASQUE, ALBANIAN, HEBREW, PERSIAN, HINDI, LATVIAN, ICELANDIC,
    AZERBAIJANI,
];

pub(super) const ENGLISH: Language = Language {
    months: [
        "jan january", "feb february", "mar march",
        "apr april", "may", "jun june",
        "jul july", "aug august", "sep sept september",
        "oct october", "nov november", "dec december",
    ],
    weekdays: [
        "mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday",
        "fri friday", "sat saturday", "sun sunday",
    ],
};

const GERMAN: Language = Language {
    months: [
        "jan januar jän jänner", "feb februar feber", "mär märz mrz",
        "apr april", "mai", "jun juni",
        "jul juli", "aug august", "sep sept september",
        "okt oktober", "nov november", "dez dezember",
    ],
    weekdays: [
        "mo mon montag", "di die dienstag", "mi mit mittwoch", "do don donnerstag",
        "fr fre freitag", "sa sam samstag sonnabend", "so son sonntag",
    ],
};

const FRENCH: Language = Language {
    months: [
        "janv janvier", "févr fév février", "mars",
        "avr avril", "mai", "juin jui",
        "juil juillet", "août aoû", "sept septembre",
        "oct octobre", "nov novembre", "déc décembre",
    ],
    weekdays: [
        "lun lundi", "mar mardi", "mer mercredi", "jeu jeudi", "ven vendredi", "sam samedi",
        "dim dimanche",
    ],
};

const SPANISH: Language = Language {
    months: [
        "ene enero", "feb febrero", "mar marzo",
        "abr abril", "may mayo", "jun junio",
        "jul julio", "ago agosto", "sep sept set septiembre setiembre",
        "oct octubre", "nov noviembre", "dic diciembre",
    ],
    weekdays: [
        "lun lunes", "mar martes", "mié miércoles", "jue jueves", "vie viernes", "sáb sábado",
        "dom domingo",
    ],
};

const ITALIAN: Language = Language {
    months: [
        "gen gennaio", "feb febbraio", "mar marzo",
        "apr aprile", "mag maggio", "giu giugno",
        "lug luglio", "ago agosto", "set sett settembre",
        "ott ottobre", "nov novembre", "dic dicembre",
    ],
    weekdays: [
        "lun lunedì", "mar martedì", "mer mercoledì", "gio giovedì", "ven venerdì", "sab sabato",
        "dom domenica",
    ],
};

const PORTUGUESE: Language = Language {
    months: [
        "jan janeiro", "fev fevereiro", "mar março",
        "abr abril", "mai maio", "jun junho",
        "jul julho", "ago agosto", "set setembro",
        "out outubro", "nov novembro", "dez dezembro",
    ],
    weekdays: [
        "seg segunda", "ter terça", "qua quarta", "qui quinta", "sex sexta", "sáb sábado",
        "dom domingo",
    ],
};

const DUTCH: Language = Language {
    months: [
        "jan januari", "feb februari", "mrt maa maart",
        "apr april", "mei", "jun juni",
        "jul juli", "aug augustus", "sep sept september",
        "okt oktober", "nov november", "dec december",
    ],
    weekdays: [
        "ma maandag", "di dinsdag", "wo woensdag", "do donderdag", "vr vrijdag", "za zaterdag",
        "zo zondag",
    ],
};

const POLISH: Language = Language {
    months: [
        "sty styczeń stycznia", "lut luty lutego", "mar marzec marca",
        "kwi kwiecień kwietnia", "maj maja", "cze czerwiec czerwca",
        "lip lipiec lipca", "sie sierpień sierpnia", "wrz wrzesień września",
        "paź październik października", "lis listopad listopada", "gru grudzień grudnia",
    ],
    weekdays: [
        "pn pon poniedziałek", "wt wto wtorek", "śr śro środa", "cz czw czwartek", "pt pią piątek",
        "so sob sobota", "nd nie niedz niedziela",
    ],
};

const SWEDISH: Language = Language {
    months: [
        "jan januari", "feb februari", "mar mars",
        "apr april", "maj", "jun juni",
        "jul juli", "aug augusti", "sep sept september",
        "okt oktober", "nov november", "dec december",
    ],
    weekdays: [
        "mån måndag", "tis tisdag", "ons onsdag", "tor tors torsdag", "fre fredag", "lör lördag",
        "sön söndag",
    ],
};

const DANISH: Language = Language {
    months: [
        "jan januar", "feb februar", "mar marts mars",
        "apr april", "maj mai", "jun juni",
        "jul juli", "aug august", "sep sept september",
        "okt oktober", "nov november", "dec december des desember",
    ],
    weekdays: [
        "man mandag", "tir tirs tirsdag", "ons onsdag", "tor tors torsdag", "fre fredag",
        "lør lørdag", "søn søndag",
    ],
};

const FINNISH: Language = Language {
    months: [
        "tammi tammikuu tammikuuta", "helmi helmikuu helmikuuta", "maalis maaliskuu maaliskuuta",
        "huhti huhtikuu huhtikuuta", "touko toukokuu toukokuuta", "kesä kesäkuu kesäkuuta",
        "heinä heinäkuu heinäkuuta", "elo elokuu elokuuta", "syys syyskuu syyskuuta",
        "loka lokakuu lokakuuta", "marras marraskuu marraskuuta", "joulu joulukuu joulukuuta",
    ],
    weekdays: [
        "ma maanantai maanantaina", "ti tiistai tiistaina", "ke keskiviikko keskiviikkona",
        "to torstai torstaina", "pe perjantai perjantaina", "la lauantai lauantaina",
        "su sunnuntai sunnuntaina",
    ],
};

const CZECH: Language = Language {
    months: [
        "led leden ledna", "úno únor února", "bře březen března",
        "dub duben dubna", "kvě květen května", "čvn červen června",
        "čvc červenec července", "srp srpen srpna", "zář září",
        "říj říjen října", "lis listopad listopadu", "pro prosinec prosince",
    ],
    weekdays: [
        "po pondělí", "út úterý", "st středa", "čt čtvrtek", "pá pátek", "so sobota", "ne neděle",
    ],
};

const SLOVAK: Language = Language {
    months: [
        "jan január januára", "feb február februára", "mar marec marca",
        "apr apríl apríla", "máj mája", "jún júna",
        "júl júla", "aug august augusta", "sep september septembra",
        "okt október októbra", "nov november novembra", "dec december decembra",
    ],
    weekdays: [
        "po pondelok", "ut utorok", "st streda", "št štvrtok", "pi piatok", "so sobota",
        "ne nedeľa",
    ],
};

const RUSSIAN: Language = Language {
    months: [
        "янв январь января", "фев февр февраль февраля", "мар март марта",
        "апр апрель апреля", "май мая", "июн июнь июня",
        "июл июль июля", "авг август августа", "сен сент сентябрь сентября",
        "окт октябрь октября", "ноя нояб ноябрь ноября", "дек декабрь декабря",
    ],
    weekdays: [
        "пн пнд понедельник", "вт втр вторник", "ср срд среда", "чт чтв четверг", "пт птн пятница",
        "сб суб суббота", "вс вск воскресенье",
    ],
};

const UKRAINIAN: Language = Language {
    months: [
        "січ січень січня", "лют лютий лютого", "бер березень березня",
        "кві квіт квітень квітня", "тра трав травень травня", "чер черв червень червня",
        "лип липень липня", "сер серп серпень серпня", "вер вересень вересня",
        "жов жовт жовтень жовтня", "лис лист листопад листопада", "гру груд грудень грудня",
    ],
    weekdays: [
        "пн понеділок", "вт вівторок", "ср середа", "чт четвер", "пт п'ятниця", "сб субота",
        "нд неділя",
    ],
};

const TURKISH: Language = Language {
    months: [
        "oca ocak", "şub şubat", "mar mart",
        "nis nisan", "may mayıs", "haz haziran",
        "tem temmuz", "ağu ağustos", "eyl eylül",
        "eki ekim", "kas kasım", "ara aralık",
    ],
    weekdays: [
        "pzt pazartesi", "sal salı", "çar çarşamba", "per perşembe", "cum cuma", "cmt cumartesi",
        "paz pazar",
    ],
};

const GREEK: Language = Language {
    months: [
        "ιαν ιανουάριος ιανουαρίου", "φεβ φεβρουάριος φεβρουαρίου", "μαρ μάρτιος μαρτίου μαώ",
        "απρ απρίλιος απριλίου", "μάι μάιος μαΐου", "ιουν ιούνιος ιουνίου ιον",
        "ιουλ ιούλιος ιουλίου ιολ", "αυγ αύγουστος αυγούστου", "σεπ σεπτ σεπτέμβριος σεπτεμβρίου",
        "οκτ οκτώβριος οκτωβρίου", "νοε νοέ νοέμβριος νοεμβρίου", "δεκ δεκέμβριος δεκεμβρίου",
    ],
    weekdays: [
        "δευ δευτέρα", "τρι τρίτη", "τετ τετάρτη", "πεμ πέμπτη", "παρ παρασκευή", "σαβ σάββατο",
        "κυρ κυριακή",
    ],
};

const HUNGARIAN: Language = Language {
    months: [
        "jan január januári", "feb febr február februári", "már márc március márciusi",
        "ápr április áprilisi", "máj május májusi", "jún június júniusi",
        "júl július júliusi", "aug augusztus augusztusi", "sze szept szeptember szeptemberi",
        "okt október októberi", "nov november novemberi", "dec december decemberi",
    ],
    weekdays: [
        "hétfő", "kedd", "szerda", "csüt csütörtök", "péntek", "szo szombat", "vas vasárnap",
    ],
};

const ROMANIAN: Language = Language {
    months: [
        "ian ianuarie", "feb februarie", "mar martie",
        "apr aprilie", "mai", "iun iunie",
        "iul iulie", "aug august", "sep sept septembrie",
        "oct octombrie", "noi noiem noiembrie", "dec decembrie",
    ],
    weekdays: [
        "lun luni", "mar marți", "mie miercuri", "joi", "vin vineri", "sâm sâmbătă", "dum duminică",
    ],
};

const JAPANESE: Language = Language {
    months: [
        "一月", "二月", "三月",
        "四月", "五月", "六月",
        "七月", "八月", "九月",
        "十月", "十一月", "十二月",
    ],
    weekdays: [
        "月曜 月曜日", "火曜 火曜日", "水曜 水曜日", "木曜 木曜日", "金曜 金曜日", "土曜 土曜日",
        "日曜 日曜日",
    ],
};

const CHINESE: Language = Language {
    months: [
        "一月", "二月", "三月",
        "四月", "五月", "六月",
        "七月", "八月", "九月",
        "十月", "十一月", "十二月",
    ],
    weekdays: [
        "星期一 周一 週一", "星期二 周二 週二", "星期三 周三 週三", "星期四 周四 週四",
        "星期五 周五 週五", "星期六 周六 週六", "星期日 星期天 周日 週日",
    ],
};

const KOREAN: Language = Language {
    months: [
        "일월", "이월", "삼월",
        "사월", "오월", "유월 육월",
        "칠월", "팔월", "구월",
        "시월", "십일월", "십이월",
    ],
    weekdays: [
        "월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일",
    ],
};

const ARABIC: Language = Language {
    months: [
        "يناير جانفي", "فبراير فيفري شباط", "مارس آذار",
        "أبريل إبريل أفريل نيسان", "مايو ماي أيار", "يونيو جوان حزيران",
        "يوليو جويلية تموز", "أغسطس أوت آب", "سبتمبر أيلول",
        "أكتوبر", "نوفمبر", "ديسمبر",
    ],
    weekdays: [
        "الاثنين الإثنين اثنين", "الثلاثاء ثلاثاء", "الأربعاء أربعاء", "الخميس خميس", "الجمعة جمعة",
        "السبت سبت", "الأحد أحد",
    ],
};

const CATALAN: Language = Language {
    months: [
        "gen gener", "febr febrer", "març",
        "abr abril", "maig", "juny",
        "jul juliol", "ag agost", "set setembre",
        "oct octubre", "nov novembre", "des desembre",
    ],
    weekdays: [
        "dl dilluns", "dt dimarts", "dc dimecres", "dj dijous", "dv divendres", "ds dissabte",
        "dg diumenge",
    ],
};

const BULGARIAN: Language = Language {
    months: [
        "яну януари", "фев февруари", "мар март",
        "апр април", "май", "юни",
        "юли", "авг август", "сеп септември",
        "окт октомври", "ное ноември", "дек декември",
    ],
    weekdays: [
        "пон понеделник", "вто вторник", "сря сряда", "чет четвъртък", "пет петък", "съб събота",
        "нед неделя",
    ],
};

const SERBIAN: Language = Language {
    months: [
        "јан јануар", "феб фебруар", "мар март",
        "апр април", "мај", "јун јуни",
        "јул јули", "авг август", "сеп септембар",
        "окт октобар", "нов новембар", "дец децембар",
    ],
    weekdays: [
        "пон понедељак", "уто уторак", "сре среда", "чет четвртак", "пет петак", "суб субота",
        "нед недеља",
    ],
};

const SLOVENE: Language = Language {
    months: [
        "jan januar januarja", "feb februar februarja", "mar marec marca",
        "apr april aprila", "maj maja", "jun junij junija",
        "jul julij julija", "avg avgust avgusta", "sep september septembra",
        "okt oktober oktobra oktobar", "nov november novembra", "dec december decembra",
    ],
    weekdays: [
        "pon ponedeljek", "tor torek", "sre sreda", "čet četrtek", "pet petek", "sob sobota",
        "ned nedelja",
    ],
};

const CROATIAN: Language = Language {
    months: [
        "sij siječanj siječnja", "veljača veljače", "ožu ožujak ožujka",
        "tra travanj travnja", "svi svibanj svibnja", "lipanj lipnja",
        "srpanj srpnja", "kol kolovoz kolovoza", "ruj rujan rujna",
        "", "stu studeni studenoga studenog", "prosinac prosinca",
    ],
    weekdays: [
        "pon ponedjeljak", "uto utorak", "sri srijeda", "čet četvrtak", "pet petak", "sub subota",
        "ned nedjelja",
    ],
};

const LITHUANIAN: Language = Language {
    months: [
        "saus sausis sausio", "vas vasaris vasario", "kov kovas kovo",
        "bal balandis balandžio", "geg gegužė gegužės", "birž birželis birželio",
        "liep liepa liepos", "rugp rugpjūtis rugpjūčio", "rugs rugsėjis rugsėjo",
        "spal spalis spalio", "lapkr lapkritis lapkričio", "gruod gruodis gruodžio",
    ],
    weekdays: [
        "pirmadienis", "antradienis", "trečiadienis", "ketvirtadienis", "penktadienis",
        "šeštadienis", "sekmadienis",
    ],
};

const ESTONIAN: Language = Language {
    months: [
        "jaan jaanuar", "veebr veebruar", "märts",
        "apr aprill", "mai", "juuni",
        "juuli", "aug august", "sept september",
        "okt oktoober", "nov november", "dets detsember",
    ],
    weekdays: [
        "esmaspäev", "teisipäev", "kolmapäev", "neljapäev", "reede", "laupäev", "pühapäev",
    ],
};

const INDONESIAN: Language = Language {
    months: [
        "jan januari", "feb februari", "mar maret mac",
        "apr april", "mei", "jun juni",
        "jul juli julai", "agu ags agt agustus ogo ogos", "sep september",
        "okt oktober", "nov november nop nopember", "des desember dis disember",
    ],
    weekdays: [
        "sen senin", "sel selasa", "rab rabu", "kam kamis", "jum jumat", "sab sabtu", "min minggu",
    ],
};

const BELARUSIAN: Language = Language {
    months: [
        "сту студзень студзеня", "лют люты лютага", "сак сакавік сакавіка",
        "кра красавік красавіка", "мая май травень", "чэр чэрвень чэрвеня",
        "ліп ліпень ліпеня", "жні жнівень жніўня", "вер верасень верасня",
        "кас кастрычнік кастрычніка", "ліс лістапад лістапада", "сне снежань снежня",
    ],
    weekdays: [
        "пн панядзелак", "аў аўторак", "ср серада", "чц чацвер", "пт пятніца", "сб субота",
        "нд нядзеля",
    ],
};

const GALICIAN: Language = Language {
    months: [
        "xan xaneiro", "feb febreiro", "mar marzo",
        "abr abril", "mai maio", "xuñ xuño",
        "xul xullo", "ago agosto", "set setembro",
        "out outubro", "nov novembro", "dec decembro",
    ],
    weekdays: [
        "luns", "mar martes", "mér mércores", "xov xoves", "ven venres", "sáb sábado",
        "dom domingo",
    ],
};

const BASQUE: Language = Language {
    months: [
        "urt urtarrila urtarrilak urtarrilaren", "ots otsaila otsailak otsailaren",
        "martxoa martxoak martxoaren",
        "api apirila apirilak apirilaren", "mai maiatza maiatzak maiatzaren",
        "eka ekaina ekainak ekainaren",
        "uzt uztaila uztailak uztailaren", "abu abuztua abuztuak abuztuaren",
        "ira iraila irailak irailaren",
        "urr urria urriak urriaren", "aza azaroa azaroak azaroaren",
        "abe abendua abenduak abenduaren",
    ],
    weekdays: [
        "al astelehena", "ar asteartea", "az asteazkena", "og osteguna", "or ostirala",
        "lr larunbata", "ig igandea",
    ],
};

const ALBANIAN: Language = Language {
    months: [
        "jan janar", "shk shkurt", "mar mars",
        "pri prill", "maj", "qer qershor",
        "korr korrik", "gush gusht", "sht shtator",
        "tet tetor", "nën nëntor", "dhj dhjetor",
    ],
    weekdays: [
        "hën hënë", "mar martë", "mër mërkurë", "enj enjte", "pre premte", "sht shtunë", "die diel",
    ],
};

const HEBREW: Language = Language {
    months: [
        "ינו ינואר בינו בינואר", "פבר פברואר בפבר בפברואר", "מרץ במרץ מרס",
        "אפר אפריל באפר באפריל", "מאי במאי", "יוני ביוני",
        "יולי ביולי", "אוג אוגוסט באוג באוגוסט", "ספט ספטמבר בספט בספטמבר",
        "אוק אוקטובר באוק באוקטובר", "נוב נובמבר בנוב בנובמבר", "דצמ דצמבר בדצמ בדצמבר",
    ],
    weekdays: [
        "שני", "שלישי", "רביעי", "חמישי", "שישי", "שבת", "ראשון",
    ],
};

const PERSIAN: Language = Language {
    months: [
        "ژانویه ژانویهٔ", "فوریه فوریهٔ", "مارس",
        "آوریل", "مه مهٔ", "ژوئن",
        "ژوئیه ژوئیهٔ جولای", "اوت آگوست", "سپتامبر",
        "اکتبر", "نوامبر", "دسامبر",
    ],
    weekdays: [
        "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه",
    ],
};

const HINDI: Language = Language {
    months: [
        "जन जनवरी", "फ़र फ़रवरी फरवरी", "मार्च",
        "अप्रैल", "मई", "जून",
        "जुल जुलाई", "अग अगस्त", "सित सितंबर सितम्बर",
        "अक्तू अक्टू अक्तूबर अक्टूबर", "नव नवंबर नवम्बर", "दिस दिसंबर दिसम्बर",
    ],
    weekdays: [
        "सोम सोमवार", "मंगल मंगलवार", "बुध बुधवार", "गुरु गुरुवार", "शुक्र शुक्रवार", "शनि शनिवार",
        "रवि रविवार",
    ],
};

const LATVIAN: Language = Language {
    months: [
        "janv janvāris janvārī", "febr februāris februārī", "marts martā",
        "apr aprīlis aprīlī", "maijs maijā", "jūn jūnijs jūnijā",
        "jūl jūlijs jūlijā", "aug augusts augustā", "sept septembris septembrī",
        "okt oktobris oktobrī", "nov novembris novembrī", "dec decembris decembrī",
    ],
    weekdays: [
        "pirmd pirmdiena", "otrd otrdiena", "trešd trešdiena", "ceturtd ceturtdiena",
        "piektd piektdiena", "sestd sestdiena", "svētd svētdiena",
    ],
};

const ICELANDIC: Language = Language {
    months: [
        "jan janúar", "feb febrúar", "mar mars",
        "apr apríl", "maí", "jún júní",
        "júl júlí", "ágú ágúst", "sep september",
        "okt október", "nóv nóvember", "des desember",
    ],
    weekdays: [
        "mán mánudagur", "þri þriðjudagur", "mið miðvikudagur", "fim fimmtudagur", "fös föstudagur",
        "lau laugardagur", "sun sunnudagur",
    ],
};

const AZERBAIJANI: Language = Language {
    months: [
        "yan yanvar", "fev fevral", "mar mart",
        "apr aprel", "may", "iyn iyun",
        "iyl iyul", "avq avqust", "sen sentyabr",
        "okt oktyabr", "noy noyabr", "dek dekabr",
    ],
    weekdays: [
        "be", "ça", "çərşənbə", "ca", "cümə", "şənbə", "bazar",
    ],
};
