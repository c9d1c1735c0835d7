//! TEMPORARY
/// .
pub fn bleu(_: &[String], _: &[String]) -> f64 {
    0.0
}
/// .
pub fn chrf(_: &[String], _: &[String], _: u32) -> f64 {
    0.0
}
