//! TEMPORARY
use crate::{
    engine::{Engine, EngineError, Job, Profile, Reply, Soon},
    marked::Marked,
};
use depesche_model::Lang;
/// .
pub struct Phrases(Profile);
impl Phrases {
    /// .
    pub fn new(model: &str) -> Self {
        Self(Profile {
            name: "phrases".into(),
            model: model.into(),
            max_units: 1,
            max_chars: 1,
            is_external: false,
            is_per_sentence: true,
        })
    }
    /// .
    pub fn add(&mut self, _: &Lang, _: &Lang, _: &Marked, _: Marked) {}
}
impl Engine for Phrases {
    fn profile(&self) -> &Profile {
        &self.0
    }
    fn translate<'a>(&'a self, _: &'a Job<'a>) -> Soon<'a, Result<Reply, EngineError>> {
        Box::pin(std::future::ready(Ok(Reply::default())))
    }
}
