//! A month per line, as newspapers of the language write it.

use super::check;

/// The months in full and abbreviated, with a space between them, each in the form given.
fn check_months(form: &str, rows: [&str; 2]) {
    for months in rows {
        assert_eq!(months.split(' ').count(), 12, "{months}");
        for (number, month) in (1..).zip(months.split(' ')) {
            let expected = format!("2024-{number:02}-02T03:04:05Z");
            check(&expected, &[&form.replace("{}", month)]);
        }
    }
}

#[test]
fn english_is_read() {
    check_months(
        "Sun, {} 2nd, 2024 3:04:05",
        [
            "January February March April May June July August September October November December",
            "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sept. Oct. Nov. Dec.",
        ],
    );
}

#[test]
fn german_is_read() {
    check_months(
        "Sonntag, 2. {} 2024, 03:04:05 Uhr",
        [
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            "Jänner Feb. Mrz Apr. Mai Jun. Jul. Aug. Sept. Okt. Nov. Dez.",
        ],
    );
}

#[test]
fn french_is_read() {
    check_months(
        "mar. 2 {} 2024 à 03:04:05",
        [
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        ],
    );
}

#[test]
fn spanish_is_read() {
    check_months(
        "mar, 2 de {} de 2024 a las 03:04:05",
        [
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "ene. feb. mar. abr. may. jun. jul. ago. set. oct. nov. dic.",
        ],
    );
}

#[test]
fn italian_is_read() {
    check_months(
        "mar 2 {} 2024 alle 03:04:05",
        [
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "gen feb mar apr mag giu lug ago set ott nov dic",
        ],
    );
}

#[test]
fn portuguese_is_read() {
    check_months(
        "terça-feira, 2 de {} de 2024 às 03:04:05",
        [
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
        ],
    );
}

#[test]
fn dutch_is_read() {
    check_months(
        "maandag 2 {} 2024 om 03:04:05",
        [
            "januari februari maart april mei juni juli augustus september oktober november december",
            "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
        ],
    );
}

#[test]
fn polish_is_read() {
    check_months(
        "wt., 2 {} 2024 03:04:05",
        [
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
            "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        ],
    );
}

#[test]
fn swedish_is_read() {
    check_months(
        "tisdag den 2 {} 2024 klockan 03:04:05",
        [
            "januari februari mars april maj juni juli augusti september oktober november december",
            "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
        ],
    );
}

#[test]
fn danish_is_read() {
    check_months(
        "tirsdag den 2. {} 2024 kl. 03.04.05",
        [
            "januar februar marts april maj juni juli august september oktober november december",
            "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.",
        ],
    );
}

#[test]
fn norwegian_is_read() {
    check_months(
        "tirsdag 2. {} 2024 kl. 03:04:05",
        [
            "januar februar mars april mai juni juli august september oktober november desember",
            "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.",
        ],
    );
}

#[test]
fn finnish_is_read() {
    check_months(
        "maanantaina 2. {} 2024 klo 3.04.05",
        [
            "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
            "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
        ],
    );
}

#[test]
fn czech_is_read() {
    check_months(
        "středa 2. {} 2024 3:04:05",
        [
            "ledna února března dubna května června července srpna září října listopadu prosince",
            "led úno bře dub kvě čvn čvc srp zář říj lis pro",
        ],
    );
}

#[test]
fn slovak_is_read() {
    check_months(
        "streda 2. {} 2024 3:04:05",
        [
            "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
            "jan feb mar apr máj jún júl aug sep okt nov dec",
        ],
    );
}

#[test]
fn russian_is_read() {
    check_months(
        "Ср, 2 {} 2024 г. в 03:04:05",
        [
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
            "янв фев мар апр май июн июл авг сен окт ноя дек",
        ],
    );
}

#[test]
fn ukrainian_is_read() {
    check_months(
        "середа, 2 {} 2024 р. о 03:04:05",
        [
            "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
            "січ лют бер кві тра чер лип сер вер жов лис гру",
        ],
    );
}

#[test]
fn turkish_is_read() {
    check_months(
        "Paz, 02 {} 2024 03:04:05",
        [
            "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
            "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
        ],
    );
}

#[test]
fn greek_is_read() {
    check_months(
        "Κυρ, 02 {} 2024 03:04:05",
        [
            "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
            "Ιαν Φεβ Μάρ Απρ Μάι Ιούν Ιούλ Αύγ Σεπ Οκτ Νοέ Δεκ",
        ],
    );
}

#[test]
fn hungarian_is_read() {
    check_months(
        "2024. {} 2., kedd 3:04:05",
        [
            "január február március április május június július augusztus szeptember október november december",
            "jan. febr. márc. ápr. máj. jún. júl. aug. szept. okt. nov. dec.",
        ],
    );
}

#[test]
fn romanian_is_read() {
    check_months(
        "marți, 2 {} 2024, 03:04:05",
        [
            "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
            "ian. feb. mar. apr. mai iun. iul. aug. sept. oct. nov. dec.",
        ],
    );
}

#[test]
fn arabic_is_read() {
    check_months(
        "٢ {} ٢٠٢٤ ٠٣:٠٤:٠٥",
        [
            "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
            "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
        ],
    );
}

#[test]
fn catalan_is_read() {
    check_months(
        "dimarts, 2 de {} de 2024 a les 03:04:05",
        [
            "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
            "gen. febr. març abr. maig juny jul. ag. set. oct. nov. des.",
        ],
    );
}

#[test]
fn bulgarian_is_read() {
    check_months(
        "вторник, 2 {} 2024 г. 03:04:05",
        [
            "януари февруари март април май юни юли август септември октомври ноември декември",
            "яну фев мар апр май юни юли авг сеп окт ное дек",
        ],
    );
}

#[test]
fn serbian_is_read() {
    check_months(
        "уторак, 2. {} 2024. 03:04:05",
        [
            "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
            "јан феб мар апр мај јун јул авг сеп окт нов дец",
        ],
    );
}

#[test]
fn slovene_is_read() {
    check_months(
        "torek, 2. {} 2024 03:04:05",
        [
            "januar februar marec april maj junij julij avgust september oktober november december",
            "jan. feb. mar. apr. maj jun. jul. avg. sep. okt. nov. dec.",
        ],
    );
}

#[test]
fn lithuanian_is_read() {
    check_months(
        "2024 m. {} 2 d. 03:04:05",
        [
            "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
            "saus. vas. kov. bal. geg. birž. liep. rugp. rugs. spal. lapkr. gruod.",
        ],
    );
}

#[test]
fn estonian_is_read() {
    check_months(
        "teisipäev, 2. {} 2024 03:04:05",
        [
            "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
            "jaan veebr märts apr mai juuni juuli aug sept okt nov dets",
        ],
    );
}

#[test]
fn indonesian_is_read() {
    check_months(
        "Selasa, 02 {} 2024 03:04:05",
        [
            "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
            "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
        ],
    );
}

#[test]
fn chinese_is_read() {
    check_months(
        "2024年{}2日 03:04:05",
        [
            "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
            "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
        ],
    );
}

#[test]
fn japanese_is_read() {
    check_months(
        "2024年{}2日(日) 午前3時04分05秒",
        [
            "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
            "01月 02月 03月 04月 05月 06月 07月 08月 09月 10月 11月 12月",
        ],
    );
}

#[test]
fn korean_is_read() {
    check_months(
        "2024년 {} 2일 일요일 오후 12시 4분 5초",
        [
            "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
            "01월 02월 03월 04월 05월 06월 07월 08월 09월 10월 11월 12월",
        ],
    );
}

#[test]
fn vietnamese_is_read() {
    check_months(
        "Thứ Ba, ngày 02 {} năm 2024 03:04:05",
        [
            "tháng\u{a0}1 tháng\u{a0}2 tháng\u{a0}3 tháng\u{a0}4 tháng\u{a0}5 tháng\u{a0}6 tháng\u{a0}7 tháng\u{a0}8 tháng\u{a0}9 tháng\u{a0}10 tháng\u{a0}11 tháng\u{a0}12",
            "Thg\u{a0}01 Thg\u{a0}02 Thg\u{a0}03 Thg\u{a0}04 Thg\u{a0}05 Thg\u{a0}06 Thg\u{a0}07 Thg\u{a0}08 Thg\u{a0}09 Thg\u{a0}10 Thg\u{a0}11 Thg\u{a0}12",
        ],
    );
}

#[test]
fn hebrew_is_read() {
    check_months(
        "יום שלישי, 2 ב{} 2024, 3:04:05",
        [
            "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
            "ינו׳ פבר׳ מרץ אפר׳ מאי יוני יולי אוג׳ ספט׳ אוק׳ נוב׳ דצמ׳",
        ],
    );
}

#[test]
fn persian_is_read() {
    check_months(
        "۲ {} ۲۰۲۴، ساعت ۳:۰۴:۰۵",
        [
            "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
            "ژانویهٔ فوریهٔ مارس آوریل مهٔ ژوئن ژوئیهٔ اوت سپتامبر اکتبر نوامبر دسامبر",
        ],
    );
}

#[test]
fn hindi_is_read() {
    check_months(
        "मंगलवार, 2 {} 2024, 3:04:05 am",
        [
            "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्तूबर नवंबर दिसंबर",
            "जन॰ फ़र॰ मार्च अप्रैल मई जून जुल॰ अग॰ सित॰ अक्तू॰ नव॰ दिस॰",
        ],
    );
}

#[test]
fn belarusian_is_read() {
    check_months(
        "аўторак, 2 {} 2024 г., 03:04:05",
        [
            "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
            "сту лют сак кра мая чэр ліп жні вер кас ліс сне",
        ],
    );
}

#[test]
fn galician_is_read() {
    check_months(
        "mar., 2 de {} de 2024 ás 03:04:05",
        [
            "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
            "xan. feb. mar. abr. maio xuño xul. ago. set. out. nov. dec.",
        ],
    );
}

#[test]
fn basque_is_read() {
    check_months(
        "2024(e)ko {} 2(a), asteartea (03:04:05 (UTC))",
        [
            "urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren irailaren urriaren azaroaren abenduaren",
            "urt. ots. mar. api. mai. eka. uzt. abu. ira. urr. aza. abe.",
        ],
    );
}

#[test]
fn albanian_is_read() {
    check_months(
        "e martë, 2 {} 2024, 3:04:05 p.d.",
        [
            "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
            "jan shk mar pri maj qer korr gush sht tet nën dhj",
        ],
    );
}

#[test]
fn latvian_is_read() {
    check_months(
        "otrdiena, 2024. gada 2. {} 03:04:05",
        [
            "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
            "janv. febr. marts apr. maijs jūn. jūl. aug. sept. okt. nov. dec.",
        ],
    );
}

#[test]
fn icelandic_is_read() {
    check_months(
        "þriðjudagur, 2. {} 2024 kl. 03:04:05",
        [
            "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
            "jan. feb. mar. apr. maí jún. júl. ágú. sep. okt. nóv. des.",
        ],
    );
}

#[test]
fn azerbaijani_is_read() {
    check_months(
        "2 {} 2024, 03:04:05",
        [
            "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
            "yan fev mar apr may iyn iyl avq sen okt noy dek",
        ],
    );
}

#[test]
fn croatian_is_read_but_for_october() {
    for (text, month) in [
        ("siječnja", 1),
        ("veljače", 2),
        ("ožujka", 3),
        ("travnja", 4),
        ("svibnja", 5),
        ("lipnja", 6),
        ("srpnja", 7),
        ("kolovoza", 8),
        ("rujna", 9),
        // FIXME: Czechs and Poles, who are more, call November so.
        ("listopada", 11),
        ("studenoga", 11),
        ("prosinca", 12),
    ] {
        check(
            &format!("2024-{month:02}-02T00:00:00Z"),
            &[&format!("2. {text} 2024.")],
        );
    }
}

#[test]
fn a_weekday_is_no_month() {
    check(
        "2024-12-02T00:00:00Z",
        &[
            "mar. 2 déc. 2024",
            "Mardi 2 décembre 2024",
            "martes, 2 de diciembre de 2024",
            "mar 02 dic 2024",
            "marți, 2 decembrie 2024",
            "maandag 2 december 2024",
            "maanantai 2. joulukuuta 2024",
            "Paz, 2 Ara 2024",
            "2 Aralık 2024 Pazartesi",
            "Mai, 02 Dec 2024",
            "2 déc. 2024 (mar.)",
            "середа, 2 грудня 2024",
            "vas, 2 gruodžio 2024",
        ],
    );
    check("2024-10-02T00:00:00Z", &["2 paź 2024"]);
    check(
        "2024-03-02T00:00:00Z",
        &["2 mar 2024", "Mar., 2 mar. 2024", "Paz, 2 Mar 2024"],
    );
}

#[test]
fn accents_may_be_missing_or_stand_alone() {
    check(
        "2024-02-02T00:00:00Z",
        &[
            "2 fevrier 2024",
            "2 fe\u{301}vrier 2024",
            "2 FÉVRIER 2024",
            "2 subat 2024",
        ],
    );
    check(
        "2024-03-02T00:00:00Z",
        &[
            "2. Marz 2024",
            "2. MÄRZ 2024",
            "2. Ma\u{308}rz 2024",
            "2 MARÇO 2024",
        ],
    );
    check(
        "2024-11-02T00:00:00Z",
        &["2 Kasim 2024", "2 KASIM 2024", "2 Kasım 2024"],
    );
}

#[test]
fn words_around_a_date_do_not_matter() {
    check(
        "2024-05-02T15:04:00Z",
        &[
            "Donnerstag, den 2. Mai 2024 um 15:04 Uhr",
            "am 2. Mai 2024 um 15.04 Uhr",
            "le jeudi 2 mai 2024 à 15h04",
            "le 2 mai 2024 à 15 h 04",
            "jeudi 2 mai 2024 - 15:04",
            "15h04, le 2 mai 2024",
            "el 2 de mayo del 2024 a las 15:04 hs",
            "giovedì 2 maggio 2024, ore 15.04",
            "2 de maio de 2024, 15h04min",
            "2 de maio de 2024 às 15h04",
            "donderdag 2 mei 2024, 15.04 uur",
            "2 мая 2024, 15:04",
            "2 мая 2024 года, 15:04",
            "torstaina 2.5.2024 klo 15.04",
            "torsdag 2. mai 2024 kl. 15.04",
            "2 Mayıs 2024 Perşembe 15:04",
            "2024. május 2. 15:04",
            "2024-május-2T15:04Z",
            "On 2 May 2024 at 15:04",
            "2nd of May 2024, 15:04",
            "the 2nd day of May, 2024 3:04 pm",
            "2ème mai 2024 15:04",
            "2º de mayo de 2024 15:04",
            "2024年05月02日 15:04",
            "2024年5月2日15:04",
            "2024年5月2日 下午3:04",
            "2024年5月2日下午3点04分",
            "2024年05月02日 下午 03:04",
            "2024年5月2日 星期四 15:04",
            "2024年5月2日星期四下午3:04",
            "2024-05-02 下午 3:04",
            "2024/5/2 下午 03:04:00",
            "2024 年 5 月 2 日 15 时 04 分",
            "2024年5月2日（木）15時04分",
            "2024年5月2日 木曜日 午後3時4分",
            "２０２４年５月２日 １５：０４",
            "2 thg 5, 2024 15:04",
        ],
    );
}

#[test]
fn a_korean_time_is_one_in_korea() {
    check(
        "2024-05-02T06:04:00Z",
        &[
            "2024년 5월 2일 오후 3:04",
            "2024년 5월 2일 (목) 오후 3시 4분",
            "2024년 05월 02일 15:04:00",
            "2024-05-02 오후 3:04:00",
            "2024. 5. 2. 오후 3:04",
            "24. 5. 2. 오후 3:04",
        ],
    );
    check(
        "2024-05-02T15:04:00Z",
        &["2024년 5월 2일 오후 3:04 UTC", "2024년 5월 2일 15:04 +0000"],
    );
    check(
        "2024-05-02T00:00:00Z",
        &["2024년 5월 2일", "2024. 5. 2. 목요일"],
    );
}
