//! Quotations in a translated text: nobody has said these words, so each of them says it.

/// A translated block's markup, `mark` at the end of each quotation in it; one within another is
/// part of it.
///
/// Made for what our own serialiser writes: everything is closed, and `<` only begins a tag.
pub(crate) fn marked(markup: &str, mark: &str) -> String {
    const BEGIN: &str = "<blockquote";
    const END: &str = "</blockquote>";
    let mut out = String::with_capacity(markup.len() + mark.len());
    let mut depth = 0_usize;
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        if tag.starts_with(END) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                out.push_str(mark);
            }
        } else if tag.starts_with(BEGIN) {
            depth += 1;
        }
        out.push('<');
        rest = &tag[1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn each_quotation_is_marked_once_at_its_end() {
        let check = |markup: &str, expected: &str| assert_eq!(marked(markup, "*"), expected);
        check("<p>a &lt; b</p>", "<p>a &lt; b</p>");
        check(
            "<blockquote><p>a</p></blockquote><blockquote cite=\"x\">b</blockquote>",
            "<blockquote><p>a</p>*</blockquote><blockquote cite=\"x\">b*</blockquote>",
        );
        check(
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            "<blockquote>a<blockquote>b</blockquote>*</blockquote>",
        );
        check("a</blockquote><", "a*</blockquote><");
    }
}
