//! Numbers as a language writes them ("4.000", "4,000").

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;

/// Writes the numbers of one language.
pub(crate) struct Numbers {
    format: Option<DecimalFormatter>,
}

impl Numbers {
    /// For a locale; one without data writes plain digits.
    pub(crate) fn new(locale: &Locale) -> Self {
        Self {
            format: DecimalFormatter::try_new(
                locale.into(),
                icu_decimal::options::DecimalFormatterOptions::default(),
            )
            .ok(),
        }
    }

    /// A whole number.
    pub(crate) fn whole(&self, number: u64) -> String {
        match &self.format {
            Some(format) => format.format(&Decimal::from(number)).to_string(),
            None => number.to_string(),
        }
    }
}
