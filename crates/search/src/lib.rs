//! The only Tantivy: a derived index that may be deleted at any time.
//!
//! It is never the truth: everything in it comes from the store, and what is found is read from
//! the store again and goes through the gate before anybody sees it. It knows nothing of the
//! store: the pipeline hands it [`Document`]s.
//!
//! Start reading at [`Index`]; how words become terms is in `tokenizer`, how a query is asked in
//! `ask`.

mod ask;
mod index;
mod schema;
mod tokenizer;
mod writer;

pub use index::{Hits, Index, Scope, SearchError};
pub use writer::{Document, Writer};
