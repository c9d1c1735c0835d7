//! What the index holds of an article: terms, never the text itself. A translation's terms stand
//! beside the original's.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};

use crate::tokenizer::NAME;

/// The fields of the index.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) title: Field,
    pub(crate) text: Field,
    pub(crate) source: Field,
    pub(crate) lang: Field,
    pub(crate) section: Field,
    pub(crate) public: Field,
    pub(crate) changed: Field,
}

/// Counts up with every change of the schema or of the analysis: an index of another number is
/// thrown away and built again.
pub(crate) const FORMAT: u32 = 2;

pub(crate) fn schema() -> (Schema, Fields) {
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(NAME)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    let mut schema = Schema::builder();
    let fields = Fields {
        id: schema.add_i64_field("id", INDEXED | FAST),
        title: schema.add_text_field("title", words.clone()),
        text: schema.add_text_field("text", words),
        source: schema.add_text_field("source", STRING),
        lang: schema.add_text_field("lang", STRING),
        section: schema.add_text_field("section", STRING),
        public: schema.add_bool_field("public", INDEXED),
        changed: schema.add_i64_field("changed", FAST),
    };
    (schema.build(), fields)
}
