//! The templates: built in, and over them, file by file, those of the operator's theme.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use serde::Serialize;

use crate::numbers::Numbers;
use crate::texts::Texts;

/// The built-in templates by name.
pub(crate) const BUILT_IN: &[(&str, &str)] = &[
    ("frame.html", include_str!("../templates/frame.html")),
    ("parts.html", include_str!("../templates/parts.html")),
    ("front.html", include_str!("../templates/front.html")),
    ("list.html", include_str!("../templates/list.html")),
    ("sources.html", include_str!("../templates/sources.html")),
    ("source.html", include_str!("../templates/source.html")),
    ("article.html", include_str!("../templates/article.html")),
    ("versions.html", include_str!("../templates/versions.html")),
    (
        "translation.html",
        include_str!("../templates/translation.html"),
    ),
    ("gone.html", include_str!("../templates/gone.html")),
    ("search.html", include_str!("../templates/search.html")),
    ("feeds.html", include_str!("../templates/feeds.html")),
    ("about.html", include_str!("../templates/about.html")),
    (
        "how-we-rank.html",
        include_str!("../templates/how-we-rank.html"),
    ),
    ("imprint.html", include_str!("../templates/imprint.html")),
    ("privacy.html", include_str!("../templates/privacy.html")),
    (
        "accessibility.html",
        include_str!("../templates/accessibility.html"),
    ),
    ("error.html", include_str!("../templates/error.html")),
];

/// The templates of one edition.
pub(crate) struct Templates {
    built_in: Environment<'static>,
    themed: Option<Environment<'static>>,
}

impl Templates {
    /// Reads the templates; a theme's file that cannot be read or parsed is left out, and said.
    pub(crate) fn new(texts: &Arc<Texts>, numbers: &Arc<Numbers>, theme: Option<&Path>) -> Self {
        let mut built_in = environment(texts, numbers);
        for (name, source) in BUILT_IN {
            built_in
                .add_template(name, source)
                .expect("a test renders every built-in template");
        }
        let themed = theme.and_then(|folder| themed(&built_in, folder));
        Self { built_in, themed }
    }

    /// Renders a template: the theme's, and where that fails the built-in one.
    pub(crate) fn render(&self, name: &str, context: &impl Serialize) -> Result<String, Error> {
        let context = Value::from(Serde(context));
        if let Some(themed) = &self.themed {
            match themed
                .get_template(name)
                .and_then(|template| template.render(&context))
            {
                Ok(page) => return Ok(page),
                Err(error) => {
                    tracing::warn!(template = name, error = %Chain(&error), "the theme's page fails, the built-in one is shown");
                }
            }
        }
        self.built_in.get_template(name)?.render(&context)
    }
}

/// An error with everything that it says of its causes.
pub(crate) struct Chain<'a>(pub(crate) &'a Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = std::error::Error::source(self.0);
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

fn environment(texts: &Arc<Texts>, numbers: &Arc<Numbers>) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(|out, _, value| {
        if value.is_undefined() {
            return Err(ErrorKind::UndefinedError.into());
        }
        let text = value.to_string();
        let text = if value.is_safe() {
            Cow::Owned(text)
        } else {
            escaped(&text)
        };
        out.write_str(&text).map_err(Error::from)
    });
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    environment.set_syntax(syntax.build().expect("the usual marks"));
    let texts = Arc::clone(texts);
    environment.add_function("t", move |key: &str, args: Kwargs| text(&texts, key, &args));
    let numbers = Arc::clone(numbers);
    environment.add_filter("num", move |number: u64| numbers.whole(number));
    environment
}

/// Text as HTML, for content and for attributes in quotation marks. The engine's own escapes
/// slashes as well, which no context of ours needs and which makes a page of links a tenth longer.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The built-in templates with a folder's files over them; `None` where it has none of them.
fn themed(built_in: &Environment<'static>, folder: &Path) -> Option<Environment<'static>> {
    let mut themed = built_in.clone();
    let mut is_other = false;
    for (name, _) in BUILT_IN {
        let path = folder.join(name);
        if !path.exists() {
            continue;
        }
        let added = std::fs::read_to_string(&path)
            .map_err(|error| error.to_string())
            .and_then(|source| {
                themed
                    .add_template_owned(*name, source)
                    .map_err(|error| Chain(&error).to_string())
            });
        match added {
            Ok(()) => is_other = true,
            Err(error) => {
                tracing::warn!(path = %path.display(), error, "this file of the theme is left out");
            }
        }
    }
    is_other.then_some(themed)
}

/// `t("key", name=value)`: a text of the edition. Arguments are escaped unless they are markup
/// already, so that a text may hold a link or a `<time>`.
fn text(texts: &Texts, key: &str, args: &Kwargs) -> Result<Value, Error> {
    let mut values = FluentArgs::new();
    for name in args.args() {
        let value: Value = args.get(name)?;
        let value = match i64::try_from(value.clone()) {
            Ok(number) if value.kind() == ValueKind::Number => FluentValue::from(number),
            _ if value.is_safe() => FluentValue::from(value.to_string()),
            _ => FluentValue::from(escaped(&value.to_string()).into_owned()),
        };
        values.set(name.to_owned(), value);
    }
    args.assert_all_used()?;
    texts
        .get(key, &values)
        .map(Value::from_safe_string)
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no text {key:?}")))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use icu_locale_core::locale;
    use minijinja::{Environment, context};

    use super::{Templates, environment};
    use crate::numbers::Numbers;
    use crate::texts::Texts;

    fn parts() -> (Arc<Texts>, Arc<Numbers>) {
        let texts = Texts::of("de").expect("is there");
        (Arc::new(texts), Arc::new(Numbers::new(&locale!("de"))))
    }

    fn german() -> Environment<'static> {
        let (texts, numbers) = parts();
        environment(&texts, &numbers)
    }

    fn check(template: &str, expected: &str) {
        let got = german().render_str(template, context! { evil => "<b>\"&'" });
        assert_eq!(got.expect("renders"), expected);
    }

    #[test]
    fn what_comes_from_outside_is_text() {
        check("{{ evil }}", "&lt;b&gt;&quot;&amp;&#39;");
        check(
            "{{ t(\"quoted\", text=evil) }}",
            "„&lt;b&gt;&quot;&amp;&#39;“",
        );
        check(
            "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m(evil) }}",
            "<i>&lt;b&gt;&quot;&amp;&#39;</i>",
        );
        check(
            "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ t(\"quoted\", text=m(evil)) }}",
            "„<i>&lt;b&gt;&quot;&amp;&#39;</i>“",
        );
        check(
            "{{ [evil] }} {{ 1234|num }}",
            "[&#39;&lt;b&gt;&quot;&amp;\\&#39;&#39;] 1.234",
        );
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        assert!(german().render_str("{{ nothing }}", context! {}).is_err());
        assert!(
            german()
                .render_str("{{ t(\"nothing-of-the-kind\") }}", context! {})
                .is_err()
        );
    }

    #[test]
    fn a_theme_covers_single_files_and_gives_way_where_it_is_broken() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("writes");
        };
        put("imprint.html", "mine");
        put("about.html", "{{ page.nothing }}");
        put("error.html", "{% if %}");
        let (texts, numbers) = parts();
        let templates = Templates::new(&texts, &numbers, Some(folder.path()));
        let render = |name: &str| {
            templates
                .render(name, &())
                .map_err(|error| error.to_string())
        };
        assert_eq!(render("imprint.html").as_deref(), Ok("mine"));
        // Both fall back to the built-in page, which misses its view here.
        assert!(
            render("about.html")
                .is_err_and(|error| error.contains("about.html") || error.contains("frame.html"))
        );
        assert!(
            render("error.html")
                .is_err_and(|error| error.contains("error.html") || error.contains("frame.html"))
        );
    }
}
