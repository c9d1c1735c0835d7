use proptest::prelude::*;

use super::{bleu, chrf, chrf_with_words};

/// Checks BLEU, chrF2 and chrF2++ of pairs of an answer and its reference.
fn check(pairs: &[(&str, &str)], expected: [f64; 3]) {
    let found = [bleu(pairs), chrf(pairs), chrf_with_words(pairs)];
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() < 0.000_06,
            "{found} for {expected}: {pairs:?}"
        );
    }
}

/// The numbers are those of `sacrebleu` 2.6.0 with its defaults.
#[test]
#[rustfmt::skip]
fn the_numbers_are_those_of_others() {
    check(&[("Die Brücke ist gesperrt.", "Die Brücke ist gesperrt.")], [100.0000, 100.0000, 100.0000]);
    check(&[("", "Die Brücke ist gesperrt.")], [0.0000, 0.0000, 0.0000]);
    check(&[("Die Brücke ist gesperrt.", "")], [0.0000, 0.0000, 0.0000]);
    check(&[("", "")], [0.0000, 0.0000, 0.0000]);
    check(&[("xyz quv", "Die Brücke ist gesperrt.")], [0.0000, 0.0000, 0.0000]);
    check(&[("Hafenbrücke", "Hafenbrücke")], [0.0000, 100.0000, 100.0000]);
    check(&[("Gesperrt ist die Brücke am Hafen bis Freitag.", "Die Brücke am Hafen ist bis Freitag gesperrt.")], [24.2746, 71.5956, 68.1064]);
    check(&[("Für Fußgänger öffnet die Brücke früher.", "Für Fußgänger öffnet die Brücke schon früher, größer und schöner.")], [32.7376, 57.8447, 56.3411]);
    check(&[("Der Schaden beträgt 1.234,5 Euro (3-4 %), 12-mal mehr.", "Der Schaden beträgt 1.234,50 Euro (3-4 %) und 12-mal mehr.")], [64.2273, 81.3965, 76.1929]);
    check(&[("„Wir gehen“, sagte sie; \"ja\" & 'nein'/vielleicht!", "„Wir gehen nicht“, sagte sie; \"ja\" & 'nein' / vielleicht?")], [72.1018, 82.9738, 75.0198]);
    check(&[("A &amp; B &lt;c&gt; &quot;d&quot; e f", "A & B <c> \"d\" e f g")], [91.3101, 10.6923, 15.1023]);
    check(&[("Die Brücke am Hafen bleibt nach Angaben der Stadt wohl noch bis Freitag gesperrt.", "Die Brücke bleibt bis Freitag gesperrt.")], [20.3334, 68.7420, 68.3291]);
    check(&[("Brücke bis Freitag zu.", "Die Brücke am Hafen bleibt nach Angaben der Stadt bis Freitag gesperrt.")], [5.1295, 22.4275, 22.4269]);
    check(&[("Die Brücke am Hafen ist bis Freitag zu.", "Die Brücke am Hafen bleibt bis Freitag gesperrt."), ("", "Niemand kommt hinüber."), ("Die Stadt sagt, dass es dauert, und zwar lange.", "Die Stadt sagt, es dauert."), ("Drei Tote nach Sturm", "Drei Tote bei Sturm")], [29.2507, 52.7949, 53.9369]);
    check(&[(". , - (!) ...", ". , - (?) ...")], [59.6949, 42.3942, 50.8433]);
    check(&[("Мост закрыт до пятницы , сказал мэр .", "Мост закрыт до пятницы, сказал мэр города.")], [76.7280, 82.4733, 82.8460]);
    check(&[("Eine Hafen-\nbrücke ist\nzu  heute", "Eine Hafenbrücke ist zu heute früh")], [81.8731, 76.6829, 70.5159]);
}

proptest! {
    #[test]
    fn any_texts_have_a_score(one in "\\PC{0,40}", other in "\\PC{0,40}") {
        let pairs = [(one.as_str(), other.as_str())];
        for score in [bleu(&pairs), chrf(&pairs), chrf_with_words(&pairs)] {
            prop_assert!((0.0..=100.000_1).contains(&score), "{score}");
        }
    }
}
